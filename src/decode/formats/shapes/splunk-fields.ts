import type { Definitions } from '../../../catalog/definitions.ts';
import type { FieldSlot, Layout } from '../../../catalog/layout.ts';
import type { RawEvent } from '../../../event.ts';
import { isListType } from '../../values/list-from-text.ts';
import { contextOf, valueFromText } from '../../values/value-from-text.ts';
import { textOf } from '../header.ts';
import { definitionsFor, reportLost, reportOwnNames } from '../known-fields.ts';
import type { Row } from './shape.ts';

/**
 * Adds the values that Splunk took out of a message: each under its label, in which all but letters and digits is `_`. A
 * label of several sections has its values in the order of the message (Splunk, transforms.conf: wel-col-kv, CLEAN_KEYS).
 */
export function addLabelled(raw: RawEvent, row: Row, definitions: Definitions): void {
  const layouts = definitionsFor(raw, definitions)[0]?.layouts ?? [];
  const fits = (layout: Layout) =>
    [...slotsByKey(layout)].every(
      ([key, slots]) => row[key] === undefined || valuesOf(row[key]).length === slots.length,
    );
  const layout = layouts.find(fits) ?? layouts[0];
  if (!layout) return;
  const present = new Set(raw.data.map(({ name }) => name));
  const unsure: string[] = [];
  for (const [key, slots] of slotsByKey(layout)) {
    if (row[key] === undefined) continue;
    const values = valuesOf(row[key]);
    // Of a list only the first line is kept.
    if (values.length !== slots.length || slots.some((slot) => isListType(slot.type))) {
      unsure.push(key);
      continue;
    }
    for (const [place, slot] of slots.entries()) {
      if (!present.has(slot.name)) addText(raw, slot, values[place] ?? '', definitions);
    }
  }
  reportOwnNames(raw, unsure, 'Splunk', 'Paste _raw, which holds the whole event.');
}

function addText(raw: RawEvent, slot: FieldSlot, text: string, definitions: Definitions): void {
  const read = valueFromText(text.trim(), slot, definitions, contextOf(raw, definitions));
  if ('value' in read) raw.data.push({ name: slot.name, value: read.value });
  else reportLost(raw, slot.name, read.lost);
}

/** Several values are a list, or lines. */
const valuesOf = (value: unknown): string[] => (textOf(value) ?? '').split('\n');

const known = new WeakMap<Layout, ReadonlyMap<string, readonly FieldSlot[]>>();

function slotsByKey(layout: Layout): ReadonlyMap<string, readonly FieldSlot[]> {
  let keys = known.get(layout);
  if (!keys) {
    const slotOf = new Map(layout.fields.map((slot) => [slot.name, slot]));
    const lines = layout.lines.flatMap(({ label, parts }) => {
      const [, part, ...more] = parts;
      const slot =
        part && 'field' in part && more.length === 0 ? slotOf.get(part.field) : undefined;
      return slot && label !== '' ? [[label.replace(/[^a-z0-9]/gi, '_'), slot] as const] : [];
    });
    keys = new Map(
      [...Map.groupBy(lines, ([key]) => key)].map(([key, own]) => [
        key,
        own.map(([, slot]) => slot),
      ]),
    );
    known.set(layout, keys);
  }
  return keys;
}
