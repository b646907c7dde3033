import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';
import type { FieldSlot, Layout, LayoutLine } from '../../catalog/layout.ts';
import type { DataValue } from '../../event.ts';
import { valueFromText } from '../values/value-from-text.ts';
import { labelsOf } from './match.ts';

/** Values of a message by their position among its lines, and the fields whose words only English gives back. */
export interface Positioned {
  layout: Layout;
  data: DataValue[];
  lost: string[];
}

/** `Label: value`, also with the wide colon of Chinese and Japanese and the space before a colon of French. */
const ROW = /^([ \t]*)([^\n:：]{1,70}?)[ \t]*[:：](?!\\)[ \t]*(.*)$/;

interface Row {
  indented: boolean;
  label: string;
  value: string;
}

/**
 * Reads a message that is not in English: where its lines are as many as those of a layout, headings and values in the
 * same order, each value is that of the layout's line. Windows translates the labels, never their order.
 *
 * @param text normalised text from the first line of the message
 * @returns undefined when no layout fits
 */
export function readByPosition(
  text: string,
  events: readonly EventDefinition[],
  definitions: Definitions,
): Positioned | undefined {
  const rows = rowsOf(text);
  for (const event of events) {
    for (const layout of event.layouts) {
      if (!event.texts.includes(layout.version)) continue;
      const read = fit(rows, layout, definitions);
      if (read) return read;
    }
  }
  return undefined;
}

/** Whether a text looks like an event's message, but its labels are those of no event in English. */
export function looksForeign(text: string, definitions: Definitions): boolean {
  const rows = rowsOf(text);
  const telling = rows.some(({ value }) => /^(?:S-1-\d|0x[0-9a-f]+$)/i.test(value));
  if (rows.length < 4 || !telling) return false;
  const known = englishLabels(definitions);
  return !rows.some(({ label }) => known.has(`${label.toLowerCase()}:`));
}

const labels = new WeakMap<Definitions, Set<string>>();

function englishLabels(definitions: Definitions): Set<string> {
  let known = labels.get(definitions);
  if (!known) {
    known = labelsOf(definitions.events.flatMap((event) => event.layouts));
    labels.set(definitions, known);
  }
  return known;
}

/** The labelled lines of a message, up to the advice behind them. */
function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  for (const line of text.split('\n').slice(1)) {
    const found = ROW.exec(line);
    if (found) {
      const [, indent = '', label = '', value = ''] = found;
      rows.push({ indented: indent !== '', label, value: value.trim() });
    } else if (rows.length > 0 && /^\S/.test(line)) break;
  }
  return rows;
}

function fit(
  rows: readonly Row[],
  layout: Layout,
  definitions: Definitions,
): Positioned | undefined {
  const lines = layout.lines.filter((line) => line.heading || line.label !== '');
  if (lines.length !== rows.length || lines.length < 2) return undefined;
  const slots = new Map(layout.fields.map((slot) => [slot.name, slot]));
  const data: DataValue[] = [];
  const lost: string[] = [];
  for (const [at, line] of lines.entries()) {
    const row = rows[at] as Row;
    if (line.heading) {
      if (row.value !== '') return undefined;
      continue;
    }
    const slot = slotOf(line, slots);
    if (!slot) continue;
    if (!fits(row.value, slot)) return undefined;
    const read = translated(row.value, slot)
      ? undefined
      : valueFromText(row.value, slot, definitions);
    if (read && 'value' in read) data.push({ name: slot.name, value: read.value });
    else lost.push(slot.name);
  }
  const order = new Map(layout.fields.map((slot, at) => [slot.name, at]));
  data.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
  return { layout, data, lost };
}

/** The field of a line that shows one value and nothing else. */
function slotOf(line: LayoutLine, slots: ReadonlyMap<string, FieldSlot>): FieldSlot | undefined {
  const fields = line.parts.flatMap((part) => ('field' in part ? [part.field] : []));
  return fields.length === 1 ? slots.get(fields[0] as string) : undefined;
}

/** What a value must look like, whatever the language. */
const SHAPES: Record<string, RegExp> = {
  GUID: /^\{?[0-9a-f-]{36}\}?$/i,
  HexInt32: /^0x[0-9a-f]+$/i,
  HexInt64: /^0x[0-9a-f]+$/i,
  Pointer: /^0x[0-9a-f]+$/i,
  UInt16: /^\d+$/,
  UInt32: /^\d+$/,
  UInt64: /^\d+$/,
};

const fits = (value: string, slot: FieldSlot) =>
  value === '' || value === '-' || (SHAPES[slot.as]?.test(value) ?? true);

/** Words that Windows has translated give no code back. */
function translated(value: string, slot: FieldSlot): boolean {
  if (value === '' || value === '-' || value.includes('%%')) return false;
  return /^(?:message-code|yes-no|access-list|access-reason|uac-changes|ds-properties)$/.test(
    slot.type,
  );
}
