import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import { contextOf, valueFromText } from '../values/value-from-text.ts';
import { definitionsFor, knownFields, reportLost, respell } from './known-fields.ts';

/**
 * Adds values that a product holds under keys of its own: the event's field names, labels of its message that only one
 * field has, and keys that a table of names explains.
 *
 * @param schema the table of names, as content calls it
 * @returns keys that none of these explains
 */
export function addKeyed(
  raw: RawEvent,
  pairs: ReadonlyMap<string, string>,
  schema: string,
  definitions: Definitions,
): string[] {
  raw.partial = true;
  const fields = knownFields(raw, definitions);
  const byKey = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const layout of definitionsFor(raw, definitions).flatMap((one) => one.layouts)) {
    for (const { name, label } of layout.fields) {
      const key = label && plain(label);
      if (!key) continue;
      if (byKey.has(key) && byKey.get(key) !== name) ambiguous.add(key);
      byKey.set(key, name);
    }
  }
  for (const key of ambiguous) byKey.delete(key);
  for (const name of fields.keys()) byKey.set(plain(name), name);
  const own = new Map(definitions.aliases(schema, raw.eventId, raw.provider));
  const values = new Map<string, string>();
  const unknown: string[] = [];
  for (const [key, value] of pairs) {
    const name = own.get(key) ?? byKey.get(plain(key));
    if (name === undefined || !fields.has(name)) unknown.push(key);
    else if (!values.has(name) || key === name) values.set(name, value);
  }
  for (const [name, slot] of fields) {
    const value = values.get(name);
    if (value === undefined) continue;
    const spelled = respell(name, value, raw, definitions);
    if (spelled === undefined) continue;
    // Codes may have become words.
    const read =
      spelled === value
        ? valueFromText(value, slot, definitions, contextOf(raw, definitions))
        : { value: spelled };
    if ('value' in read) raw.data.push({ name, value: slot.as === 'GUID' ? spelled : read.value });
    else reportLost(raw, name, read.lost);
  }
  return unknown;
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
