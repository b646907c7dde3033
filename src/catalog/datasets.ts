import type { Catalog } from './build.ts';
import { csvLines, type CsvCell } from './csv.ts';

/**
 * Name of a file below /data/ → the catalog as that table, line by line. Several values in one cell are separated by
 * spaces or "; ".
 */
export const datasets = {
  events: (catalog: Catalog) =>
    csvLines(
      [
        'provider',
        'id',
        'title',
        'outcome',
        'category',
        'subcategory',
        'legacy',
        'versions',
        'since',
        'criticality',
        'status',
        'url',
      ],
      catalog.events.map((event) => [
        event.provider.name,
        event.id,
        event.facts.title,
        event.facts.outcome?.join(' '),
        event.subcategories.map((one) => one.subcategory.category.facts.title).join('; '),
        event.subcategories.map((one) => one.subcategory.facts.title).join('; '),
        event.legacy.map((one) => one.event.id).join(' '),
        event.versions.map((one) => one.version ?? 'none').join(' '),
        event.versions[0]?.since,
        event.facts.criticality?.rating,
        event.facts.status,
        event.url,
      ]),
    ),
  fields: (catalog: Catalog) =>
    csvLines(
      [
        'provider',
        'id',
        'version',
        'since',
        'before',
        'position',
        'name',
        'xml_type',
        'type',
        'section',
        'label',
        'tables',
      ],
      slotRows(catalog),
    ),
  legacy: (catalog: Catalog) =>
    csvLines(
      ['legacy_id', 'title', 'category', 'successor', 'basis', 'successor_title'],
      [...catalog.legacy.values()].flatMap(({ id, facts, successors }) => {
        const head = [id, facts.title, facts.category] as const;
        if (successors.length === 0) return [[...head, '', '', '']];
        return successors.map(({ event, basis }) => [...head, event.id, basis, event.title]);
      }),
    ),
  codes: (catalog: Catalog) =>
    csvLines(
      ['table', 'value', 'name', 'shown_as', 'means'],
      [...catalog.codes.values()].flatMap((table) =>
        table.entries.map((entry) => [table.id, entry.value, entry.name, entry.label, entry.means]),
      ),
    ),
  policy: (catalog: Catalog) =>
    csvLines(
      [
        'subcategory',
        'guid',
        'category',
        'default_client',
        'default_server',
        'source',
        'setting',
        'at_least',
      ],
      [...catalog.subcategories.values()].flatMap(({ facts, category, baselines }) => {
        const head = [
          facts.title,
          facts.guid,
          category.facts.title,
          facts.default?.client,
          facts.default?.server,
        ];
        if (baselines.length === 0) return [[...head, '', '', '']];
        return baselines.map((one) => [...head, one.baseline.title, one.setting, one.atLeast]);
      }),
    ),
} as const;

/** One row for each field of each version of each event. */
function* slotRows(catalog: Catalog): Iterable<CsvCell[]> {
  for (const event of catalog.events) {
    for (const layout of event.layouts) {
      for (const [index, field] of layout.fields.entries()) {
        yield [
          event.provider.name,
          event.id,
          layout.version,
          layout.since,
          layout.before,
          index + 1,
          field.name,
          field.as,
          field.type,
          field.section,
          field.label,
          field.tables.join(' '),
        ];
      }
    }
  }
}
