import { setHeader, textOf } from '../header.ts';
import { addValue, knownFields } from '../known-fields.ts';
import { addEventData } from './event-data.ts';
import { firstOf, type Shape } from './shape.ts';

/**
 * Microsoft Sentinel's SecurityEvent (a column a field; the columns of other events are empty) and WindowsEvent
 * (EventData as an object). Where the EventData column holds the event's XML, that wins. Times are UTC.
 */
export const sentinel: Shape = {
  id: 'sentinel',
  read(row, context) {
    const { definitions, start } = context;
    const time = row['TimeGenerated'] ?? row['TimeGenerated [UTC]'];
    if (time === undefined || (row['EventID'] === undefined && row['Activity'] === undefined))
      return undefined;
    const raw = start();
    setHeader(
      raw,
      {
        provider: firstOf(row, 'EventSourceName', 'Provider'),
        eventId: firstOf(row, 'EventID') ?? /^\d+/.exec(textOf(row['Activity']) ?? '')?.[0],
        version: row['Version'],
        level: row['EventLevel'],
        task: row['Task'],
        opcode: row['Opcode'],
        keywords: row['Keywords'] ?? OUTCOMES[textOf(row['Level']) ?? ''],
        time: firstOf(row, 'TimeCreated', 'TimeCreated [UTC]') ?? time,
        recordId: firstOf(row, 'EventRecordId', 'EventOriginId'),
        channel: row['Channel'],
        computer: row['Computer'],
        activityId: row['Correlation'],
        processId: row['SystemProcessId'],
        threadId: row['SystemThreadId'],
        userSid: row['SystemUserId'],
      },
      'utc',
    );
    if (addEventData(raw, firstOf(row, 'EventData', 'RawEventData'), context)) return raw;
    raw.partial = true;
    for (const name of knownFields(raw, definitions).keys()) {
      // An empty cell may be an empty value or none: nothing is said of it.
      const value = textOf(row[name]);
      if (value && !(name === TABLE && TABLES.has(value))) addValue(raw, name, value, definitions);
    }
    return raw;
  },
};

/** The column that every row has the name of its table in. */
const TABLE = 'Type';
const TABLES: ReadonlySet<string> = new Set(['SecurityEvent', 'WindowsEvent', 'Event']);

/** SecurityEvent has the old kind of an entry as its level (EVENTLOG_AUDIT_SUCCESS, _FAILURE; winnt.h). */
const OUTCOMES: Record<string, string> = { '8': 'Audit Success', '16': 'Audit Failure' };
