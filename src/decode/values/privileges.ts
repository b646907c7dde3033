import type { Explain, Meaning } from './explain.ts';
import { findEntry } from './table.ts';

const TABLE = 'privilege';

/** Explains a list of privilege constants, separated by white space: `SeDebugPrivilege`. */
export const explainPrivileges: Explain = (value, _slot, _data, definitions) => {
  const table = definitions.table(TABLE);
  if (!table) return undefined;
  const parts = value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((name): Meaning => {
      const entry = findEntry(table, name);
      return {
        value: name,
        text: entry?.label ?? name,
        ...(entry?.means ? { detail: entry.means } : {}),
      };
    });
  if (!parts.some((part) => part.detail)) return undefined;
  return { text: parts.map((part) => part.text).join(', '), table: TABLE, parts };
};
