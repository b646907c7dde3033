import type { Catalog, EventEntry } from '../build.ts';

/** One record of the full-text index. */
export interface SearchRecord {
  url: string;
  content: string;
  language: 'en';
  meta: Record<string, string>;
  filters: Record<string, string[]>;
}

/**
 * What a reader can search in words: events, legacy events, subcategories, fields, code tables, terms, rules and
 * scenarios.
 */
export function searchRecords(
  catalog: Catalog,
  prose: ReadonlyMap<string, { text: string }>,
): SearchRecord[] {
  const record = (
    url: string,
    kind: string,
    title: string,
    parts: readonly (string | undefined)[],
    filters: Record<string, string[]> = {},
  ): SearchRecord => ({
    url,
    content: [title, ...parts.filter(Boolean)].join('\n'),
    language: 'en',
    meta: { title, kind },
    filters: { kind: [kind], ...filters },
  });
  return [
    ...catalog.events.map((event) =>
      record(
        event.url,
        'Event',
        `${event.id} ${event.title}`,
        eventText(event, prose.get(`events/${event.key}`)?.text, catalog),
        {
          category: [
            ...new Set(event.subcategories.map((one) => one.subcategory.category.facts.title)),
          ],
          outcome: [...(event.facts.outcome ?? [])],
          provider: [event.provider.title],
        },
      ),
    ),
    ...[...catalog.legacy.values()].map((legacy) =>
      record(legacy.url, 'Legacy event', `${legacy.id} ${legacy.facts.title}`, [
        legacy.facts.category,
        legacy.successors.map(({ event }) => `${event.id} ${event.title}`).join('\n'),
      ]),
    ),
    ...[...catalog.subcategories.values()].map((subcategory) =>
      record(subcategory.url, 'Audit subcategory', `Audit ${subcategory.facts.title}`, [
        subcategory.facts.summary,
        subcategory.facts.why,
        textOf(prose.get(`subcategories/${subcategory.id}`)?.text),
        subcategory.facts.guid,
      ]),
    ),
    ...[...catalog.fields.values()].map((field) =>
      record(field.url, 'Field', field.names[0] ?? field.id, [field.means, field.note]),
    ),
    ...[...catalog.codes.values()].map((table) =>
      record(table.url, 'Code table', table.facts.title, [
        table.facts.means,
        // Values are looked up, not searched: as words they would be half of the index.
        ...table.entries.map((entry) => `${entry.label ?? entry.name} ${entry.means ?? ''}`),
      ]),
    ),
    ...[...catalog.records.glossary].map(([id, term]) =>
      record(`/glossary/#${id}`, 'Term', term.title, [term.also?.join(', '), term.means]),
    ),
    ...[...catalog.correlations.values()].map(({ id, url, facts, events }) =>
      record(url, 'Correlation rule', facts.title, [
        facts.means,
        textOf(prose.get(`correlations/${id}`)?.text),
        events.map((event) => `${event.id} ${event.title}`).join('\n'),
      ]),
    ),
    ...catalog.scenarios.map(({ id, title, means }) =>
      record(`/correlate/#scenario=${id}`, 'Scenario', title, [
        means,
        textOf(prose.get(`scenarios/${id}/index`)?.text),
      ]),
    ),
  ];
}

function eventText(
  event: EventEntry,
  prose: string | undefined,
  { records }: Catalog,
): (string | undefined)[] {
  const { facts } = event;
  return [
    facts.summary,
    textOf(prose),
    facts.written,
    ...(facts.needs ?? []),
    ...(facts.tells ?? []),
    ...(facts.lacks ?? []),
    ...(facts.watch ?? []),
    ...Object.entries(facts.notes ?? {}).map(([name, note]) => `${name}: ${note}`),
    event.subcategories.map((one) => one.subcategory.facts.title).join(', '),
    [...new Set(event.rules.flatMap((rule) => rule.techniques ?? []))]
      .map((id) => `${id} ${records.techniques.get(id)?.title ?? ''}`)
      .join('\n'),
    [...new Set(event.layouts.flatMap((layout) => layout.fields.map((field) => field.name)))].join(
      ' ',
    ),
  ];
}

/** Prose without its marks, a line a paragraph: what a reader sees of Markdown, and of MDX without imports and components. */
function textOf(prose: string | undefined): string | undefined {
  return prose
    ?.replace(/^import .*$/gm, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\n(?=[a-z0-9(`*])/gi, ' ')
    .replace(/[`#*|]/g, '');
}
