import { setHeader, textOf } from '../header.ts';
import { addValue, knownFields, placeOf } from '../known-fields.ts';
import type { RawEvent } from '../../../event.ts';
import { addEventData } from './event-data.ts';
import { addByPosition } from './positional.ts';
import { firstOf, type Shape } from './shape.ts';
import { addLabelled } from './splunk-fields.ts';

/**
 * NXLog, and rows made of it (OTRF Security Datasets): header and values side by side; the event's definition tells
 * which are values. Splunk's fields of an XML event have the same names.
 */
export const flat: Shape = {
  id: 'flat',
  read(row, context) {
    const { definitions, inner, start } = context;
    if (firstOf(row, 'EventID', 'EventCode', 'EventId') === undefined) return undefined;
    // NXLog leaves out empty values.
    const raw: RawEvent = { ...start(), partial: true };
    // NXLog writes local time to EventTime; a shipper's @timestamp is that of receipt.
    setHeader(raw, {
      provider: firstOf(row, 'SourceName', 'ProviderName', 'Provider', 'Provider_Name', 'Source'),
      eventId: firstOf(row, 'EventID', 'EventCode', 'EventId'),
      version: row['Version'],
      level: row['Level'] ?? row['LevelValue'],
      task: row['Task'] ?? row['TaskValue'],
      opcode: row['OpcodeValue'] ?? row['Opcode'],
      keywords: firstOf(row, 'Keywords', 'EventType', 'Type'),
      time: firstOf(
        row,
        'EventTime',
        'TimeCreated',
        'SystemTime',
        'TimeGenerated',
        '@timestamp',
        '_time',
      ),
      recordId: firstOf(row, 'RecordNumber', 'EventRecordID', 'RecordId'),
      channel: firstOf(row, 'Channel', 'LogName', 'Logfile'),
      computer: firstOf(row, 'Hostname', 'Computer', 'ComputerName'),
      activityId: row['ActivityID'],
      processId:
        row['ExecutionProcessID'] ?? (row['ThreadID'] === undefined ? undefined : row['ProcessID']),
      threadId: row['ExecutionThreadID'] ?? row['ThreadID'],
      userSid: row['UserID'],
    });
    // NXLog knows no case: an event's ProcessID is called ProcessId where that came first, and where the header's is
    // called ProcessID the event's is gone.
    const keys = new Map(Object.keys(row).map((key) => [key.toLowerCase(), key]));
    const isHeaders = row['ThreadID'] !== undefined && row['ExecutionProcessID'] === undefined;
    // Fluent Bit, Fluentd and WMI have the values in the order of the event.
    const inserts = firstOf(row, 'StringInserts', 'InsertionStrings', 'EventData');
    const listed = Array.isArray(inserts) && inserts.length > 0 ? inserts : undefined;
    // What scripts make of an event, and rows of WindowsEvent without their time, have them by their names.
    const isListed = listed?.some((one) => typeof one !== 'object') ?? false;
    const isNamed = !isListed && addEventData(raw, row['EventData'], context);
    if (listed && isListed)
      addByPosition(
        raw,
        listed.map((one) => textOf(one) ?? ''),
        { definitions },
      );
    for (const name of isListed || isNamed ? [] : knownFields(raw, definitions).keys()) {
      const key = name in row ? name : (keys.get(name.toLowerCase()) ?? name);
      const text = textOf(row[key]);
      if (text !== undefined && !(isHeaders && key === 'ProcessID'))
        addValue(raw, name, text, definitions);
    }
    const message = textOf(firstOf(row, 'Message', 'message', 'full_message', 'Description'));
    if (message) raw.message = message;
    let fromMessage = false;
    if (raw.data.length === 0 && message) {
      const read = inner(message);
      if (read && read.eventId === raw.eventId) {
        raw.data = read.data;
        fromMessage = read.data.length > 0;
        raw.problems.push(...read.problems);
        if (read.version !== undefined) raw.version ??= read.version;
      }
    }
    if (row['EventCode'] !== undefined && !fromMessage) addLabelled(raw, row, definitions);
    if (
      raw.data.length === 0 &&
      raw.problems.length === 0 &&
      knownFields(raw, definitions).size > 0
    )
      raw.problems.push({
        code: 'no-values',
        place: placeOf(raw),
        message: `The row holds no value of event ${raw.eventId} under a name of one of its fields.`,
        hint: 'Export it with all its columns or keys, or paste the XML.',
      });
    return raw;
  },
};
