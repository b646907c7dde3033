/** What a legacy id is called today; the JSON of the converter page. */
export type LegacyMap = [
  id: number,
  title: string,
  successors: [id: number, title: string, basis: 'documented' | 'derived'][],
][];

/** A stretch of the text that was read. */
export type ConvertedPart =
  | { kind: 'text'; from: string; to: string }
  /** A legacy id and what stands in its place; `to` is empty where the list before it holds the same already. */
  | { kind: 'converted'; from: string; to: string; id: number }
  /** A legacy id without a successor that is known. */
  | { kind: 'unmapped'; from: string; to: string; id: number }
  /** A number that is a legacy id, where no id is expected: it stays. */
  | { kind: 'left'; from: string; to: string; id: number; why: string };

const NUMBER =
  /(?<![\w.\-%])\d{3,4}(?![\w%]|[.-]\d)|(?<=\d-)\d{3,4}(?![\w.-])|(?<![\w.%-])\d{3,4}(?=-\d)/g;
/** What may stand between the name of the id field and one of its values. */
const SEPARATORS = new Set(' \t\r\n0123456789,;|"\'`()[]{}=:!<>~*-/');
const CONNECTORS = /(?<!\w)(?:or|and|in|eq|ne|not|is|equals|values?|between|to)$/i;
const KEY = /(?:event[\s._-]?(?:id|code|identifier|number)s?|\bids?|instance_?id|\bevents?)$/i;
const WINDOW = 400;

/**
 * Puts the ids of today in the place of legacy ids, in a list, a query or a rule. A number counts as an id after a name
 * such as EventID or EventCode, in a list of such, at the start of a line, or in a text of numbers alone.
 *
 * @param every also change numbers where no id is expected
 */
export function convertLegacy(text: string, map: LegacyMap, every = false): ConvertedPart[] {
  const byId = new Map(map.map((row) => [row[0], row]));
  const or = text.includes('||') ? '||' : /\bor\b/.test(text) && !/\bOR\b/.test(text) ? 'or' : 'OR';
  const parts: ConvertedPart[] = [];
  let done = 0;
  /** Ids that the list so far has written. */
  let list = new Set<number>();
  let listEnd = 0;
  const plain = (end: number) => {
    if (end > done)
      parts.push({ kind: 'text', from: text.slice(done, end), to: text.slice(done, end) });
    done = Math.max(done, end);
  };
  for (const found of text.matchAll(NUMBER)) {
    const at = found.index;
    const id = Number(found[0]);
    const row = byId.get(id);
    if (!row) continue;
    const before = text.slice(Math.max(0, at - WINDOW), at);
    const after = text.slice(at + found[0].length, at + found[0].length + 2);
    const why = every ? undefined : notAnId(before, after, at <= WINDOW);
    if (why !== undefined) {
      plain(at);
      parts.push({ kind: 'left', from: found[0], to: found[0], id, why });
      done = at + found[0].length;
      continue;
    }
    const [, , successors] = row;
    if (successors.length === 0) {
      plain(at);
      parts.push({ kind: 'unmapped', from: found[0], to: found[0], id });
      done = at + found[0].length;
      listEnd = done;
      continue;
    }
    const gap = text.slice(listEnd, at);
    if (!/^\s*["']?\s*(?:[,;|]|\n\s*-)?\s*["']?\s*$/.test(gap) || listEnd === 0) list = new Set();
    const fresh = successors.map(([next]) => next).filter((next) => !list.has(next));
    for (const next of fresh) list.add(next);
    const piece = placed(text, at, found[0], fresh, or);
    const dropped = fresh.length === 0 && listEnd > 0;
    plain(dropped ? Math.max(done, listEnd) : Math.max(done, piece.start));
    parts.push({
      kind: 'converted',
      from: text.slice(dropped ? done : piece.start, piece.end),
      to: dropped ? '' : piece.to,
      id,
    });
    done = piece.end;
    listEnd = piece.end;
  }
  plain(text.length);
  return parts;
}

/** Why a number is left alone; undefined when it stands where an id does. */
function notAnId(before: string, after: string, whole: boolean): string | undefined {
  if (/[<>]=?\s*["']?$/.test(before) && !/<[\w:]+>$/.test(before)) return 'a bound of a range';
  if (/\bbetween\s+["']?$/i.test(before) || /\bbetween\s+\d+\s+and\s+$/i.test(before))
    return 'a bound of a range';
  if (/\d-$/.test(before) || /^-\d/.test(after)) return 'a bound of a range';
  if (/(?:^|\n)[\s"'-]*$/.test(before)) return undefined;
  const rest = withoutSeparators(before);
  if (rest === '') return whole ? undefined : 'no name of an id field before it';
  return KEY.test(rest) ? undefined : 'no name of an id field before it';
}

/** A text up to the last word that is neither a separator nor a connector. */
function withoutSeparators(text: string): string {
  let end = text.length;
  for (;;) {
    while (end > 0 && SEPARATORS.has(text[end - 1] as string)) end -= 1;
    const word = CONNECTORS.exec(text.slice(Math.max(0, end - 10), end))?.[0];
    if (word === undefined) return text.slice(0, end);
    end -= word.length;
  }
}

/** Where the ids of today go, and how the language of the text writes several. */
function placed(
  text: string,
  at: number,
  number: string,
  ids: readonly number[],
  or: string,
): { start: number; end: number; to: string } {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  let start = at;
  let end = at + number.length;
  const quote = /["']$/.exec(line)?.[0] ?? '';
  const quoted = quote !== '' && text[end] === quote;
  const write = (id: number) => (quoted ? `${quote}${id}${quote}` : String(id));
  if (quoted) {
    start -= 1;
    end += 1;
  }
  const own = quoted ? line.slice(0, -1) : line;
  if (ids.length < 2) return { start, end, to: ids.map(write).join('') };
  const item = /^(\s*-\s+)$/.exec(own);
  if (item) return { start, end, to: ids.map(write).join(`\n${item[1]}`) };
  const test = /([\w.@[\]"']*\w["'\]]?)(\s*(?:==?|\beq\b)\s*)$/i.exec(own);
  if (test && !/[([,]\s*$/.test(own)) {
    const [whole, name, operator] = test;
    const tests = ids.map((id) => `${name}${operator}${write(id)}`);
    return { start: start - whole.length, end, to: `(${tests.join(` ${or} `)})` };
  }
  if (/:\s+$/.test(own)) return { start, end, to: `[${ids.map(write).join(', ')}]` };
  if (/:$/.test(own)) return { start, end, to: `(${ids.map(write).join(' OR ')})` };
  return { start, end, to: ids.map(write).join(', ') };
}

/** The ids of a converted text as rows, each legacy id once, in the order met. */
export function legacyRows(parts: readonly ConvertedPart[], map: LegacyMap): LegacyMap {
  const met = new Set(
    parts.flatMap((part) =>
      part.kind === 'converted' || part.kind === 'unmapped' ? [part.id] : [],
    ),
  );
  const byId = new Map(map.map((row) => [row[0], row]));
  return [...met].map((id) => byId.get(id)).filter((row) => row !== undefined);
}

/** How many on each side: `1 to 1`, `2 to 1` when another legacy id has the same successor. */
export function relation(row: LegacyMap[number], map: LegacyMap): string {
  const [, , successors] = row;
  if (successors.length === 0) return 'no successor known';
  const sharing = map.filter(([, , others]) =>
    others.some(([id]) => successors.some(([own]) => own === id)),
  );
  return `${sharing.length} to ${successors.length}`;
}

/** Rows as CSV, a line each pair; RFC 4180. */
export function legacyCsv(rows: LegacyMap, map: LegacyMap): string {
  const cell = (value: string | number) =>
    /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  const lines = rows.flatMap((row) => {
    const [id, title, successors] = row;
    const pairs = successors.length > 0 ? successors : [['', '', ''] as const];
    return pairs.map(([next, name, basis]) => [id, title, next, name, basis, relation(row, map)]);
  });
  return [['legacy_id', 'legacy_title', 'id', 'title', 'basis', 'relation'], ...lines]
    .map((line) => `${line.map(cell).join(',')}\r\n`)
    .join('');
}
