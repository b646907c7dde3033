import type { FieldSlot } from '../../../catalog/layout.ts';
import type { RawEvent } from '../../../event.ts';
import { valueFromText } from '../../values/value-from-text.ts';
import { setHeader, textOf } from '../header.ts';
import { addValue, knownFields, reportOwnNames } from '../known-fields.ts';
import { firstOf, rowOf, type Row, type Shape, type ShapeContext } from './shape.ts';

/**
 * Hayabusa's timeline: Details holds some values under short names that its rules give, ExtraFieldInfo or AllFieldInfo
 * under the names of the event. A short name that no table explains is said to be lost.
 */
export const hayabusa: Shape = {
  id: 'hayabusa',
  read(row, { definitions, start }) {
    // Its table for Timesketch has names of its own.
    const isTimesketch = row['timestamp_desc'] !== undefined && row['Details'] !== undefined;
    if (
      (row['RuleTitle'] === undefined && !isTimesketch) ||
      (row['EventID'] ?? row['EID']) === undefined
    )
      return undefined;
    const raw: RawEvent = { ...start(), partial: true };
    const eventId = firstOf(row, 'EventID', 'EID');
    const [definition] = definitions.find(Number(eventId));
    const channel = textOf(firstOf(row, 'Channel')) ?? '';
    setHeader(raw, {
      provider: row['Provider'],
      eventId,
      time: firstOf(row, 'Timestamp', 'datetime'),
      recordId: firstOf(row, 'RecordID', 'EvtRecordID'),
      // `Sec` stands for Security.
      channel: definition && channel.length < 5 ? undefined : channel,
      computer: row['Computer'],
    });
    const lost = [
      ...addPairs(raw, row['Details'], definitions),
      ...addPairs(raw, firstOf(row, 'AllFieldInfo', 'ExtraFieldInfo'), definitions),
    ];
    const order = [...knownFields(raw, definitions).keys()];
    raw.data.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    reportOwnNames(
      raw,
      lost,
      'Hayabusa',
      'Use a profile with all fields (-p all-field-info), or decode the .evtx file itself.',
    );
    return raw;
  },
};

/** Adds the values of a column whose names are known. @returns the names that are not */
function addPairs(
  raw: RawEvent,
  column: unknown,
  definitions: ShapeContext['definitions'],
): string[] {
  const known = knownFields(raw, definitions);
  const short = new Map(definitions.aliases('hayabusa', raw.eventId, raw.provider));
  const have = new Set(raw.data.map(({ name }) => name));
  const lost: string[] = [];
  for (const [key, value] of pairsOf(column)) {
    const name = known.has(key) ? key : short.get(key);
    if (name === undefined || !known.has(name)) lost.push(key);
    else if (!have.has(name) && value !== '') {
      const own = coded(plain(value), known.get(name) as FieldSlot, definitions);
      if (own === undefined) lost.push(key);
      else addValue(raw, name, own, definitions);
      have.add(name);
    }
  }
  return lost;
}

/** A code that has become words, taken back where the words are those of one code. */
function coded(
  value: string,
  slot: FieldSlot,
  definitions: ShapeContext['definitions'],
): string | undefined {
  if (!/^(?:message-code|yes-no)$/.test(slot.type) || /^(?:%%|-$)/.test(value)) return value;
  const read = valueFromText(value, slot, definitions);
  return 'value' in read && read.value.startsWith('%%') ? read.value : undefined;
}

function pairsOf(column: unknown): [string, string][] {
  const row: Row | undefined = rowOf(column);
  if (row) return Object.entries(row).map(([key, value]) => [key, textOf(value) ?? '']);
  return (textOf(column) ?? '').split('¦').flatMap((one): [string, string][] => {
    const pair = one.trim();
    const colon = pair.indexOf(':');
    return colon > 0 ? [[pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()]] : [];
  });
}

/** A code may have its name behind it: `3 - NETWORK`. */
const plain = (value: string) => /^(\d{1,4}|0x[0-9a-f]+) - [A-Z]/i.exec(value)?.[1] ?? value;
