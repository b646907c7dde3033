import type { NamedEvent } from '../../schema/text.ts';
import type { Catalog, CodeTable, FieldEntry } from '../build.ts';
import { eventNamed, mainName, mainNames } from '../event-address.ts';
import { providerTitles } from '../field-uses.ts';
import { readInteger } from '../integer.ts';
import { kebab } from '../kebab.ts';
import { push } from '../push.ts';
import { squash } from '../words.ts';
import { SCENARIO } from './answer.ts';
import type { CodeRows } from './code-rows.ts';

/**
 * What an id jump needs of the catalog, as small JSON: rows instead of objects. An event of another log than the main one
 * is named behind its log: `sysmon/1`.
 */
export interface LookupIndex {
  /** Event id, slug, title, place of its first subcategory (-1: none), number of detections that use it. */
  events: [id: number, slug: string, title: string, subcategory: number, rules: number][];
  /** Legacy id, slug, title, successors. */
  legacy: [id: number, slug: string, title: string, successors: number[]][];
  /**
   * Names, number of events that have it, labels that messages give it and are not its name; the concept's id where it
   * is not the first name in kebab case.
   */
  fields: [names: string[], events: number, labels: string[], id?: string, of?: string][];
  /**
   * Table id, title, the events whose fields hold it (the first few), the places of those fields; where its numbers
   * add up all bits that have names, and of which of them every sum has one; of rights to a kind of objects, the place
   * of that kind where it is among the commonest.
   */
  tables: [
    id: string,
    title: string,
    events: NamedEvent[],
    fields: number[],
    sums: [bits?: number, oneOf?: number],
    rank?: number,
  ][];
  /** Numbers that hold values in their low bits: place of the table, the first, its value, how many bits. */
  wrapped: [table: number, from: number, to: number, bits: number][];
  /** The setting of Group Policy last, where it is not called as the subcategory. */
  subcategories: [id: string, title: string, category: string, guid: string, setting?: string][];
  /**
   * Other pages that are found by name: address, title, other names, kind, events that they are about. The address of a
   * term is empty where its id is its title in kebab case.
   */
  pages: [url: string, title: string, also: string[], kind: string, events: NamedEvent[]][];
  /** Questions: the words they are asked in, the events and the codes that answer them. */
  tasks: [words: string[], events: NamedEvent[], codes: CodeRows][];
  /** ATT&CK techniques: id, title, the events that most detections of it use, ids that it had before. */
  techniques: [id: string, title: string, events: NamedEvent[], replaces?: string[]][];
}

const SEEN_IN = 6;
/** Pages on which something is done. */
const TOOLS: readonly [url: string, title: string, also: string[]][] = [
  ['/decode/', 'Decode an event', ['decoder', 'parse or explain an event', 'evtx viewer']],
  ['/correlate/', 'Correlate events', ['timeline', 'track user activity', 'sessions and chains']],
  ['/compare/', 'Compare two events', ['difference between events']],
  ['/map/', 'Map of the log', ['heat map']],
];

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
    fields: fields.map((field) => fieldRow(field, catalog)),
    tables: [...catalog.codes.values()].map((table) => tableRow(table, fields, catalog)),
    wrapped: [...catalog.codes.values()].flatMap(({ facts: { wrapped = [] } }, place) =>
      wrapped.map(({ from, to, bits }): LookupIndex['wrapped'][number] => [place, from, to, bits]),
    ),
    subcategories: subcategories.map(({ id, facts, category }) => {
      const { title, guid, policyName = '' } = facts;
      const setting = policyName.replace(/^Audit /, '');
      const row: LookupIndex['subcategories'][number] = [id, title, category.facts.title, guid];
      if (setting !== '' && setting !== title) row.push(setting);
      return row;
    }),
    pages: [
      ...[...catalog.records.glossary].map(([id, { title, also = [], events }]) =>
        page(
          id === kebab(title) ? '' : `/glossary/#${id}`,
          title,
          also,
          'glossary',
          mainNames(catalog, events),
        ),
      ),
      ...[...catalog.providers.values()].map(({ id, slug, name, title, guid, also = [] }) =>
        page(
          `/${slug}/?provider=${id}`,
          name,
          [title, ...also, ...(guid ? [guid] : [])],
          'provider',
        ),
      ),
      ...[...catalog.correlations.values()].map(({ url, facts }) =>
        page(url, facts.title, [], 'correlation rule'),
      ),
      ...catalog.scenarios.map(({ id, title }) =>
        page(`/correlate/#scenario=${id}`, title, [], SCENARIO),
      ),
      ...baselinePages(catalog),
      ...TOOLS.map(([url, title, also]) => page(url, title, also, 'tool')),
      ...[...new Set([...catalog.legacy.values()].map(({ url }) => url.split('/')[1]))].flatMap(
        (slug) => [
          page(
            `/${slug}/`,
            'List of all events',
            ['all security event ids cheat sheet', 'event id list'],
            'list',
          ),
          page(
            `/${slug}/legacy/convert/`,
            'Convert legacy event ids',
            ['old event ids', 'old or legacy event ids of Windows 2000, XP and Server 2003'],
            'tool',
          ),
        ],
      ),
    ],
    tasks: [...catalog.records.tasks.values()].map(({ title, also = [], events, codes = {} }) => [
      [title, ...also],
      mainNames(catalog, events),
      Object.entries(codes).flatMap(([id, values]) => entriesOf(catalog, id, values)),
    ]),
    techniques: techniquesOf(catalog),
  };
}

function entriesOf({ codes }: Catalog, id: string, values: readonly string[]): CodeRows {
  const place = [...codes.keys()].indexOf(id);
  return (codes.get(id)?.entries ?? [])
    .filter(({ value }) => values.includes(value))
    .map(({ value, name, means }) => [value, place, name, means ?? '']);
}

/** Baselines of one title are those of several kinds of computer, which one page compares. */
function baselinePages({ records }: Catalog): LookupIndex['pages'] {
  const titles = new Map<string, string[]>();
  for (const [id, { title }] of records.baselines) push(titles, title, id);
  return [...titles].map(([title, ids]) =>
    page(`/policy/baselines/?b=${ids.join(',')}`, title, [], 'audit policy baseline'),
  );
}

function fieldRow(field: FieldEntry, catalog: Catalog): LookupIndex['fields'][number] {
  const row: LookupIndex['fields'][number] = [
    [...field.names],
    field.events.length,
    labelsOf(field),
  ];
  const of = providerTitles(field, catalog);
  if (of !== undefined) row.push(field.id, of);
  else if (field.id !== kebab(field.names[0] ?? '')) row.push(field.id);
  return row;
}

function tableRow(
  table: CodeTable,
  fields: readonly FieldEntry[],
  catalog: Catalog,
): LookupIndex['tables'][number] {
  const { facts } = table;
  const { title, objects } = facts;
  const row: LookupIndex['tables'][number] = [
    table.id,
    title,
    seenIn(table, catalog),
    // A field of any text holds a mask as others write it, in decimal.
    table.usedBy
      .filter(({ field }) => facts.kind !== 'flags' || field.type !== 'text')
      .map(({ field }) => fields.indexOf(field)),
    sumsOf(table),
  ];
  if (objects?.rank !== undefined) row.push(objects.rank);
  return row;
}

function sumsOf({ facts, entries }: CodeTable): LookupIndex['tables'][number][4] {
  if (facts.kind !== 'flags' || !['decimal', 'hex'].includes(facts.written)) return [];
  const bits = entries
    .filter(({ combined }) => !combined)
    .reduce((all, { value }) => all | (readInteger(value) ?? 0n), 0n);
  return facts.oneOf === undefined ? [Number(bits)] : [Number(bits), facts.oneOf];
}

/** What messages call a field, the commonest first. */
function labelsOf({ id, names, events }: FieldEntry): string[] {
  const called = new Set(names.map(squash));
  const counts = new Map<string, number>();
  for (const { layouts } of events) {
    for (const { fields } of layouts) {
      for (const { concept, label } of fields) {
        if (!label || concept !== id) continue;
        counts.set(label, (counts.get(label) ?? 0) + 1);
      }
    }
  }
  return [...counts]
    .filter(([label]) => !called.has(squash(label)))
    .sort((a, b) => b[1] - a[1])
    .map(([label]) => label);
}

function techniquesOf(catalog: Catalog): LookupIndex['techniques'] {
  const { events, records } = catalog;
  return [...records.techniques].flatMap(([id, { title, analyticEvents = [], replaces = [] }]) => {
    const analysed = new Set(analyticEvents.map((named) => eventNamed(catalog, named)));
    const used = events
      .map((event) => ({
        event,
        count:
          event.rules.filter(({ techniques }) => techniques?.includes(id)).length +
          Number(analysed.has(event)),
        all: event.rules.length,
      }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || b.all - a.all || a.event.id - b.event.id)
      .slice(0, SEEN_IN)
      .map(({ event }) => mainName(catalog, event));
    if (used.length === 0) return [];
    return [replaces.length > 0 ? [id, title, used, [...replaces]] : [id, title, used]];
  });
}

const page = (
  url: string,
  title: string,
  also: readonly string[],
  kind: string,
  events: readonly NamedEvent[] = [],
): LookupIndex['pages'][number] => [url, title, [...also], kind, [...events]];

/** The events that hold a table's values, those that most detections use first. */
function seenIn(table: CodeTable, catalog: Catalog): NamedEvent[] {
  return [...new Set(table.usedBy.flatMap((use) => use.events))]
    .sort((a, b) => b.rules.length - a.rules.length || a.id - b.id)
    .slice(0, SEEN_IN)
    .map((event) => mainName(catalog, event));
}
