import type { RawEvent } from '../../event.ts';
import { addMessage } from './body.ts';
import { countLines } from './count-lines.ts';
import { readCsvRow, type CsvRow } from './csv-rows.ts';
import type { Format, Read, ReadInner } from './format.ts';
import { setHeader } from './header.ts';
import { readRow } from './shapes/rows.ts';
import type { ShapeContext } from './shapes/shape.ts';

/**
 * Tables with a line of column names: EvtxECmd, Sentinel, Hayabusa, Splunk, Export-Csv and whatever else has the id of
 * the event in a column, with commas, semicolons or tabs; and Event Viewer's CSV and TXT in any language, whose names
 * are five for six columns. Rows are read like JSON objects with the same keys.
 */
export const csv: Format = {
  id: 'csv',
  title: 'Table',
  confidence: (head) => (tableAt(head, firstLine(head)) ? 0.9 : 0),

  marks: [',', ';', '\t', '_raw'],
  extent(text, at, lineEnd) {
    // A line of names stands at the start of its line.
    if (/[^\s\ufeff]/.test(text.charAt(at - 1))) return undefined;
    if (lineEnd - at > MOST_HEAD || !LIKE_NAMES.test(text.slice(at, lineEnd))) return undefined;
    const table = tableAt(text, at);
    if (!table) return undefined;
    let end = table.first;
    for (const row of rowsOf(text, table)) end = row.end;
    return end;
  },

  *read(text, file, definitions, inner = () => undefined): Generator<Read> {
    const table = tableAt(text, firstLine(text));
    if (!table) return;
    let line = 1;
    let counted = 0;
    let index = 0;
    for (const row of rowsOf(text, table)) {
      line += countLines(text, counted, row.from);
      counted = row.from;
      const place = { file, line, event: index };
      if (row.open) {
        yield {
          problem: {
            code: 'open-quote',
            place,
            message:
              'A quote in this row is never closed, so the row is read to the end of its line.',
            hint: 'Export the table again: a quote inside a value is written twice.',
          },
        };
      }
      const context = { definitions, inner, start: () => fresh(file, index, line) };
      let found = 0;
      for (const event of table.eventViewer
        ? [eventViewerRow(row, context)]
        : readRow(objectOf(row, table), context)) {
        if (!event) continue;
        event.source = { file, index, line };
        yield { event };
        index += 1;
        found += 1;
      }
      if (found === 0) {
        yield {
          problem: {
            code: 'no-event-row',
            place,
            message: `The row is no event: it has ${row.cells.length} of ${table.names.length} cells, and no event id among them.`,
            hint: 'The rows before and after it were read.',
          },
        };
      }
    }
  },
};

/** The line of names of a text that begins with a table, else nothing. */
export function csvHead(text: string): string {
  const at = firstLine(text);
  const table = tableAt(text, at);
  return table ? text.slice(at, table.first) : '';
}

const fresh = (file: string, index: number, line: number): RawEvent => ({
  format: 'csv',
  // Empty cells cannot be told from missing values.
  partial: true,
  data: [],
  problems: [],
  source: { file, index, line },
});

interface Table {
  names: string[];
  delimiter: string;
  /** Place of the first row behind the names. */
  first: number;
  eventViewer: boolean;
}

/** Names of columns that hold an event's id, in lower case without spaces. */
const ID_NAMES = new Set([
  'eventid',
  'eventcode',
  'event_id',
  'event.code',
  'winlog.event_id',
  'eid',
  '_raw',
  'activity',
]);
const MOST_HEAD = 32_768;
/** A line that may be one of names: three separators, and a name of an id, or no digit at all. */
const LIKE_NAMES =
  /^(?=(?:[^,;\t]*[,;\t]){3}|[^,;\t]*[,;\t][^\n]*_raw|["']?_raw)(?:\D*$|.*(?:id\b|code\b|_raw|activity))/i;

function firstLine(text: string): number {
  let at = 0;
  while (at < text.length && /[\s\ufeff]/.test(text[at] as string)) at += 1;
  return at;
}

/** The table whose line of names begins here. */
function tableAt(text: string, at: number): Table | undefined {
  const found = text.indexOf('\n', at);
  const lineEnd = found < 0 ? text.length : found;
  if (lineEnd - at > MOST_HEAD || lineEnd === text.length) return undefined;
  const head = text.slice(at, lineEnd);
  const isRaw = /(?:^|[",;\t])_raw(?:$|[",;\t\r])/.test(head);
  const delimiter = [',', '\t', ';'].find((one) => head.split(one).length > (isRaw ? 1 : 3));
  if (delimiter === undefined || /[{}<=]/.test(head)) return undefined;
  const row = readCsvRow(text, at, delimiter);
  const names = row.cells.map((cell) => cell.replace(/^\ufeff/, '').trim());
  const keys = new Set(names.map((name) => name.toLowerCase().replace(/ /g, '')));
  if (names.some((name) => /^\d+$/.test(name))) return undefined;
  const eventViewer = isEventViewer(text, row.end, names, delimiter);
  const isExport = keys.has('id') && keys.has('providername');
  if (!eventViewer && !isExport && ![...ID_NAMES].some((name) => keys.has(name))) return undefined;
  return { names, delimiter, first: row.end, eventViewer };
}

/** Event Viewer names its columns in the language of Windows, and leaves out the last: the message. */
function isEventViewer(
  text: string,
  at: number,
  names: readonly string[],
  delimiter: string,
): boolean {
  if (names.length !== 5 && names.length !== 6) return false;
  if (at >= text.length) return false;
  const { cells } = readCsvRow(text, at, delimiter);
  return (
    cells.length > 5 &&
    /^\d{1,5}$/.test(cells[3]?.trim() ?? '') &&
    /\d{1,4}[-/. ]+\d{1,2}[-/. ]+\d{1,4}.*\d{1,2}[:.]\d\d/.test(cells[1] ?? '') &&
    !/^\d+$/.test(cells[2] ?? '')
  );
}

/** What begins something else than a row. */
const FOREIGN =
  /[ \t]*(?:\{\s*"|- <|<(?:[\w-]+:)?Events?[\s>]|```|CEF:\d|LEEF:\d|Log Name:|Event\[\d)/y;

function* rowsOf(text: string, table: Table): Generator<CsvRow> {
  for (let at = table.first; at < text.length;) {
    FOREIGN.lastIndex = at;
    if (FOREIGN.test(text)) return;
    const row = readCsvRow(text, at, table.delimiter);
    at = row.end;
    if (row.cells.length === 1 && (row.cells[0] ?? '').trim() === '') continue;
    if (row.cells.length === 1 && !row.open) return;
    yield row;
  }
}

/** A row by its column names; empty cells are left out, since they cannot be told from missing ones. */
function objectOf(row: CsvRow, { names }: Table): Record<string, string> {
  const object: Record<string, string> = {};
  for (const [place, name] of names.entries()) {
    const cell = row.cells[place];
    if (cell !== undefined && cell !== '') object[name] = cell;
  }
  return object;
}

/** Level or keywords, date, source, event id, task, then the message. */
function eventViewerRow(
  { cells }: CsvRow,
  { definitions, start }: ShapeContext & { inner: ReadInner },
): RawEvent | undefined {
  const [keywords, time, provider, eventId, , ...rest] = cells;
  if (!/^\d{1,5}$/.test(eventId?.trim() ?? '')) return undefined;
  const raw = start();
  setHeader(raw, { keywords, time, provider, eventId });
  addMessage(raw, rest.join('\n'), definitions);
  return raw;
}
