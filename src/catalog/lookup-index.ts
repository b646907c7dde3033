import type { Catalog, CodeTable } from './build.ts';

/** What an id jump needs of the catalog, as small JSON: rows instead of objects. */
export interface LookupIndex {
  /** Event id, slug, title, place of its first subcategory (-1: none), number of detections that use it. */
  events: [id: number, slug: string, title: string, subcategory: number, rules: number][];
  /** Legacy id, slug, title, successors. */
  legacy: [id: number, slug: string, title: string, successors: number[]][];
  /** Concept id, names, number of events that have it. */
  fields: [id: string, names: string[], events: number][];
  /** Table id, title, the events whose fields hold it (the first few), the places of those fields. */
  tables: [id: string, title: string, events: number[], fields: number[]][];
  subcategories: [id: string, title: string, category: string, guid: string][];
  /** Other pages that are found by name: address, title, other names, kind. */
  pages: [url: string, title: string, also: string[], kind: string][];
}

const SEEN_IN = 6;

export function lookupIndex(catalog: Catalog): LookupIndex {
  const subcategories = [...catalog.subcategories.values()];
  const fields = [...catalog.fields.values()];
  return {
    events: catalog.events.map((event) => [
      event.id,
      event.slug,
      event.title,
      subcategories.findIndex((one) => one === event.subcategories[0]?.subcategory),
      event.rules.length,
    ]),
    legacy: [...catalog.legacy.values()].map((legacy) => [
      legacy.id,
      legacy.url.split('/')[1] ?? '',
      legacy.facts.title,
      legacy.successors.map(({ event }) => event.id),
    ]),
    fields: fields.map((field) => [field.id, [...field.names], field.events.length]),
    tables: [...catalog.codes.values()].map((table) => [
      table.id,
      table.facts.title,
      seenIn(table),
      table.usedBy.map(({ field }) => fields.indexOf(field)),
    ]),
    subcategories: subcategories.map((subcategory) => [
      subcategory.id,
      subcategory.facts.title,
      subcategory.category.facts.title,
      subcategory.facts.guid,
    ]),
    pages: [
      ...[...catalog.records.glossary].map(([id, { title, also = [] }]) =>
        page(`/glossary/#${id}`, title, also, 'glossary'),
      ),
      ...[...catalog.providers.values()].map(({ id, slug, name, title, guid }) =>
        page(`/${slug}/?provider=${id}`, name, [title, ...(guid ? [guid] : [])], 'provider'),
      ),
      ...[...catalog.correlations.values()].map(({ url, facts }) =>
        page(url, facts.title, [], 'correlation rule'),
      ),
      ...catalog.scenarios.map(({ id, title }) =>
        page(`/correlate/#scenario=${id}`, title, [], 'scenario'),
      ),
    ],
  };
}

const page = (
  url: string,
  title: string,
  also: readonly string[],
  kind: string,
): LookupIndex['pages'][number] => [url, title, [...also], kind];

/** The events that hold a table's values, those that most detections use first. */
function seenIn(table: CodeTable): number[] {
  return [...new Set(table.usedBy.flatMap((use) => use.events))]
    .sort((a, b) => b.rules.length - a.rules.length || a.id - b.id)
    .slice(0, SEEN_IN)
    .map((event) => event.id);
}
