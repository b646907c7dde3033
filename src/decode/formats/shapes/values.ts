import type { DataValue } from '../../../event.ts';
import { textOf } from '../header.ts';
import { rowOf, type Row } from './shape.ts';

/**
 * Named values of an object, in its order. Values without a name, and lists of `{Name, Value}` as XML turned into JSON
 * has them, are under `Data`; the first keep their place as `%1`, `%2`, …
 */
export function valuesOf(row: Row): DataValue[] {
  return Object.entries(row).flatMap(([name, value]): DataValue[] => {
    if (/^[#@$]/.test(name) || name === 'xmlns' || value === undefined) return [];
    if (name === 'Data') return dataOf(value);
    return [{ name, value: textOf(rowOf(value)?.['#text'] ?? value) ?? '' }];
  });
}

function dataOf(value: unknown): DataValue[] {
  const row = rowOf(value);
  // Datadog has the values themselves in it, by their names.
  if (row && !Object.keys(row).every((key) => PARTS.has(key))) return valuesOf(row);
  const list = row?.['#text'] ?? value;
  return (Array.isArray(list) ? list : [list]).map((one: unknown, place): DataValue => {
    const row = rowOf(one);
    const attributes = rowOf(row?.['#attributes'] ?? row?.['$']);
    const name = textOf(row?.['@Name'] ?? row?.['@_Name'] ?? row?.['Name'] ?? attributes?.['Name']);
    const text = row ? (row['#text'] ?? row['Value'] ?? row['_']) : one;
    return { name: name ?? `%${place + 1}`, value: textOf(text) ?? '' };
  });
}

/** What tools call the parts of one element. */
const PARTS = new Set(['#text', '_', 'Value', 'Name', '@Name', '@_Name', '$', '#attributes']);
