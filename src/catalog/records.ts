import type {
  EventRecord,
  EventRow,
  FieldRecord,
  LegacyRecord,
  SubcategoryRecord,
  TableRecord,
} from '../schema/api.ts';
import { mainName } from './event-address.ts';
import type { NamedEvent } from '../schema/text.ts';
import type {
  Catalog,
  CodeTable,
  EventEntry,
  FieldEntry,
  LegacyEntry,
  SubcategoryEntry,
} from './build.ts';
import { compact } from './compact.ts';

/** One event as the JSON of the site gives it: everything that its page shows, names as in content/. */
export function eventRecord(event: EventEntry): EventRecord {
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
  }) as EventRecord;
}

/** One event in a list. */
export function eventRow(event: EventEntry): EventRow {
  return compact({
    id: event.id,
    provider: event.provider.name,
    title: event.facts.title,
    summary: event.facts.summary,
    outcome: event.facts.outcome,
    subcategories: event.subcategories.map(({ subcategory }) => subcategory.id),
    legacy: event.legacy.map(({ event: legacy }) => legacy.id),
    criticality: event.facts.criticality?.rating,
    since: event.versions[0]?.since,
    url: event.url,
    json: `/api/v1/events/${event.slug}/${event.id}.json`,
  }) as EventRow;
}

/** One event from before Windows Vista, with what it is called today. */
export function legacyRecord({ id, url, facts, successors }: LegacyEntry): LegacyRecord {
  return compact({
    id,
    url,
    title: facts.title,
    titleBasis: facts.titleBasis,
    category: facts.category,
    outcome: facts.outcome,
    successors: successors.map(({ event, basis }) => ({
      id: event.id,
      title: event.title,
      url: event.url,
      basis,
    })),
    labels: facts.labels?.map(({ label }) => label),
    note: facts.note,
    sources: facts.sources,
  }) as LegacyRecord;
}

const eventsOf = (events: readonly EventEntry[], catalog: Catalog) =>
  split(events.map((event) => mainName(catalog, event)));

/** Ids of the main log as they are, events of other logs apart, behind their log. */
function split(named: readonly NamedEvent[]): { events: number[]; otherEvents?: string[] } {
  const events = named.filter((one) => typeof one === 'number');
  const otherEvents = named.filter((one) => typeof one === 'string');
  return { events, ...(otherEvents.length > 0 ? { otherEvents } : {}) };
}

/** One field concept and where it occurs. */
export function fieldRecord(field: FieldEntry, catalog: Catalog): FieldRecord {
  return compact({
    id: field.id,
    url: field.url,
    names: [...field.names],
    providers: field.providers,
    type: field.type,
    as: field.as,
    tables: [...field.table],
    means: field.means,
    note: field.note,
    ...eventsOf(field.events, catalog),
  }) as FieldRecord;
}

/** One audit policy subcategory with the baselines that set it. */
export function subcategoryRecord(
  subcategory: SubcategoryEntry,
  catalog: Catalog,
): SubcategoryRecord {
  const { facts } = subcategory;
  return compact({
    id: subcategory.id,
    url: subcategory.url,
    title: facts.title,
    category: subcategory.category.facts.title,
    guid: facts.guid,
    default: facts.default,
    volume: facts.volume,
    summary: facts.summary,
    ...eventsOf(subcategory.events, catalog),
    baselines: subcategory.baselines.map(({ id, setting, atLeast }) => ({ id, setting, atLeast })),
  }) as SubcategoryRecord;
}

/** One code table with its entries and where they occur. */
export function tableRecord(table: CodeTable, catalog: Catalog): TableRecord {
  return compact({
    id: table.id,
    url: table.url,
    title: table.facts.title,
    means: table.facts.means,
    kind: table.facts.kind,
    written: table.facts.written,
    notes: table.facts.notes,
    entries: table.entries.map(({ events, ...entry }) =>
      events ? { ...entry, ...split(events) } : entry,
    ),
    patterns: table.facts.patterns,
    usedBy: table.usedBy.map(({ field, events }) => ({
      field: field.names[0] ?? field.id,
      ...eventsOf(events, catalog),
    })),
    references: table.facts.references,
  }) as unknown as TableRecord;
}
