/** A label of a layout found in a text. */
export interface LabelToken {
  start: number;
  end: number;
  /** Lower case, white space collapsed. */
  literal: string;
}

const MAX_TOKENS = 2_000;

/**
 * Places where a label stands, in order; a label inside a longer one does not count.
 *
 * @param literals labels in lower case, white space collapsed
 * @param anywhere also inside lines: for text that has lost its line ends
 */
export function findLabels(
  body: string,
  literals: readonly string[],
  anywhere: boolean,
): LabelToken[] {
  // İ alone would become two characters, and move all that stands behind it.
  const text = body.replaceAll('İ', 'i').toLowerCase();
  const byFirst = new Map<string, string[]>();
  for (const literal of [...literals].sort((a, b) => b.length - a.length)) {
    const first = literal[0] as string;
    const list = byFirst.get(first);
    if (list) list.push(literal);
    else byFirst.set(first, [literal]);
  }
  const tokens: LabelToken[] = [];
  const take = (start: number, fits: (end: number) => boolean): number | undefined => {
    for (const literal of byFirst.get(text[start] as string) ?? []) {
      const end = literalEnd(text, start, literal);
      if (end === undefined || !fits(end)) continue;
      tokens.push({ start, end, literal });
      return end;
    }
    return undefined;
  };
  if (anywhere) {
    let at = 0;
    while (at < text.length && tokens.length < MAX_TOKENS) {
      const starts = at === 0 || isSpace(text[at - 1]);
      at = (starts && take(at, (end) => end === text.length || isSpace(text[end]))) || at + 1;
    }
    return tokens;
  }
  let start = 0;
  while (start < text.length && tokens.length < MAX_TOKENS) {
    const next = text.indexOf('\n', start);
    const lineEnd = next < 0 ? text.length : next;
    let first = start;
    while (first < lineEnd && isBlank(text[first])) first += 1;
    take(first, (end) => end <= lineEnd);
    start = lineEnd + 1;
  }
  return tokens;
}

const isBlank = (char: string | undefined) => char === ' ' || char === '\t';
const isSpace = (char: string | undefined) => isBlank(char) || char === '\n';

/** End of a literal that starts here, any white space standing for a space; undefined when it does not. */
function literalEnd(text: string, start: number, literal: string): number | undefined {
  let at = start;
  for (let i = 0; i < literal.length; i += 1) {
    const wanted = literal[i] as string;
    if (wanted === ' ') {
      const before = at;
      while (isBlank(text[at])) at += 1;
      if (at === before) return undefined;
    } else if (wanted === ':' && i === literal.length - 1) {
      // Some tools put white space before the colon.
      while (isBlank(text[at])) at += 1;
      if (text[at] !== ':') return undefined;
      at += 1;
    } else {
      if (text[at] !== wanted) return undefined;
      at += 1;
    }
  }
  return at;
}

/**
 * Pairs a layout's labels with those of a text: the longest common subsequence, of equal ones that with the
 * earliest places. Work is the product of the two lengths.
 *
 * @returns indexes of anchor and token, in order
 */
export function alignLabels(
  anchors: readonly { literal: string }[],
  tokens: readonly { literal: string }[],
): [number, number][] {
  const width = tokens.length + 1;
  const lengths = new Uint16Array((anchors.length + 1) * width);
  for (let i = anchors.length - 1; i >= 0; i -= 1) {
    for (let j = tokens.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        anchors[i]?.literal === tokens[j]?.literal
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
    }
  }
  const pairs: [number, number][] = [];
  let i = 0;
  let j = 0;
  while (i < anchors.length && j < tokens.length) {
    if (anchors[i]?.literal === tokens[j]?.literal) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if ((lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number)) {
      i += 1;
    } else {
      j += 1;
    }
  }
  return pairs;
}
