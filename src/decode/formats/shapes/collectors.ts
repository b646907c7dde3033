import type { RawEvent } from '../../../event.ts';
import { setHeader, textOf, type HeaderParts } from '../header.ts';
import { addValue, knownFields } from '../known-fields.ts';
import { unescapeXml } from '../xml-escapes.ts';
import { addByPosition } from './positional.ts';
import { at, rowOf, type Row, type Shape, type ShapeContext } from './shape.ts';
import { valuesOf } from './values.ts';

/** Where one collector keeps the parts of an event: paths, nested or dotted. */
interface Collector {
  /** Paths that all hold something in every event of it. */
  has: readonly string[];
  header: Partial<Record<keyof HeaderParts, string>>;
  /** Path of the values by name: an object, a list of objects of one value, JSON, or lines of `name: value`. */
  named?: string;
  /** Path of the values in the order of the event's XML: a list, or `<Param>` elements. */
  listed?: string;
  message: string;
}

const COLLECTORS: readonly Collector[] = [
  {
    // OpenTelemetry's Windows event log receiver.
    has: ['event_id', 'provider.name', 'channel'],
    header: {
      provider: 'provider.name',
      eventId: 'event_id.id',
      version: 'version',
      keywords: 'keywords',
      time: 'system_time',
      recordId: 'record_id',
      channel: 'channel',
      computer: 'computer',
      activityId: 'correlation.activity_id',
      processId: 'execution.process_id',
      threadId: 'execution.thread_id',
      userSid: 'security.user_id',
    },
    named: 'event_data',
    message: 'message',
  },
  {
    // Vector's windows_event_log source.
    has: ['event_id', 'provider_name', 'computer', 'channel'],
    header: {
      provider: 'provider_name',
      eventId: 'event_id',
      version: 'version',
      level: 'level_value',
      task: 'task',
      opcode: 'opcode',
      keywords: 'keywords',
      time: 'timestamp',
      recordId: 'record_id',
      channel: 'channel',
      computer: 'computer',
      activityId: 'activity_id',
      processId: 'process_id',
      threadId: 'thread_id',
      userSid: 'user_id',
    },
    named: 'event_data',
    listed: 'string_inserts',
    message: 'message',
  },
  {
    // Fluentd's in_windows_eventlog.
    has: ['event_id', 'source_name', 'record_number', 'time_generated'],
    header: {
      provider: 'source_name',
      eventId: 'event_id',
      keywords: 'event_type',
      time: 'time_generated',
      recordId: 'record_number',
      channel: 'channel',
      computer: 'computer_name',
    },
    listed: 'string_inserts',
    message: 'description',
  },
  {
    // Fluent Bit's winlog.
    has: ['EventID', 'SourceName', 'StringInserts', 'TimeGenerated'],
    header: {
      provider: 'SourceName',
      eventId: 'EventID',
      keywords: 'EventType',
      time: 'TimeGenerated',
      recordId: 'RecordNumber',
      channel: 'Channel',
      computer: 'ComputerName',
    },
    listed: 'StringInserts',
    message: 'Message',
  },
  {
    // The Event table of Azure Monitor.
    has: ['EventID', 'EventLog', 'RenderedDescription'],
    header: {
      provider: 'Source',
      eventId: 'EventID',
      time: 'TimeGenerated',
      channel: 'EventLog',
      computer: 'Computer',
    },
    listed: 'ParameterXml',
    message: 'RenderedDescription',
  },
  {
    // Sumo Logic: the event's tree without its two elements.
    has: ['EventID', 'Provider.Name', 'EventData'],
    header: {
      provider: 'Provider.Name',
      eventId: 'EventID',
      version: 'Version',
      task: 'Task',
      keywords: 'Keywords',
      time: 'TimeCreated',
      recordId: 'EventRecordID',
      channel: 'Channel',
      computer: 'Computer',
      activityId: 'Correlation.ActivityID',
      processId: 'Execution.ProcessID',
      threadId: 'Execution.ThreadID',
    },
    named: 'EventData',
    message: 'Message',
  },
  {
    // Plaso (log2timeline).
    has: ['event_identifier', 'source_name', 'strings'],
    header: {
      provider: 'source_name',
      eventId: 'event_identifier',
      version: 'event_version',
      level: 'event_level',
      time: 'datetime',
      recordId: 'record_number',
      computer: 'computer_name',
    },
    listed: 'strings',
    message: 'message_text',
  },
  {
    // osquery's windows_events.
    has: ['eventid', 'provider_name', 'data'],
    header: {
      provider: 'provider_name',
      eventId: 'eventid',
      level: 'level',
      task: 'task',
      keywords: 'keywords',
      time: 'datetime',
      channel: 'channel',
      computer: 'computer_name',
      processId: 'pid',
      threadId: 'tid',
    },
    named: 'data',
    message: 'message',
  },
  {
    // InsightIDR.
    has: ['eventCode', 'sourceName', 'computerName'],
    header: {
      provider: 'sourceName',
      eventId: 'eventCode',
      time: 'timeWritten',
      computer: 'computerName',
    },
    named: 'eventData',
    listed: 'insertionStrings',
    message: 'message',
  },
  {
    // Chainsaw's tables.
    has: ['Event ID', 'Event Data'],
    header: {
      provider: 'Event.System.Provider',
      eventId: 'Event ID',
      time: 'timestamp',
      recordId: 'Record ID',
      channel: 'Channel',
      computer: 'Computer',
    },
    named: 'Event Data',
    message: 'message',
  },
];

/** Shippers that rename the header and leave the values as they are. */
export const collectors: Shape = {
  id: 'collectors',
  read(row, context) {
    const collector = COLLECTORS.find(({ has }) => has.every((path) => holds(at(row, path))));
    return collector && read(row, collector, context);
  },
};

const holds = (value: unknown) => value !== undefined && value !== null && value !== '';

function read(row: Row, { header, named, listed, message }: Collector, context: ShapeContext) {
  const raw: RawEvent = { ...context.start(), partial: true };
  const parts = Object.entries(header)
    .map(([part, path]) => [part, at(row, path)] as const)
    .filter(([, value]) => holds(value));
  setHeader(raw, { eventId: row['event_id'], ...Object.fromEntries(parts) });
  const own = textOf(at(row, message));
  if (own) raw.message = own;
  const known = knownFields(raw, context.definitions);
  const names = new Map([...known.keys()].map((name) => [name.toLowerCase(), name]));
  for (const { name, value } of named ? namedValues(at(row, named)) : [])
    addValue(raw, names.get(name.toLowerCase()) ?? name, value, context.definitions);
  const values = listed ? listOf(at(row, listed)) : undefined;
  if (raw.data.length === 0 && values) addByPosition(raw, values, context);
  if (raw.data.length > 0 || !own) return raw;
  const inside = context.inner(own);
  if (inside?.eventId !== raw.eventId) return raw;
  raw.data = inside?.data ?? [];
  raw.problems.push(...(inside?.problems ?? []));
  if (inside?.version !== undefined) raw.version ??= inside.version;
  return raw;
}

function namedValues(value: unknown) {
  const object = rowOf(value) ?? parsed(value);
  const inside = rowOf(object?.['EventData']) ?? object;
  const list = inside?.['data'];
  if (Array.isArray(list)) return list.flatMap((one: unknown) => valuesOf(rowOf(one) ?? {}));
  if (inside) return valuesOf(inside);
  return [...(textOf(value) ?? '').matchAll(LINE)].map(([, name = '', text = '']) => ({
    name,
    value: text.replace(/^(['"])(.*)\1$/, '$2'),
  }));
}

const LINE = /^([A-Za-z]\w{0,60}): ?(.*(?:\n(?![A-Za-z]\w{0,60}:).*)*)$/gm;

/** The object that a text holds as JSON. */
export function parsed(value: unknown): Row | undefined {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined;
  try {
    return rowOf(JSON.parse(value));
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.map((one) => textOf(one) ?? '');
  const elements = [...(textOf(value) ?? '').matchAll(/<Param>([^<]*)<\/Param>/g)];
  return elements.length > 0
    ? elements.map(([, text = '']) => unescapeXml(text, 'html'))
    : undefined;
}
