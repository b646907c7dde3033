import { setHeader, textOf } from '../header.ts';
import { addValue } from '../known-fields.ts';
import { rowOf, type Row, type Shape } from './shape.ts';
import { valuesOf } from './values.ts';

/** EvtxECmd's CSV and JSON: the values are JSON in Payload; PayloadData1 to 6 are summaries of them. Times are UTC. */
export const evtxecmd: Shape = {
  id: 'evtxecmd',
  read(row, { definitions, start }) {
    if (
      row['EventId'] === undefined ||
      (row['Payload'] === undefined && row['MapDescription'] === undefined)
    ) {
      return undefined;
    }
    const raw = start();
    setHeader(
      raw,
      {
        provider: row['Provider'],
        eventId: row['EventId'],
        keywords: row['Keywords'],
        time: row['TimeCreated'],
        recordId: row['EventRecordId'] ?? row['RecordNumber'],
        channel: row['Channel'],
        computer: row['Computer'],
        processId: row['ProcessId'],
        threadId: row['ThreadId'],
        userSid: row['UserId'],
      },
      'utc',
    );
    const payload = payloadOf(row['Payload']);
    if (!payload) {
      raw.problems.push({
        code: 'no-payload',
        place: { file: raw.source.file, event: raw.source.index, line: raw.source.line ?? 1 },
        message: 'The row has no Payload, or one that is not whole: its values are lost.',
        hint: 'Export again with all columns.',
      });
      return raw;
    }
    const data = rowOf(payload['EventData']) ?? payload;
    const user = rowOf(payload['UserData']);
    const [name, inside] = Object.entries(user ?? {})[0] ?? [];
    if (name) raw.userData = name;
    for (const { name: field, value } of valuesOf(rowOf(inside) ?? data)) {
      addValue(raw, field, value, definitions);
    }
    return raw;
  },
};

function payloadOf(value: unknown): Row | undefined {
  const object = rowOf(value);
  if (object) return object;
  try {
    return rowOf(JSON.parse(textOf(value) ?? ''));
  } catch {
    return undefined;
  }
}
