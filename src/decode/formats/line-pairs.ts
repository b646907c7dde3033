import type { Definitions } from '../../catalog/definitions.ts';
import type { Format, Read, ReadInner } from './format.ts';
import { readRow } from './shapes/rows.ts';

/**
 * An event whose lines a chat or a relay has joined: Splunk's and NXLog's `EventCode=… Message=…`, or Event Viewer's
 * `Log Name: … Event ID: … Description: …`, on one line.
 */
export const linePairs: Format = {
  id: 'line-pairs',
  title: 'Names and values on one line',

  marks: ['EventCode=', 'EventID=', 'Event ID:'],
  extent: extentOf,

  *read(text, file, definitions, inner): Generator<Read> {
    const [, separator] = LABELLED.test(text) ? LABELS : KEYS;
    yield* eventsOf(pairsOf(text, separator), 'line-pairs', 1, file, definitions, inner);
  },
};

const MOST_HEAD = 4_096;
const LABELLED = /\bLog Name:.{0,2000}?\bEvent ID:\s*\d{1,5}\s.{0,2000}?\bDescription:/;
const KEYED = /(?:^|[\s|])Event(?:Code|ID)="?\d{1,5}"?(?=[\s|]|$)/;
/** What begins a value, with its name. */
const LABELS = [
  LABELLED,
  /(?:^|\s)(Log Name|Source|Date|Event ID|Task Category|Level|Keywords|User|Computer|OpCode|Description):/g,
] as const;
const KEYS = [KEYED, /(?:^|[\s|])([A-Za-z_][\w.]{0,60})=/g] as const;
const LEAST = 3;

function extentOf(text: string, at: number, lineEnd: number): number | undefined {
  const head = text.slice(at, Math.min(lineEnd, at + MOST_HEAD));
  for (const [whole, one] of [LABELS, KEYS]) {
    if (whole.test(head) && (head.match(one)?.length ?? 0) >= LEAST) return lineEnd;
  }
  return undefined;
}

/** Names of the header as the reader of rows knows them. */
const NAMES: Readonly<Record<string, string>> = {
  'Event ID': 'EventID',
  'Log Name': 'Channel',
  Date: 'TimeCreated',
  Description: 'Message',
};

function pairsOf(text: string, separator: RegExp): Record<string, string> {
  const row: Record<string, string> = {};
  const found = [...text.matchAll(separator)];
  for (const [place, one] of found.entries()) {
    const from = one.index + one[0].length;
    const name = NAMES[one[1] ?? ''] ?? one[1] ?? '';
    // The message is the last, whatever it holds.
    const end = name === 'Message' ? text.length : (found[place + 1]?.index ?? text.length);
    row[name] ??= text
      .slice(from, end)
      .trim()
      .replace(/^"([\s\S]*)"$/, '$1');
    if (name === 'Message') break;
  }
  return row;
}

const PAIR =
  /^[ \t>|-]*["'`*]{0,3}([A-Za-z@_][\w.@ [\]-]{0,60}?)["'`*]{0,3}[ \t]*(?:[:=|]|\t)[ \t]*(.*?)[ \t\r|]*,?$/;
const IS_ID =
  /^(?:event_?id|eventcode|event\.code|(?:data\.)?win(?:log)?\.(?:system\.)?event_?id)$/i;
const MAY_HOLD = /event[_. ]?(?:id|code)\b/i;
const MOST_TEXT = 1 << 16;
const MOST_LINES = 1_000;

/**
 * Events of text that holds a name and its value on each line, as pages show the fields of one event, or YAML.
 *
 * @returns nothing where no line has the id of an event, or too few lines are such
 */
export function* readPairs(
  text: string,
  file: string,
  definitions: Definitions,
  inner: ReadInner = () => undefined,
): Generator<Read> {
  if (!MAY_HOLD.test(text.slice(0, MOST_TEXT))) return;
  let row: Record<string, string> = {};
  let from = 1;
  for (const [at, line] of text.slice(0, MOST_TEXT).split('\n', MOST_LINES).entries()) {
    const [, name, value = ''] = PAIR.exec(line) ?? [];
    if (name === undefined || value === '') continue;
    if (name in row) {
      yield* eventsOf(row, 'pairs', from, file, definitions, inner);
      row = {};
    }
    if (Object.keys(row).length === 0) from = at + 1;
    row[name] = value.replace(/^(["'])([\s\S]*)\1$/, '$2');
  }
  yield* eventsOf(row, 'pairs', from, file, definitions, inner);
}

function* eventsOf(
  row: Readonly<Record<string, string>>,
  format: string,
  line: number,
  file: string,
  definitions: Definitions,
  inner: ReadInner = () => undefined,
): Generator<Read> {
  if (Object.keys(row).length < LEAST) return;
  const id = Object.keys(row).find((name) => IS_ID.test(name));
  if (id === undefined || !/^\d{1,5}$|^\d{1,2},\d{3}$/.test(row[id] ?? '')) return;
  const start = () => ({
    format,
    partial: true as const,
    data: [],
    problems: [],
    source: { file, index: 0, line },
  });
  for (const event of readRow(row, { definitions, inner, start })) {
    event.format = format;
    if (event.data.length > 0 || event.message !== undefined) yield { event };
  }
}
