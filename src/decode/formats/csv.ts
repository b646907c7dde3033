import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';
import { Alike } from './alike.ts';
import { addMessage } from './body.ts';
import { countLines } from './count-lines.ts';
import { readCsvRow, type CsvRow } from './csv-rows.ts';
import { STEP, type Format, type Read, type ReadInner, type Step } from './format.ts';
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

  marks: [',', ';', '\t', '_raw'],
  begins(text, at, lineEnd) {
    // A line of names stands at the start of its line.
    if (at > 0 && text.charCodeAt(at - 1) > 32 && text[at - 1] !== '\ufeff') return false;
    return lineEnd - at <= MOST_HEAD && lineEnd < text.length && tableAt(text, at) !== undefined;
  },

  *read(text, file, definitions, inner): Generator<Read> {
    for (const read of readTable(text, firstLine(text), file, definitions, inner))
      if (!('read' in read)) yield read;
  },

  readFrom: readTable,
};

function* readTable(
  text: string,
  at: number,
  file: string,
  definitions: Definitions,
  inner: ReadInner = () => undefined,
): Generator<Read | Step, number> {
  const table = tableAt(text, at);
  if (!table) return at;
  const alike = new Alike();
  let line = 1;
  let counted = at;
  let index = 0;
  let end = table.first;
  let step = end + STEP;
  let any = false;
  for (const row of rowsOf(text, table)) {
    any = true;
    end = row.end;
    if (end > step) {
      yield* alike.flush();
      yield { read: end };
      step = end + STEP;
    }
    line += countLines(text, counted, row.from);
    counted = row.from;
    // Tables that were joined repeat their line of names.
    if (row.cells.length === table.names.length && isSame(row.cells, table.names)) continue;
    const place = { file, line, event: index };
    if (row.open) {
      yield* alike.flush();
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
    for (const event of eventsOf(row, table, context)) {
      yield* alike.flush();
      event.source = { file, index, line };
      yield { event };
      index += 1;
      found += 1;
    }
    if (found > 0) continue;
    // Another table begins.
    if (row.cells.some((cell) => ID_NAMES.has(keyOf(cell)))) {
      yield* alike.flush();
      return row.from;
    }
    yield* alike.add(() => noEvent(row, table, place));
  }
  yield* alike.flush();
  if (!any) yield { problem: noRows(table, file) };
  return end;
}

function noRows({ names }: Table, file: string): Problem {
  // A quote that is never closed takes all that follows for a name.
  const open = names.some((name) => name.includes('\n'));
  return {
    code: 'no-rows',
    place: { file, line: 1 },
    message: open
      ? 'A quote in the line of names is never closed, so that no rows are left.'
      : 'The table has a line of names, and no rows.',
    hint: open
      ? 'Export the table again: a quote inside a value is written twice.'
      : 'Look whether a filter or a stretch of time kept the events out of the export.',
  };
}

function noEvent({ cells }: CsvRow, { names }: Table, place: Problem['place']): Problem {
  return {
    code: 'no-event-row',
    place,
    message: `The row is no event: it has ${cells.length} of ${names.length} cells, and no event id among them.`,
    hint: 'The rows before and after it were read.',
  };
}

function* eventsOf(
  row: CsvRow,
  table: Table,
  context: ShapeContext & { inner: ReadInner },
): Generator<RawEvent> {
  if (!table.ids.some((place) => mayHoldId(row.cells[place] ?? '', table.names[place]))) return;
  if (!table.eventViewer) {
    yield* readRow(objectOf(row, table), context);
    return;
  }
  const event = eventViewerRow(row, context);
  if (event) yield event;
}

/** An id is a number; two columns hold text that has one. */
const mayHoldId = (cell: string, name: string | undefined) =>
  name === '_raw' ? cell !== '' : /\d/.test(cell);

const keyOf = (name: string) => name.trim().toLowerCase().replace(/ /g, '');
const isSame = (cells: readonly string[], names: readonly string[]) =>
  cells.every((cell, at) => cell.trim() === names[at]);

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
  /** Columns that may hold the id of an event. */
  ids: number[];
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
const isIdName = (name: string, isExport: boolean) =>
  ID_NAMES.has(name) || (isExport && name === 'id');
const EVENT_VIEWER_ID = 3;
const MOST_HEAD = 32_768;
/** What a line of names holds, if it is not one in the language of Windows, which has no digit. */
const LIKE_NAMES = /id\b|code\b|_raw|activity/i;

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
  const delimiter = delimiterOf(head);
  if (delimiter === undefined || /[{}<=]/.test(head)) return undefined;
  const isNamed = LIKE_NAMES.test(head);
  if (!isNamed && (/\d/.test(head) || !hasNumberedRow(text, lineEnd + 1, delimiter)))
    return undefined;
  const row = readCsvRow(text, at, delimiter);
  const names = row.cells.map((cell) => cell.replace(/^\ufeff/, '').trim());
  const keys = new Set(names.map(keyOf));
  if (names.some((name) => /^\d+$/.test(name))) return undefined;
  const eventViewer = isEventViewer(text, row.end, names, delimiter);
  const isExport = keys.has('id') && keys.has('providername');
  if (!eventViewer && ![...keys].some((name) => isIdName(name, isExport))) return undefined;
  const ids = eventViewer
    ? [EVENT_VIEWER_ID]
    : names.flatMap((name, place) => (isIdName(keyOf(name), isExport) ? [place] : []));
  return { names, delimiter, first: row.end, eventViewer, ids };
}

/** The separator of a line of names: three of it, or one and a name that only a table of events has. */
function delimiterOf(head: string): string | undefined {
  const least = OWN_NAME.test(head) ? 1 : 3;
  return [',', '\t', ';'].find((one) => countOf(head, one, least) >= least);
}

const OWN_NAME = /(?:^|[",;\t])(?:_raw|event ?id|eventcode|event\.code)(?:$|[",;\t\r])/i;

function countOf(text: string, mark: string, most: number): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0 && count < most; at = text.indexOf(mark, at + 1))
    count += 1;
  return count;
}

/** Rows whose fourth cell is a number, as far as their first cells show it, by separator. */
const NUMBERED = new Map(
  [',', '\t', ';'].map((mark) => [
    mark,
    new RegExp(`(?:(?:"[^"\\n]{0,300}"|[^"\\n${mark}]{0,300})${mark}){3}"?\\d`, 'y'),
  ]),
);

function hasNumberedRow(text: string, at: number, delimiter: string): boolean {
  const row = NUMBERED.get(delimiter);
  if (!row) return false;
  row.lastIndex = at;
  return row.test(text);
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
