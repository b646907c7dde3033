import type { Definitions } from '../../catalog/definitions.ts';
import { explainCode } from './code.ts';
import type { Explain } from './explain.ts';

const OBJECT_TABLE = 'object-type';
const FALLBACK = 'access-mask-standard';

/** Explains an access mask by the rights of the object that the event names (object server and type). */
export const explainAccessMask: Explain = (value, slot, data, definitions) => {
  const table = slot.tables[0] ?? maskTable(data, definitions) ?? FALLBACK;
  return explainCode(value, { ...slot, tables: [table] }, data, definitions);
};

/** Id of the access mask table of an event's object; undefined when the event names no known object. */
export function maskTable(
  data: ReadonlyMap<string, string>,
  definitions: Definitions,
): string | undefined {
  const objects = definitions.table(OBJECT_TABLE);
  if (!objects) return undefined;
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
  const wanted = [`${part('server') ?? '*'} / ${type}`, `* / ${type}`].map((text) =>
    text.toLowerCase(),
  );
  const entry = objects.entries.find((candidate) => wanted.includes(candidate.value.toLowerCase()));
  return entry?.table;
}
