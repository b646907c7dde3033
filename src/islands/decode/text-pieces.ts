/** A text bit by bit: the next part of it, or undefined at its end. */
export type Pull = () => Promise<string | undefined>;

export interface Piece {
  text: string;
  /** Line breaks before it. */
  line: number;
}

/** Characters after which a text is cut at the next place where an event begins. */
const PIECE = 4 << 20;
/** A text without such a place is read in one piece up to here: strings of a browser end at 2^29. */
export const MOST = 256 << 20;

/**
 * Cuts a long text where events begin, so that none of it need be in memory twice and reading can be left in between.
 *
 * @param cutsOf places of one text where it may be cut, told from its head; undefined where there are none
 * @param left is told how many characters were left out, where a piece came to be too long
 */
export async function* piecesOf(
  pull: Pull,
  cutsOf: (head: string) => RegExp | undefined,
  left: (characters: number) => void,
): AsyncGenerator<Piece> {
  let text = '';
  let line = 0;
  let cuts: RegExp | undefined;
  let first = true;
  for (;;) {
    const more = await pull();
    if (more === undefined) break;
    text += more;
    if (first && text !== '') {
      cuts = cutsOf(text.slice(0, 65_536));
      first = false;
    }
    if (text.length < PIECE) continue;
    const at = cuts ? lastPlace(text, cuts) : 0;
    if (at > 0) {
      const piece = text.slice(0, at);
      yield { text: piece, line };
      line += countLines(piece);
      text = text.slice(at);
    } else if (text.length > MOST) {
      let rest = 0;
      for (let next = await pull(); next !== undefined; next = await pull()) rest += next.length;
      left(rest);
      break;
    }
  }
  if (text !== '') yield { text, line };
}

/** Last place of a pattern, looked for from the end on in growing windows. */
function lastPlace(text: string, pattern: RegExp): number {
  for (let window = 65_536; ; window *= 8) {
    const from = Math.max(0, text.length - window);
    const all = new RegExp(pattern.source, 'g');
    all.lastIndex = from;
    let last = 0;
    for (let found = all.exec(text); found; found = all.exec(text)) {
      last = found.index;
      if (found[0] === '') all.lastIndex += 1;
    }
    if (last > 0 || from === 0) return last;
  }
}

export function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Where an event begins, by format; formats whose events lean on a head or on one another are not cut. */
export function cutsOf(format: string | undefined, head: string): RegExp | undefined {
  if (format === 'xml') return /<Event[\s>]/;
  if (format !== 'json') return undefined;
  const [, indent] = /^\s*\[\s*\n([ \t]*)\{/.exec(head) ?? [];
  return new RegExp(`(?<=\\n)${indent ?? ''}(?=\\{)`);
}
