import { integerText } from '../../catalog/integer.ts';
import { sidPattern } from '../../catalog/sid-pattern.ts';
import { valueInside } from '../../catalog/wrapped.ts';
import type { TableData, TableEntry } from '../../catalog/definitions.ts';
import type { NamedEvent } from '../../schema/text.ts';

interface TableIndex {
  byValue: Map<string, TableEntry>;
  byText: Map<string, TableEntry[]>;
  patterns: (Pattern & { matches: RegExp })[];
}

/** What the shape of a value says, where no entry has it: `S-1-5-21-<domain>-500`. */
export type Pattern = NonNullable<TableData['patterns']>[number];

const indexes = new WeakMap<TableData, TableIndex>();

/**
 * Finds the entry of a value. Numbers compare as numbers, so `0xC000006A`, `0xc000006a`, `3221225578` and
 * `-1073741718` are one; texts compare without regard to case; SIDs also match the table's patterns. A number that
 * holds a value of the table, such as an HRESULT a system error, has its entry, and so has a name where the table is of
 * GUIDs: some events write the one and some the other.
 */
export function findEntry(table: TableData, value: string): TableEntry | undefined {
  const entry = findExact(table, value) ?? findInside(table, value) ?? findNamed(table, value);
  const pattern = entry ? undefined : findPattern(table, value);
  return pattern ? { ...pattern, value: pattern.pattern } : entry;
}

/** Whether a table explains values of a field beside what else the event says. */
export function appliesTo(
  { where, unless = {} }: TableData,
  field: string,
  data: ReadonlyMap<string, string>,
): boolean {
  const says = ([name, values]: [string, string[]]) => values.includes(data.get(name) ?? '');
  if (Object.entries(unless).some(says)) return false;
  return (
    where?.some(({ of = field, beside }) => of === field && Object.entries(beside).every(says)) ??
    true
  );
}

/** Finds the entry of a value, patterns left aside. */
export function findExact(table: TableData, value: string): TableEntry | undefined {
  return indexOf(table).byValue.get(keyOf(value, table.written));
}

function findInside(table: TableData, value: string): TableEntry | undefined {
  const [held] = (table.wrapped ?? []).flatMap((wrapped) => valueInside(value, wrapped) ?? []);
  return held === undefined ? undefined : findExact(table, held);
}

function findNamed(table: TableData, value: string): TableEntry | undefined {
  if (table.written !== 'guid') return undefined;
  return indexOf(table).byText.get(value.trim().toLowerCase())?.[0];
}

/** Finds what a pattern of the table says of a value. */
export function findPattern(table: TableData, value: string): Pattern | undefined {
  return indexOf(table).patterns.find((entry) => entry.matches.test(value));
}

/** Finds the entries that Windows shows as this text in an event; several where it words codes alike. */
export function findEntriesByText(
  table: TableData,
  text: string,
  event: NamedEvent | undefined,
): readonly TableEntry[] {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'");
  const all = indexOf(table).byText.get(words) ?? [];
  const own = all.filter((entry) => event !== undefined && entry.events?.includes(event));
  return own.length > 0 ? own : all.filter((entry) => !entry.events);
}

/** What Windows prints for an entry. */
export function shownAs(entry: TableEntry): string {
  return entry.label ?? entry.name;
}

function indexOf(table: TableData): TableIndex {
  const known = indexes.get(table);
  if (known) return known;
  const index: TableIndex = { byValue: new Map(), byText: new Map(), patterns: [] };
  for (const entry of table.entries) {
    const key = keyOf(entry.value, table.written);
    if (!index.byValue.has(key)) index.byValue.set(key, entry);
    const text = shownAs(entry).trim().toLowerCase();
    const alike = index.byText.get(text);
    if (alike) alike.push(entry);
    else index.byText.set(text, [entry]);
  }
  for (const pattern of table.patterns ?? []) {
    index.patterns.push({ ...pattern, matches: sidPattern(pattern.pattern) });
  }
  indexes.set(table, index);
  return index;
}

function keyOf(value: string, written: TableData['written']): string {
  const text = value.trim();
  if (written === 'decimal' || written === 'hex') return integerText(text) ?? text.toLowerCase();
  if (written === 'guid') return text.replace(/^%?\{|\}$/g, '').toLowerCase();
  return text.toLowerCase();
}
