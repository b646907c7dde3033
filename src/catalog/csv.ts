/**
 * A table as CSV (RFC 4180): CRLF line ends, quotes where a cell needs them. A cell that a spreadsheet would run as a
 * formula begins with an apostrophe.
 */
export function csvText(head: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  return [...csvLines(head, rows)].join('');
}

/** The lines of such a table, each with its end. */
export function* csvLines(
  head: readonly string[],
  rows: Iterable<readonly CsvCell[]>,
): Iterable<string> {
  yield csvRow(head);
  for (const row of rows) yield csvRow(row);
}

/** One line of such a table, with its end. */
export const csvRow = (cells: readonly CsvCell[]) => `${cells.map(csvCell).join(',')}\r\n`;

export type CsvCell = string | number | boolean | null | undefined;

function csvCell(value: CsvCell): string {
  const plain = value === null || value === undefined ? '' : String(value);
  const text = typeof value === 'string' && /^[=+@\t\r]|^-[^\d-]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
