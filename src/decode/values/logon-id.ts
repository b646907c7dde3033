import { entryMeaning } from './entry-meaning.ts';
import type { Explain } from './explain.ts';
import { findExact } from './table.ts';

/** Logon sessions that every computer has carry fixed ids (LUIDs of ntifs.h). */
const TABLE = 'well-known-logon-id';

export const explainLogonId: Explain = (value, _slot, _data, definitions) => {
  const table = definitions.table(TABLE);
  const entry = table && findExact(table, value);
  return table && entry && { ...entryMeaning(table, entry), aside: true };
};
