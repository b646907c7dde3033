import type { Catalog, CodeTable } from './build.ts';

/** What an id jump needs of the catalog, as small JSON: rows instead of objects. */
export interface LookupIndex {
  /** Event id, slug, title. */
  events: [id: number, slug: string, title: string][];
  /** Legacy id, title, successors. */
  legacy: [id: number, slug: string, title: string, successors: number[]][];
  /** Concept id, names, number of events that have it. */
  fields: [id: string, names: string[], events: number][];
  /** Table id, title, the events whose fields hold it (the first few). */
  tables: [id: string, title: string, events: number[]][];
  subcategories: [id: string, title: string, category: string, guid: string][];
}

/** Kinds of code by the shape of their value; each is a file of its own, loaded when such a value is typed. */
export type CodeShape = 'number' | 'message' | 'sid' | 'guid' | 'text';

/** Entries of one shape: value as written, place of its table in the lookup index, name, meaning. */
export type CodeRows = [value: string, table: number, name: string, means: string][];

const SEEN_IN = 6;

export function lookupIndex(catalog: Catalog): LookupIndex {
  return {
    events: catalog.events.map((event) => [event.id, event.slug, event.title]),
    legacy: [...catalog.legacy.values()].map((legacy) => [
      legacy.id,
      legacy.url.split('/')[1] ?? '',
      legacy.facts.title,
      legacy.successors.map(({ event }) => event.id),
    ]),
    fields: [...catalog.fields.values()].map((field) => [
      field.id,
      [...field.names],
      field.events.length,
    ]),
    tables: [...catalog.codes.values()].map((table) => [
      table.id,
      table.facts.title,
      seenIn(table),
    ]),
    subcategories: [...catalog.subcategories.values()].map((subcategory) => [
      subcategory.id,
      subcategory.facts.title,
      subcategory.category.facts.title,
      subcategory.facts.guid,
    ]),
  };
}

/** The events that hold a table's values, those that most detections use first. */
function seenIn(table: CodeTable): number[] {
  return [...new Set(table.usedBy.flatMap((use) => use.events))]
    .sort((a, b) => b.rules.length - a.rules.length || a.id - b.id)
    .slice(0, SEEN_IN)
    .map((event) => event.id);
}

const shapeOf = {
  decimal: 'number',
  hex: 'number',
  message: 'message',
  guid: 'guid',
  sid: 'sid',
  text: 'text',
} as const;

/** All code entries of one shape. Bits of access masks are left out: a mask is no single value. */
export function codeRows(catalog: Catalog, shape: CodeShape): CodeRows {
  return [...catalog.codes.values()].flatMap((table, place): CodeRows => {
    if (shapeOf[table.facts.written] !== shape) return [];
    const rows = table.entries.map((entry): CodeRows[number] => [
      entry.value,
      place,
      entry.label ?? entry.name,
      entry.means ?? '',
    ]);
    const patterns = (table.facts.patterns ?? []).map((entry): CodeRows[number] => [
      entry.pattern,
      place,
      entry.name,
      entry.means ?? '',
    ]);
    return [...rows, ...patterns];
  });
}

export const codeShapes: readonly CodeShape[] = ['number', 'message', 'sid', 'guid', 'text'];
