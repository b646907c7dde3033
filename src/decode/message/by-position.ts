import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';
import type { FieldSlot, Layout, LayoutLine } from '../../catalog/layout.ts';
import { push } from '../../catalog/push.ts';
import type { DataValue } from '../../event.ts';
import type { FieldType } from '../../schema/field.ts';
import { shownFields } from '../../schema/message-template.ts';
import { valueFromText } from '../values/value-from-text.ts';
import { labelsOf } from './match.ts';

/** Values of a message by their position among its lines, and the fields whose words only English gives back. */
export interface Positioned {
  /** Events whose lines the message has, likeliest first. */
  events: readonly EventDefinition[];
  /** Whether the values tell the first from the others. */
  sure: boolean;
  version?: number;
  data: DataValue[];
  lost: string[];
}

/** A message whose language is not known, inside a text. */
export interface ForeignMessage {
  from: number;
  to: number;
  first: string;
  found: Positioned | undefined;
}

/**
 * `Label: value`, also with the wide colon of Chinese and Japanese and the space before a colon of French. Some
 * translations have a colon twice.
 */
const ROW = /^([ \t]*)([^\n:：]{1,100}?)[ \t]*[:：](?:[:：](?=\s|$))?(?!\\)[ \t]*(.*)$/;

interface Row {
  indented: boolean;
  label: string;
  value: string;
  /** Lines behind it may belong to it. */
  open: boolean;
}

interface Block {
  from: number;
  to: number;
  first: string;
  rows: Row[];
  /** It has a line of which nothing tells what it is. */
  odd: boolean;
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
  const [block] = blocksOf(text.includes('\n') ? text : linesOf(text), true);
  return block && !block.odd
    ? positioned(block.rows, events.flatMap(textLayouts), definitions)
    : undefined;
}

/**
 * Messages in a text whose first lines are those of no event in English, each with the events that are laid out like
 * it. Nothing where the labels are English, or say nothing of Windows.
 *
 * @param text normalised text
 */
export function foreignMessages(text: string, definitions: Definitions): ForeignMessage[] {
  if (!TELLING.test(text)) return [];
  return blocksOf(text).flatMap(({ from, to, first, rows, odd }) => {
    if (!isForeign(rows, definitions)) return [];
    const layouts = layoutsBySize(definitions).get(rows.length) ?? [];
    const found = odd ? undefined : positioned(rows, layouts, definitions, LEAST_TELLING);
    return [{ from, to, first, found }];
  });
}

/** What stands in every message that says who did what. */
const TELLING = /S-1-\d|0x[\da-f]/i;

function isForeign(rows: readonly Row[], definitions: Definitions): boolean {
  const telling = rows.some(({ value }) => /^(?:S-1-\d|0x[0-9a-f]+$)/i.test(value));
  if (rows.length < LEAST_ROWS || !telling) return false;
  const known = englishLabels(definitions);
  // Some words, such as Status, are those of other languages as well.
  const english = rows.filter(({ label }) => known.has(`${label.toLowerCase()}:`)).length;
  return english * 4 <= rows.length;
}

const LEAST_ROWS = 4;
/** One number that belongs where it stands may do so by chance. */
const LEAST_TELLING = 2;
/** More lines than any message has. */
const MOST_ROWS = 100;

interface EventLayout {
  event: EventDefinition;
  layout: Layout;
}

const textLayouts = (event: EventDefinition): EventLayout[] =>
  event.layouts
    .filter((layout) => event.texts.includes(layout.version))
    .map((layout) => ({ event, layout }));

const shownLines = (layout: Layout) =>
  layout.lines.filter((line) => line.heading || line.label !== '');

const sizes = new WeakMap<Definitions, Map<number, EventLayout[]>>();

function layoutsBySize(definitions: Definitions): Map<number, EventLayout[]> {
  let known = sizes.get(definitions);
  if (!known) {
    known = new Map();
    for (const one of definitions.events.flatMap(textLayouts))
      push(known, shownLines(one.layout).length, one);
    sizes.set(definitions, known);
  }
  return known;
}

const labels = new WeakMap<Definitions, Set<string>>();

/** Labels of all messages, as labelsOf gives them. */
export function englishLabels(definitions: Definitions): ReadonlySet<string> {
  let known = labels.get(definitions);
  if (!known) {
    known = labelsOf(definitions.events.flatMap((event) => event.layouts));
    labels.set(definitions, known);
  }
  return known;
}

/** The lines of a message that a tool has joined by two spaces and more: a label, and the value behind it. */
function linesOf(text: string): string {
  const lines: string[] = [];
  let isLabel = false;
  for (const part of text.split(/\s{2,}/)) {
    if (isLabel && !/[:：]$/.test(part)) lines.push(`${lines.pop() ?? ''} ${part}`);
    else lines.push(part);
    isLabel = /^[^:：]{1,100}[:：]{1,2}$/.test(part);
  }
  return lines.join('\n');
}

/**
 * Cuts a text into messages: a first line, labelled lines, and whatever stands behind them up to the next first line.
 *
 * @param isOne the text is one message, whose first line has a colon at most by chance
 */
function blocksOf(text: string, isOne = false): Block[] {
  const blocks: Block[] = [];
  let block: Block | undefined;
  let first = { at: 0, words: '' };
  let indent = 0;
  let done = false;
  let at = 0;
  for (const line of text.split('\n')) {
    const row = isOne && at === 0 ? undefined : ROW.exec(line);
    const last = block?.rows.at(-1);
    const lead = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (last && !done && line.trim() !== '' && lead > indent && indent > 0) {
      // A list goes on below its first item, further to the right.
      last.value += `\n${line.trim()}`;
    } else if (row) {
      const [, space = '', label = '', value = ''] = row;
      if (!block || done) {
        if (isOne && block) break;
        block = { from: first.at, to: at, first: first.words, rows: [], odd: false };
        blocks.push(block);
        indent = 0;
        done = false;
      }
      if (indent === 0) indent = space.length;
      if (block.rows.length <= MOST_ROWS)
        block.rows.push({
          indented: space !== '',
          label: label.trim(),
          value: value.trim(),
          open: false,
        });
    } else if (line.trim() !== '' && (lead === 0 || !last)) {
      first = { at, words: line.trim() };
      if (last && !done && !isBlankBefore(text, at)) last.open = true;
      done = block !== undefined;
    } else if (block && !done && line.trim() !== '') block.odd = true;
    at += line.length + 1;
    if (block && !done) block.to = Math.min(at, text.length);
  }
  return blocks;
}

const isBlankBefore = (text: string, at: number) =>
  /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', at - 2) + 1, Math.max(0, at - 1)));

interface Fit extends EventLayout {
  /** A value, or undefined for one that is lost, by the name of its field. */
  values: Map<string, string | undefined>;
  /** How much its values show that they belong where they stand. */
  telling: number;
}

/**
 * What the layouts that fit agree on.
 *
 * @param least how much the values have to show that they belong where they stand
 */
function positioned(
  rows: readonly Row[],
  layouts: readonly EventLayout[],
  definitions: Definitions,
  least = 0,
): Positioned | undefined {
  const fits = layouts.flatMap((one) => fit(rows, one, definitions) ?? []);
  const most = Math.max(...fits.map(({ telling }) => telling));
  if (most < least) return undefined;
  const best = fits.filter(({ telling }) => telling === most);
  const [likely] = best;
  if (!likely) return undefined;
  const own = best.filter(({ event }) => event === likely.event);
  const sure = own.length === best.length;
  const versions = new Set(own.map(({ layout }) => layout.version));
  const [version] = versions;
  const agreeing = sure ? own : fits;
  const data: DataValue[] = [];
  const lost: string[] = [];
  for (const { name } of likely.layout.fields) {
    if (!likely.values.has(name)) continue;
    const value = likely.values.get(name);
    if (!agreeing.every(({ values }) => values.has(name) && values.get(name) === value)) continue;
    if (value === undefined) lost.push(name);
    else data.push({ name, value });
  }
  return {
    events: [...new Set([...best, ...fits].map(({ event }) => event))],
    sure,
    ...(sure && versions.size === 1 && typeof version === 'number' ? { version } : {}),
    data,
    lost,
  };
}

function fit(
  rows: readonly Row[],
  { event, layout }: EventLayout,
  definitions: Definitions,
): Fit | undefined {
  const lines = shownLines(layout);
  if (lines.length !== rows.length || lines.length < 2) return undefined;
  const slots = new Map(layout.fields.map((slot) => [slot.name, slot]));
  const values = new Map<string, string | undefined>();
  const keepsDepth = rows.some((row) => row.indented);
  let telling = 0;
  for (const [at, line] of lines.entries()) {
    const { indented, value, open } = rows[at] as Row;
    if (keepsDepth && indented !== line.depth > 0) return undefined;
    if (line.heading) {
      if (value !== '') return undefined;
      continue;
    }
    const slot = slotOf(line, slots);
    if (!slot) continue;
    const fitting = fits(value, slot, definitions);
    if (fitting === 'no') return undefined;
    // A SID or a GUID is seldom there by chance.
    if (fitting === 'telling') telling += SID.test(value) || GUID.test(value) ? 2 : 1;
    const read =
      open || translated(value, slot) || isBlock(value, slot)
        ? undefined
        : valueFromText(value, slot, definitions);
    values.set(slot.name, read && 'value' in read ? read.value : undefined);
  }
  return { event, layout, values, telling };
}

/** The field of a line that shows one value and nothing else. */
function slotOf(line: LayoutLine, slots: ReadonlyMap<string, FieldSlot>): FieldSlot | undefined {
  const fields = shownFields([line]);
  return fields.length === 1 ? slots.get(fields[0] as string) : undefined;
}

const SID = /^(?:S-1-|%\{S-1-)/i;
const GUID = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;
const HEX = /^0x[0-9a-f]+$/i;
const NUMBER = /^\d+$/;

/** What a value looks like, whatever the language: by its type in the event's XML, or by what it is. */
const SHAPES: Record<string, RegExp> = {
  GUID,
  HexInt32: HEX,
  HexInt64: HEX,
  Pointer: HEX,
  UInt8: NUMBER,
  UInt16: NUMBER,
  UInt32: NUMBER,
  UInt64: NUMBER,
};
const KINDS: Partial<Record<FieldType, RegExp>> = {
  guid: GUID,
  'ip-address': /^(?=.*[.:])[\da-f.:%]+$|^LOCAL$/i,
  'logon-id': HEX,
  port: /^\d{1,5}$/,
  'privilege-list': /^(?:Se[A-Z]\w+(?:Privilege|Right)\s*)+$/,
};
/** Kinds of value that are never a SID, a GUID or a hexadecimal number. */
const WORDS: ReadonlySet<FieldType> = new Set([
  'account-name',
  'command-line',
  'domain-name',
  'host-name',
  'path',
  'privilege-list',
  'yes-no',
]);

/** Whether a value can stand in a field: some show that they belong there, some that they do not. */
function fits(value: string, slot: FieldSlot, definitions: Definitions): 'no' | 'may' | 'telling' {
  if (value === '' || value === '-' || value.startsWith('%%')) return 'may';
  if (slot.as === 'SID')
    return SID.test(value)
      ? 'telling'
      : HEX.test(value) || GUID.test(value) || NUMBER.test(value)
        ? 'no'
        : 'may';
  const shape = SHAPES[slot.as] ?? KINDS[slot.type];
  if (shape) {
    if (!shape.test(value)) return 'no';
    const entries = slot.tables.flatMap((id) => definitions.table(id)?.entries ?? []);
    const isCode = shape === NUMBER && entries.some((entry) => entry.value === value);
    return shape !== NUMBER || isCode ? 'telling' : 'may';
  }
  const isOther = SID.test(value) || GUID.test(value) || HEX.test(value);
  return isOther && WORDS.has(slot.type) ? 'no' : 'may';
}

/** How lines below the first were set out is not kept: only lists that are always set out alike come back. */
const isBlock = (value: string, { type }: FieldSlot) =>
  value.includes('\n') && type !== 'privilege-list' && type !== 'sid-list';

/** Words that Windows has translated give no code back. */
function translated(value: string, slot: FieldSlot): boolean {
  if (value === '' || value === '-' || value.includes('%%')) return false;
  return (
    /^<.*>$/.test(value) ||
    /^(?:message-code|yes-no|access-list|access-reason|uac-changes|ds-properties)$/.test(slot.type)
  );
}
