import type { Explain, Meaning } from './explain.ts';
import { nameFlags } from './flags.ts';
import { findEntry, shownAs } from './table.ts';

/** Explains a value by the first of its field's code tables that has it. */
export const explainCode: Explain = (value, slot, _data, definitions) => {
  for (const id of slot.tables) {
    const table = definitions.table(id);
    if (!table) continue;
    if (table.kind === 'flags') {
      const flags = nameFlags(value, table);
      if (!flags) continue;
      const parts: Meaning[] = flags.set.map((entry) => ({
        value: entry.value,
        text: entry.name,
        ...(entry.means ? { detail: entry.means } : {}),
      }));
      if (flags.unnamed) parts.push({ value: flags.unnamed, text: `${flags.unnamed} (not named)` });
      return { text: parts.map((part) => part.text).join(', ') || 'no bits', table: id, parts };
    }
    const entry = findEntry(table, value);
    if (entry) {
      return {
        text: shownAs(entry),
        table: id,
        ...(entry.means ? { detail: entry.means } : {}),
      };
    }
  }
  return undefined;
};
