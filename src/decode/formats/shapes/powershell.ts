import { readTime } from '../time.ts';
import { setHeader, textOf } from '../header.ts';
import { addByPosition } from './positional.ts';
import { firstOf, rowOf, type Row, type Shape } from './shape.ts';

/**
 * PowerShell's `Get-WinEvent | ConvertTo-Json` (values by position under Properties, no names) and `Export-Csv` (no
 * values: only those that the message shows), and `Get-EventLog` (ReplacementStrings).
 */
export const powershell: Shape = {
  id: 'powershell',
  read(row, context) {
    const id = firstOf(row, 'Id', 'EventID', 'InstanceId');
    const isRecord =
      row['Id'] !== undefined &&
      ((row['ProviderName'] !== undefined && row['LogName'] !== undefined) ||
        (row['TimeCreated'] !== undefined &&
          (row['Properties'] !== undefined || row['Message'] !== undefined)));
    const isEntry =
      row['ReplacementStrings'] !== undefined ||
      (row['EntryType'] !== undefined && row['InstanceId'] !== undefined);
    if (!isRecord && !isEntry) return undefined;
    const raw = context.start();
    const user = rowOf(row['UserId']);
    setHeader(raw, {
      provider: firstOf(row, 'ProviderName', 'Source'),
      eventId: id,
      version: row['Version'],
      level: row['Level'],
      task: firstOf(row, 'Task', 'CategoryNumber'),
      opcode: row['Opcode'],
      keywords: firstOf(row, 'Keywords', 'KeywordsDisplayNames', 'EntryType'),
      recordId: firstOf(row, 'RecordId', 'Index'),
      channel: firstOf(row, 'LogName', 'Log'),
      computer: row['MachineName'],
      activityId: textOf(rowOf(row['ActivityId'])?.['Guid'] ?? row['ActivityId']),
      processId: row['ProcessId'],
      threadId: row['ThreadId'],
      userSid: user?.['Value'] ?? row['UserId'],
    });
    const time = timeOf(firstOf(row, 'TimeCreated', 'TimeGenerated', 'TimeWritten'));
    if (time) Object.assign(raw, time);
    const values = listOf(row['Properties']) ?? listOf(row['ReplacementStrings']);
    const message = textOf(row['Message']);
    if (message) raw.message = message;
    if (values) addByPosition(raw, values.map(valueOf), context);
    else if (message) {
      raw.partial = true;
      const read = context.inner(message);
      if (read && read.eventId === raw.eventId) {
        raw.data = read.data;
        raw.problems.push(...read.problems);
        if (raw.version === undefined && read.version !== undefined) raw.version = read.version;
      }
    }
    return raw;
  },
};

/** PowerShell 5 wraps a date that was shown before: `{"value": "/Date(…)/", "DateTime": "…"}`. */
function timeOf(value: unknown) {
  return readTime(textOf(rowOf(value)?.['value'] ?? value) ?? '');
}

/** Cut at its depth, JSON holds the name of the type in the place of each value. */
function listOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value))
    return value.some((one) => /\.EventProperty$/.test(String(one))) ? undefined : value;
  const inside = rowOf(value)?.['value'];
  return Array.isArray(inside) ? inside : undefined;
}

/** One of Properties is `{"Value": …}`; SIDs, dates and binary values are objects of their own. */
function valueOf(property: unknown): string {
  const value = rowOf(property) ? (property as Row)['Value'] : property;
  const object = rowOf(value);
  if (object) return textOf(object['Value'] ?? object['value'] ?? object['Guid']) ?? '';
  if (Array.isArray(value) && value.every((one) => typeof one === 'number')) {
    return value.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
  }
  const text = textOf(value) ?? '';
  return /^\/Date\(/.test(text) ? (readTime(text)?.timeCreated ?? text) : text;
}
