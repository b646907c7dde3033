import type { Definitions, TableData } from '../../catalog/definitions.ts';
import { shownAs } from './table.ts';
import { SID_TABLE } from './text-form.ts';

const sidNames = new WeakMap<TableData, Map<string, string>>();

/** SID of an account that is the same on every computer, by `NT AUTHORITY\SYSTEM` or `SYSTEM` alone. */
export function sidOfName(text: string, definitions: Definitions): string | undefined {
  const table = definitions.table(SID_TABLE);
  if (!table) return undefined;
  let names = sidNames.get(table);
  if (!names) {
    names = new Map();
    for (const entry of table.entries) {
      if (!/^S-1-[\d-]+$/.test(entry.value)) continue;
      for (const name of [shownAs(entry), entry.name]) {
        const lower = name.toLowerCase();
        if (!names.has(lower)) names.set(lower, entry.value);
      }
    }
    sidNames.set(table, names);
  }
  return names.get(text.trim().toLowerCase());
}
