import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import type { RawEvent } from '../../event.ts';
import { contextOf, valueFromText } from '../values/value-from-text.ts';

/** Definitions that an event may have, by its id and, where it says so, its provider. */
export function definitionsFor(
  raw: RawEvent,
  definitions: Definitions,
): readonly EventDefinition[] {
  if (raw.eventId === undefined) return [];
  const exact = definitions.find(raw.eventId, raw.provider);
  return exact.length > 0 || raw.provider?.includes('-') ? exact : definitions.find(raw.eventId);
}

const known = new WeakMap<EventDefinition, ReadonlyMap<string, FieldSlot>>();

/** Fields that any version of an event has, by name; empty for an event that has no definition. */
export function knownFields(
  raw: RawEvent,
  definitions: Definitions,
): ReadonlyMap<string, FieldSlot> {
  const [definition] = definitionsFor(raw, definitions);
  if (!definition) return new Map();
  let fields = known.get(definition);
  if (!fields) {
    fields = new Map(
      // The newest version's slot of a name stands.
      definition.layouts
        .toReversed()
        .flatMap((layout) => layout.fields.map((slot) => [slot.name, slot] as const)),
    );
    known.set(definition, fields);
  }
  return fields;
}

const HEX: ReadonlySet<string> = new Set(['HexInt32', 'HexInt64', 'Pointer']);
const GUID = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

/**
 * A value as the event's XML holds it, from a tool that holds the same value in another spelling: GUIDs without braces,
 * hexadecimal in upper case or turned into decimal, SIDs turned into names.
 *
 * @returns undefined, and a problem with the event, where the spelling lost the value
 */
export function respell(
  name: string,
  value: string,
  raw: RawEvent,
  definitions: Definitions,
): string | undefined {
  const slot = knownFields(raw, definitions).get(name);
  if (!slot || value === '' || value === '-') return value;
  if (slot.as === 'GUID' && GUID.test(value))
    return `{${value.replace(/[{}]/g, '').toLowerCase()}}`;
  if (HEX.has(slot.as)) {
    if (/^0x[0-9a-f]+$/i.test(value)) return value.toLowerCase();
    if (/^\d{1,20}$/.test(value)) return `0x${BigInt(value).toString(16)}`;
    // .NET takes 32 bits of an event for a number with a sign.
    if (/^-\d{1,10}$/.test(value) && slot.as === 'HexInt32')
      return `0x${BigInt.asUintN(32, BigInt(value)).toString(16)}`;
  }
  if (slot.as === 'SID' && !/^S-\d/i.test(value)) {
    const read = valueFromText(value, slot, definitions, contextOf(raw, definitions));
    if ('value' in read) return read.value;
    reportLost(raw, name, read.lost);
    return undefined;
  }
  return value;
}

/** Where an event stands, for a problem with it. */
export function placeOf({ source }: Pick<RawEvent, 'source'>) {
  const { file, index, line } = source;
  return { file, event: index, ...(line === undefined ? {} : { line }) };
}

/** Says that a value cannot be had from the text, and why. */
export function reportLost(
  raw: RawEvent,
  name: string,
  why: string,
  hint = 'Paste the XML to get it.',
): void {
  raw.problems.push({
    code: 'lost-value',
    place: placeOf(raw),
    message: `${name} is lost: ${why}.`,
    hint,
  });
}

/** Says that names of a tool's own are not known, where there are any. */
export function reportOwnNames(
  raw: RawEvent,
  names: readonly string[],
  what: string,
  hint = 'Paste the XML to get all fields.',
): void {
  if (names.length === 0) return;
  raw.problems.push({
    code: 'own-names',
    place: placeOf(raw),
    message: `${names.join(', ')} of ${what} cannot be traced to a field of the event with certainty.`,
    hint,
  });
}

/** Adds a named value to an event, spelled as its XML spells it. */
export function addValue(
  raw: RawEvent,
  name: string,
  value: string,
  definitions: Definitions,
): void {
  const own = respell(name, value, raw, definitions);
  if (own !== undefined) raw.data.push({ name, value: own });
}
