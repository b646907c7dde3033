import type { Explain } from './explain.ts';
import { findEntry } from './table.ts';

/** Logon sessions that every computer has carry fixed ids (LUIDs of ntifs.h). */
const TABLE = 'well-known-logon-id';

export const explainLogonId: Explain = (value, _slot, _data, definitions) => {
  const table = definitions.table(TABLE);
  const entry = table && findEntry(table, value);
  return entry
    ? {
        text: entry.label ?? entry.name,
        table: TABLE,
        ...(entry.means ? { detail: entry.means } : {}),
      }
    : undefined;
};
