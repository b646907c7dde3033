import { entryMeaning } from './entry-meaning.ts';
import type { Explain, Meaning } from './explain.ts';
import { findExact } from './table.ts';

const TABLES = ['privilege', 'logon-right'];

/** Explains a list of privileges and logon rights by their constants, separated by white space: `SeDebugPrivilege`. */
export const explainPrivileges: Explain = (value, _slot, _data, definitions) => {
  const parts = value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((name): Meaning => {
      for (const id of TABLES) {
        const table = definitions.table(id);
        const entry = table && findExact(table, name);
        if (table && entry) return { ...entryMeaning(table, entry), value: name };
      }
      return { value: name, text: name };
    });
  if (!parts.some((part) => part.table)) return undefined;
  return {
    text: parts.map((part) => part.text).join(', '),
    aside: true,
    table: parts.find((part) => part.table)?.table as string,
    parts,
  };
};
