/** Columns that a line of a query may have. */
const MOST = 100;

/** What may begin a line: a condition that is joined to others, or one of a search, as `EventCode IN (4624)`. */
const TERM = /^(?:(?:and|or|AND|OR|by) |\w+=|\w+ IN \()/;

/** A place where a line may go on in the next: how deep in brackets it is, and where the rest begins. */
interface Break {
  end: number;
  start: number;
  depth: number;
}

/**
 * Breaks long lines of a query where the language takes any white space: after commas, before conditions, and
 * between words outside brackets where there are none of them. Texts and names in quotes stay whole; what goes on is
 * four further in. Lines of a comment go on as comments, but between ``` they just go on.
 *
 * @param comment what begins a comment that ends with its line
 */
export function foldLines(text: string, comment: '//' | '--' | '#' | undefined): string {
  return text
    .split('\n')
    .map((line) => (line.length <= MOST ? line : foldLine(line, comment).join('\n')))
    .join('\n');
}

function foldLine(line: string, comment: string | undefined): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const said = comment !== undefined && line.startsWith(`${indent}${comment} `);
  const isProse = said || /^```[^`]*```$/.test(line);
  const breaks = isProse ? spacesOf(line, indent.length + 3) : breaksOf(line, comment);
  const head = said ? `${indent}${comment} ` : `${indent}    `;
  const lines: string[] = [];
  let from = 0;
  for (;;) {
    const room = MOST - (from > 0 ? head.length : 0);
    const left = breaks.filter(({ start }) => start > from + indent.length);
    const near = left.filter(({ end }) => end - from <= room);
    const shallow = Math.min(...near.map(({ depth }) => depth));
    const at = near.findLast(({ depth }) => depth === shallow) ?? left[0];
    const isLast = line.length - from <= room || !at;
    const part = line.slice(from, isLast ? undefined : at.end);
    lines.push(from > 0 ? `${head}${part}` : part);
    if (isLast) return lines;
    from = at.start;
  }
}

function spacesOf(line: string, from: number): Break[] {
  return [...line.matchAll(/ /g)]
    .filter(({ index }) => index > from)
    .map(({ index }) => ({ end: index, start: index + 1, depth: 0 }));
}

/** Breaks of a line of code; none where a text goes on in the next line. */
function breaksOf(line: string, comment: string | undefined): Break[] {
  const commas: Break[] = [];
  const words: Break[] = [];
  let depth = 0;
  const parts =
    /@'[^']*'|@"[^"]*"|(["'])(?:\\.|(?!\1).)*\1|(`+).*?\2|\/\/|--|[([{]|[)\]}]|["'`]| +/g;
  for (const { 0: part, index } of line.matchAll(parts)) {
    const end = index;
    const start = index + part.length;
    if (/^["'`]$/.test(part)) return [];
    if (part === comment) break;
    if (/^[([{]$/.test(part)) depth += 1;
    else if (/^[)\]}]$/.test(part)) depth -= 1;
    else if (!/^ +$/.test(part) || end === 0) continue;
    else if (line[end - 1] === ',' || TERM.test(line.slice(start)))
      commas.push({ end, start, depth });
    else if (depth === 0) words.push({ end, start, depth: 0 });
  }
  return commas.length > 0 ? commas : words;
}
