import type { CodeTable, EventEntry } from './build.ts';

/** One event as the JSON of the site gives it: everything that its page shows, names as in content/. */
export function eventRecord(event: EventEntry): Record<string, unknown> {
  const { facts } = event;
  return compact({
    id: event.id,
    provider: event.provider.name,
    channels: event.provider.channels,
    url: event.url,
    title: facts.title,
    summary: facts.summary,
    status: facts.status,
    outcome: facts.outcome,
    subcategories: event.subcategories.map(({ subcategory, basis }) => ({
      id: subcategory.id,
      title: subcategory.facts.title,
      guid: subcategory.facts.guid,
      basis,
    })),
    legacy: event.legacy.map(({ event: legacy, basis }) => ({ id: legacy.id, basis })),
    criticality: facts.criticality,
    written: facts.written,
    on: facts.on,
    needs: facts.needs,
    tells: facts.tells,
    lacks: facts.lacks,
    watch: facts.watch,
    notes: facts.notes,
    related: facts.related,
    corrections: facts.corrections,
    versions: event.versions.map(({ version, since, basis, text }) =>
      compact({ version, since, basis, text }),
    ),
    layouts: event.layouts.map((layout) =>
      compact({
        version: layout.version,
        since: layout.since,
        before: layout.before,
        fields: layout.fields.map(({ name, type, as, label, section, tables }) =>
          compact({
            name,
            type,
            as,
            label,
            section,
            tables: tables.length > 0 ? tables : undefined,
          }),
        ),
      }),
    ),
    message: facts.message,
    sigma: event.rules.map(({ id, title, level }) => ({ id, title, level })),
    samples: event.samples.map(({ name }) => `${event.url}${name}.xml`),
    sources: facts.sources,
  });
}

/** One event in a list. */
export function eventRow(event: EventEntry): Record<string, unknown> {
  return compact({
    id: event.id,
    provider: event.provider.name,
    title: event.facts.title,
    summary: event.facts.summary,
    outcome: event.facts.outcome,
    subcategories: event.subcategories.map(({ subcategory }) => subcategory.id),
    legacy: event.legacy.map(({ event: legacy }) => legacy.id),
    url: event.url,
    json: `/api/v1/events/${event.slug}/${event.id}.json`,
  });
}

/** One code table with its entries and where they occur. */
export function tableRecord(table: CodeTable): Record<string, unknown> {
  return compact({
    id: table.id,
    url: table.url,
    title: table.facts.title,
    means: table.facts.means,
    kind: table.facts.kind,
    written: table.facts.written,
    notes: table.facts.notes,
    entries: table.entries,
    patterns: table.facts.patterns,
    usedBy: table.usedBy.map(({ field, events }) => ({
      field: field.names[0],
      events: events.map((event) => event.id),
    })),
    references: table.facts.references,
  });
}

function compact(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
