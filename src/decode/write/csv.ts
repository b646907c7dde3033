import { csvRow } from '../../catalog/csv.ts';
import type { DecodedEvent } from '../decode.ts';

const HEAD = [
  'Time',
  'EventId',
  'Version',
  'Outcome',
  'Title',
  'Computer',
  'Provider',
  'Channel',
  'RecordId',
  'Summary',
];

/**
 * Lines of a CSV table (RFC 4180), its head first: header values of each event, then a column for each field name.
 *
 * @param names field names in the order of their columns
 */
export function csvHead(names: readonly string[]): string {
  return csvRow([...HEAD, ...names]);
}

/** One event as a line of the table. */
export function csvLine(event: DecodedEvent, names: readonly string[]): string {
  const { raw, definition, outcome = '', summary = '' } = event;
  const values = new Map(raw.data.map(({ name, value }) => [name, value]));
  const cells = [
    raw.timeCreated ?? '',
    String(raw.eventId ?? ''),
    String(raw.version ?? ''),
    outcome,
    definition?.title ?? '',
    raw.computer ?? '',
    raw.provider ?? '',
    raw.channel ?? '',
    raw.recordId ?? '',
    summary,
    ...names.map((name) => values.get(name) ?? ''),
  ];
  return csvRow(cells);
}
