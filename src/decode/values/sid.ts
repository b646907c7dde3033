import type { Explain } from './explain.ts';
import { findEntry, shownAs } from './table.ts';
import { SID_TABLE } from './text-form.ts';

/** Names a SID that is the same on every computer, or in every domain by its last number. */
export const explainSid: Explain = (value, slot, data, definitions) => {
  const table = definitions.table(SID_TABLE);
  const entry = table && findEntry(table, value);
  if (entry) {
    return {
      text: shownAs(entry),
      table: SID_TABLE,
      ...(entry.means ? { detail: entry.means } : {}),
    };
  }
  const name = nameInEvent(slot.name, data, definitions);
  return name ? { text: name } : undefined;
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
