/** One row of a table. */
export interface CsvRow {
  cells: string[];
  /** Place of its first character, and behind its line end. */
  from: number;
  end: number;
  /** Set where a quote is never closed: the row is its first line alone. */
  open?: true;
}

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;
/** No table has as many columns: the rest of the line is passed over. */
const MOST_CELLS = 4_096;
/** No cell is as long as this: a quote that seems to be is one that was never closed. */
const LONGEST_CELL = 4_000_000;

/**
 * Reads the row that begins at a place (RFC 4180, lenient: quotes inside unquoted cells are text, as is what stands
 * behind a closing quote).
 */
export function readCsvRow(text: string, from: number, delimiter: string): CsvRow {
  const cells: string[] = [];
  const separator = delimiter.charCodeAt(0);
  let at = from;
  for (;;) {
    let cell = '';
    if (text.charCodeAt(at) === QUOTE) {
      const quoted = readQuoted(text, at + 1);
      if (!quoted) return openRow(text, from, delimiter);
      cell = quoted.value;
      at = quoted.end;
    }
    const start = at;
    let code = text.charCodeAt(at);
    while (at < text.length && code !== separator && code !== LINE_FEED)
      code = text.charCodeAt((at += 1));
    const end = code === LINE_FEED && text.charCodeAt(at - 1) === RETURN ? at - 1 : at;
    if (end > start) cell += text.slice(start, end);
    cells.push(cell);
    if (at >= text.length || code === LINE_FEED) {
      if (at >= text.length && cell.endsWith('\r')) cells[cells.length - 1] = cell.slice(0, -1);
      return { cells, from, end: Math.min(at + 1, text.length) };
    }
    at += 1;
    if (cells.length === MOST_CELLS) {
      const lineEnd = text.indexOf('\n', at);
      return { cells, from, end: lineEnd < 0 ? text.length : lineEnd + 1 };
    }
  }
}

function readQuoted(text: string, start: number): { value: string; end: number } | undefined {
  let value = '';
  for (let at = start; ;) {
    const close = text.indexOf('"', at);
    if (close < 0 || close - start > LONGEST_CELL) return undefined;
    if (text.charCodeAt(close + 1) !== QUOTE) {
      return { value: value + text.slice(at, close), end: close + 1 };
    }
    value += text.slice(at, close + 1);
    at = close + 2;
  }
}

function openRow(text: string, from: number, delimiter: string): CsvRow {
  const lineEnd = text.indexOf('\n', from);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const cells = text
    .slice(from, end)
    .replace(/\r$/, '')
    .split(delimiter, MOST_CELLS)
    .map((cell) => cell.replace(/^"/, ''));
  return { cells, from, end: Math.min(end + 1, text.length), open: true };
}
