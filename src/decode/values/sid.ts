import type { Explain } from './explain.ts';
import { findEntry, findExact, shownAs } from './table.ts';
import { SID_TABLE } from './text-form.ts';

/** Names a SID that is the same on every computer, or in every domain by its last number. */
export const explainSid: Explain = (value, slot, data, definitions) => {
  const table = definitions.table(SID_TABLE);
  // A name in the event says more than the kind of SID; an account that is the same everywhere needs none.
  const entry = table && findExact(table, value);
  const name = entry ? undefined : nameInEvent(slot.name, data, definitions);
  const kind = entry ?? (table && findEntry(table, value));
  if (!kind) return name ? { text: name } : undefined;
  return {
    text: name ?? shownAs(kind),
    table: SID_TABLE,
    ...(kind.means ? { detail: kind.means } : {}),
  };
};

/** The name that the event itself gives to the account of a SID. */
function nameInEvent(
  field: string,
  data: ReadonlyMap<string, string>,
  definitions: Parameters<Explain>[3],
): string | undefined {
  const entity = definitions.entities.find((candidate) => candidate.parts['sid']?.includes(field));
  if (!entity) return undefined;
  const part = (key: string) =>
    entity.parts[key]?.map((name) => data.get(name)).find((value) => value && value !== '-');
  const name = part('name');
  const domain = part('domain');
  return name ? (domain ? `${domain}\\${name}` : name) : undefined;
}
