import type {
  EventRecord,
  EventRow,
  FieldRecord,
  LegacyRecord,
  SubcategoryRecord,
  TableRecord,
} from '../schema/api.ts';
import type { CodeTable, EventEntry, FieldEntry, LegacyEntry, SubcategoryEntry } from './build.ts';
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

/** One field concept and where it occurs. */
export function fieldRecord(field: FieldEntry): FieldRecord {
  return compact({
    id: field.id,
    url: field.url,
    names: [...field.names],
    type: field.type,
    as: field.as,
    tables: [...field.table],
    means: field.means,
    note: field.note,
    events: field.events.map((event) => event.id),
  }) as FieldRecord;
}

/** One audit policy subcategory with the baselines that set it. */
export function subcategoryRecord(subcategory: SubcategoryEntry): SubcategoryRecord {
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
    events: subcategory.events.map((event) => event.id),
    baselines: subcategory.baselines.map(({ id, setting, atLeast }) => ({ id, setting, atLeast })),
  }) as SubcategoryRecord;
}

/** One code table with its entries and where they occur. */
export function tableRecord(table: CodeTable): TableRecord {
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
      field: field.names[0] ?? field.id,
      events: events.map((event) => event.id),
    })),
    references: table.facts.references,
  }) as unknown as TableRecord;
}
