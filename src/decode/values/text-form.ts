import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import { findEntry, shownAs } from './table.ts';

/** Ids of the tables that belong to kinds of values rather than to single fields. */
export const SID_TABLE = 'well-known-sid';
export const MESSAGE_TABLE = 'msobjs';

/**
 * A value as the rendered message prints it: codes (`%%1833`) as their words, SIDs that are the same on
 * every computer as names, 64-bit hexadecimal in upper case.
 */
export function valueToText(value: string, slot: FieldSlot, definitions: Definitions): string {
  if (slot.as === 'SID') return sidName(value, definitions) ?? value;
  if (slot.as === 'HexInt64' && /^0x[0-9a-f]+$/.test(value))
    return `0x${value.slice(2).toUpperCase()}`;
  if (!value.includes('%%')) return value;
  return value.replace(/%%\d+/g, (code) => messageText(code, slot, definitions) ?? code);
}

/** Words that Windows prints for a message code, by the field's own tables first. */
function messageText(code: string, slot: FieldSlot, definitions: Definitions): string | undefined {
  for (const table of messageTables(slot, definitions)) {
    const entry = findEntry(table, code);
    if (entry) return shownAs(entry);
  }
  return undefined;
}

export function messageTables(slot: FieldSlot, definitions: Definitions) {
  return [...slot.tables, MESSAGE_TABLE].flatMap((id) => {
    const table = definitions.table(id);
    return table?.written === 'message' ? [table] : [];
  });
}

/** `NT AUTHORITY\SYSTEM` for a SID that is the same on every computer. */
function sidName(sid: string, definitions: Definitions): string | undefined {
  const table = definitions.table(SID_TABLE);
  const entry = table?.entries.find((candidate) => candidate.value === sid);
  return entry ? shownAs(entry) : undefined;
}
