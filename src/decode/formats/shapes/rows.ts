import type { RawEvent } from '../../../event.ts';
import { collectors, parsed } from './collectors.ts';
import { eventTree } from './event-tree.ts';
import { evtxecmd } from './evtxecmd.ts';
import { flat } from './flat.ts';
import { gelf } from './gelf.ts';
import { hayabusa } from './hayabusa.ts';
import { own } from './own.ts';
import { powershell } from './powershell.ts';
import { sentinel } from './sentinel.ts';
import { rowOf, type Row, type Shape, type ShapeContext } from './shape.ts';
import { wazuh } from './wazuh.ts';
import { winlogbeat } from './winlogbeat.ts';

/** Every shape of an object or row; those with less of their own come behind those with more. */
const shapes: readonly Shape[] = [
  own,
  eventTree,
  collectors,
  winlogbeat,
  wazuh,
  gelf,
  hayabusa,
  evtxecmd,
  powershell,
  sentinel,
  flat,
];

/** Keys under which tools keep the event as they got it. */
const WHOLE = [
  '_raw',
  'event',
  'Event',
  'RawXml',
  'EventXML',
  'xml',
  'payload',
  'full_log',
  'event.original',
  'full_message',
  'log',
  'message',
  'Message',
  'stringValue',
];
const XML_KEYS = [
  '_raw',
  'Event',
  'RawXml',
  'RawXML',
  'EventXML',
  'EventXml',
  'XML',
  'Xml',
  'xml',
  'xml_string',
  'stringValue',
];
/** Keys under which tools keep one event beside what they say about it. */
const WRAPPERS = ['_source', 'result', 'hit', 'event', 'document', 'data', 'body', 'winlog'];

/** Begins the name of a key that every shape has one of, or under which text is kept, as JSON spells it. */
const TELLING =
  /["\u201c\u201d](?:_raw|_?win|Event|event|System|RuleTitle|EID|Provider|InstanceI|Replacement|Activity|RawXml|xml|payload|full_|log|message|Message|original|data\.win|EventX|X[mM][lL])/;

/** Whether the text of an object can hold an event: cheap, for objects that are many. */
export const mayHoldEvent = (json: string): boolean => TELLING.test(json);

const MOST_DEPTH = 6;

/**
 * Events of an object or a row: one where it has a shape of an event or holds one as text, any number where it is the
 * answer of a search that holds lists of them.
 */
export function* readRow(row: Row, context: ShapeContext, depth = 0): Generator<RawEvent> {
  const one = readOne(row, context);
  if (one) yield one;
  else if (depth < MOST_DEPTH) {
    for (const inside of insides(row)) yield* readRow(inside, context, depth + 1);
  }
}

function readOne(row: Row, context: ShapeContext): RawEvent | undefined {
  for (const key of XML_KEYS) {
    const text = row[key];
    const event = typeof text === 'string' && text.length > 20 ? context.inner(text) : undefined;
    if (event) return event;
  }
  for (const shape of shapes) {
    const event = shape.read(row, context);
    if (event) return event;
  }
  for (const key of WHOLE) {
    const text = row[key];
    const event = typeof text === 'string' && text.length > 20 ? context.inner(text) : undefined;
    if (event) return event;
  }
  return undefined;
}

/** Objects inside an object, in lists and in texts too; the rows of a table whose columns are named beside them. */
function* insides(row: Row): Generator<Row> {
  const pairs = rowOf(row['kvlistValue'])?.['values'];
  if (Array.isArray(pairs)) {
    yield rowOf(plainOtlp(row)) ?? {};
    return;
  }
  const columns = row['columns'] ?? row['Columns'];
  const rows = row['rows'] ?? row['Rows'];
  if (Array.isArray(columns) && Array.isArray(rows)) {
    const names = columns.map(
      (one: unknown) => rowOf(one)?.['name'] ?? rowOf(one)?.['ColumnName'] ?? one,
    );
    for (const cells of rows as unknown[]) {
      if (!Array.isArray(cells)) continue;
      yield Object.fromEntries(names.map((name, at) => [String(name), cells[at] as unknown]));
    }
    return;
  }
  const objectOf = (value: unknown) => rowOf(value) ?? parsed(value);
  const wrapped = WRAPPERS.map((key) => objectOf(row[key])).filter(
    (inside) => inside !== undefined,
  );
  const all = wrapped.length > 0 ? wrapped : Object.values(row);
  for (const value of all) {
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) {
        const inside = objectOf(item);
        if (inside) yield inside;
      }
    } else {
      const inside = objectOf(value);
      if (inside) yield inside;
    }
  }
}

/** A value of OTLP's JSON, each in an object that names its type. */
function plainOtlp(value: unknown): unknown {
  const row = rowOf(value) ?? {};
  const list = (inside: unknown): unknown[] => {
    const values = rowOf(inside)?.['values'];
    return Array.isArray(values) ? values : [];
  };
  if (row['kvlistValue'] !== undefined) {
    const pairs = list(row['kvlistValue']).map((pair) => rowOf(pair) ?? {});
    return Object.fromEntries(pairs.map((pair) => [String(pair['key']), plainOtlp(pair['value'])]));
  }
  if (row['arrayValue'] !== undefined) return list(row['arrayValue']).map(plainOtlp);
  return Object.values(row)[0];
}
