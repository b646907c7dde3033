/** Mail marks each line that it quotes; some pages draw a bar. */
const QUOTED = /^[ \t]*(?:>[ \t]?){1,100}/;
const BARRED = /^[ \t]*[|\u2502\u2503] ?/;
/** Numbers that an editor, `cat -n`, `findstr /n` or a page puts before lines. */
const NUMBERED = /^[ \t]*(\d{1,7})(\t| ?[|\u2502] ?|[:.)] ?| +|$)/;
const HEAD = 4_096;

/**
 * Text without what is put before each of its lines: marks of quoting, bars, numbers that count up. Lines keep their
 * numbers.
 */
export function withoutLineMarks(text: string): string {
  const head = text.slice(0, HEAD);
  const all = head.split('\n');
  // The last may be cut off.
  if (text.length > HEAD) all.pop();
  const lines = all.filter((line) => line.trim() !== '');
  const quoted = countOf(lines, QUOTED);
  if (quoted * 3 > lines.length && (quoted > 1 || lines.length === 1)) {
    // Where the mark has no space of its own, what stands behind it is the text's.
    const isTight = lines.some((line) => /^[ \t]*>+[^\s>]/.test(line));
    return text.replace(isTight ? /^[ \t]*>{1,100}/gm : /^[ \t]*(?:>[ \t]?){1,100}/gm, '');
  }
  if (lines.length > 0 && countOf(lines, BARRED) === lines.length && !isTable(lines))
    return text.replace(/^[ \t]*[|\u2502\u2503] ?/gm, '');
  return isCounted(lines) ? withoutNumbers(text) : text;
}

const countOf = (lines: readonly string[], mark: RegExp) =>
  lines.reduce((count, line) => count + (mark.test(line) ? 1 : 0), 0);

/** Rows of a Markdown table end with a bar as well. */
const isTable = (lines: readonly string[]) => lines.some((line) => /[^\s|]\s*\|\s*$/.test(line));

const numberOf = (line: string) => Number(NUMBERED.exec(line)?.[1] ?? Number.NaN);

/** Where the first line has no number, the numbers are a column of a table. */
function isCounted(lines: readonly string[]): boolean {
  if (Number.isNaN(numberOf(lines[0] ?? ''))) return false;
  let steps = 0;
  for (const [at, line] of lines.entries()) {
    if (at > 0 && numberOf(line) === numberOf(lines[at - 1] ?? '') + 1) steps += 1;
  }
  return steps > 0 && steps * 4 >= (lines.length - 1) * 3 && lines.length > 1;
}

/** Takes away numbers as long as they count up. */
function withoutNumbers(text: string): string {
  let expected: number | undefined;
  const lines = text.split('\n');
  // A space belongs to the mark only where it stands behind every one.
  const spaced = lines.slice(0, 50).every((line) => {
    const mark = NUMBERED.exec(line);
    return !mark || / $/.test(mark[2] ?? '') || mark[0].length === line.trimEnd().length;
  });
  return lines
    .map((line) => {
      const mark = NUMBERED.exec(line);
      const number = Number(mark?.[1] ?? Number.NaN);
      if (!mark || !(expected === undefined || number === expected)) return line;
      expected = number + 1;
      const isSpace = /^ +$/.test(mark[2] ?? '');
      const length = mark[0].length;
      if (isSpace) return line.slice(length - (mark[2]?.length ?? 0) + 1);
      return line.slice(spaced || !mark[0].endsWith(' ') ? length : length - 1);
    })
    .join('\n');
}
