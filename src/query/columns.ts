import type { Catalog } from '../catalog/build.ts';
import type { Columns, ColumnTables } from './query.ts';

/** Columns of the engines, from content/columns and what content/mappings says is moved. */
export function columnTables(catalog: Catalog): ColumnTables {
  const tables = new Map<string, Columns>();
  return (id) => {
    const known = tables.get(id);
    if (known) return known;
    const columns = columnsOf(catalog, id);
    tables.set(id, columns);
    return columns;
  };
}

function columnsOf(catalog: Catalog, id: string): Columns {
  const facts = catalog.records.columns.get(id);
  if (!facts) throw new Error(`content/columns has no table ${id}.`);
  const bySource = new Map<string, string>();
  for (const { name, from } of facts.columns) {
    for (const part of from ?? []) if (!bySource.has(part)) bySource.set(part, name);
  }
  const moved = facts.moved ? catalog.records.mappings.get(facts.moved) : undefined;
  const types = new Map(facts.columns.map(({ name, type }) => [name, type]));
  const movedTo = (name: string, eventId?: number) =>
    moved?.fields[name]?.find(
      (entry) =>
        entry.moved && (eventId === undefined || !entry.events || entry.events.includes(eventId)),
    )?.to;
  return {
    system(part) {
      const column = bySource.get(part);
      if (column === undefined)
        throw new Error(`content/columns/${id}.yaml has no column from ${part}.`);
      return column;
    },
    field: (name, eventId) =>
      movedTo(name, eventId) ??
      bySource.get(`EventData/${name}`) ??
      (facts.rest === undefined ? undefined : facts.rest.replace('<Field>', name)),
    isNumber: (column) => ['int', 'long', 'real'].includes(types.get(column) ?? ''),
    isMoved: (name, eventId) => movedTo(name, eventId) !== undefined,
  };
}
