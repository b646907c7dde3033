import type { Definitions, TableData, TableEntry } from '../../catalog/definitions.ts';
import { explainCode } from './code.ts';
import type { Explain } from './explain.ts';
import { findExact } from './table.ts';

const OBJECT_TABLE = 'object-type';

/** Rights that every kind of object has. */
export const STANDARD_RIGHTS = 'access-mask-standard';

/** Explains an access mask by the rights of the object that the event names (object server and type). */
export const explainAccessMask: Explain = (value, slot, data, definitions) => {
  const table = maskTable(data, definitions) ?? STANDARD_RIGHTS;
  return explainCode(value, { ...slot, tables: [...slot.tables, table] }, data, definitions);
};

/** Id of the access mask table of an event's object; undefined when the event names no known object. */
export function maskTable(
  data: ReadonlyMap<string, string>,
  definitions: Definitions,
): string | undefined {
  return objectEntry(data, definitions)?.entry.table;
}

/** What is known of the kind of object that an event names; undefined when it names none. */
export function objectEntry(
  data: ReadonlyMap<string, string>,
  definitions: Definitions,
): { table: TableData; entry: TableEntry } | undefined {
  const table = definitions.table(OBJECT_TABLE);
  if (!table) return undefined;
  const part = (key: string) => {
    for (const entity of definitions.entities) {
      if (entity.kind !== 'object') continue;
      const value = entity.parts[key]?.map((name) => data.get(name)).find(Boolean);
      if (value) return value;
    }
    return undefined;
  };
  const type = part('type');
  if (!type) return undefined;
  const server = part('server') ?? '*';
  for (const wanted of [`${server} / ${type}`, `* / ${type}`, `${server} / *`]) {
    const entry = findExact(table, wanted);
    if (entry) return { table, entry };
  }
  return undefined;
}
