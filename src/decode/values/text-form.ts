import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import { findEntry, findEntryByText, shownAs } from './table.ts';

/** Ids of the tables that belong to kinds of values rather than to single fields. */
export const SID_TABLE = 'well-known-sid';
export const MESSAGE_TABLE = 'msobjs';

const HEX_TYPES: ReadonlySet<string> = new Set(['HexInt32', 'HexInt64', 'Pointer']);

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
export function messageText(
  code: string,
  slot: FieldSlot,
  definitions: Definitions,
): string | undefined {
  for (const table of messageTables(slot, definitions)) {
    const entry = findEntry(table, code);
    if (entry) return shownAs(entry);
  }
  return undefined;
}

function messageTables(slot: FieldSlot, definitions: Definitions) {
  return [...slot.tables, MESSAGE_TABLE].flatMap((id) => {
    const table = definitions.table(id);
    return table?.written === 'message' ? [table] : [];
  });
}

/** `NT AUTHORITY\SYSTEM` for a SID that is the same on every computer. */
export function sidName(sid: string, definitions: Definitions): string | undefined {
  const table = definitions.table(SID_TABLE);
  const entry = table?.entries.find((candidate) => candidate.value === sid);
  return entry ? shownAs(entry) : undefined;
}

/** A value read back from text, or why the text cannot give it. */
export type TextValue = { value: string } | { lost: string };

/**
 * A value as the event's XML holds it, from the text that a rendered message shows.
 *
 * @param text the text behind the label, trimmed
 */
export function valueFromText(text: string, slot: FieldSlot, definitions: Definitions): TextValue {
  if (slot.as === 'SID') return sidFromText(text, definitions);
  if (HEX_TYPES.has(slot.as)) return { value: text.toLowerCase() };
  if (slot.as === 'GUID') return { value: text.toLowerCase() };
  if (slot.as !== 'UnicodeString') return { value: text };
  const tables = messageTables(slot, definitions);
  if (tables.length > 1 || slot.type === 'message-code' || slot.type === 'yes-no') {
    for (const table of tables) {
      const entry = findEntryByText(table, text);
      if (entry) return { value: entry.value };
    }
  }
  if (slot.type === 'access-list' || slot.type === 'uac-changes') {
    return { value: codesFromLines(text, slot, definitions) };
  }
  return { value: text };
}

function codesFromLines(text: string, slot: FieldSlot, definitions: Definitions): string {
  const tables = messageTables(slot, definitions);
  const lines = text.split('\n').map((line) => line.trim());
  const codes = lines.map((line) => {
    for (const table of tables) {
      const entry = findEntryByText(table, line);
      if (entry) return entry.value;
    }
    return line;
  });
  return codes.join('\n\t\t\t');
}

function sidFromText(text: string, definitions: Definitions): TextValue {
  if (/^S-1-\d/i.test(text)) return { value: text.toUpperCase() };
  if (text === '' || text === '-') return { value: text };
  const table = definitions.table(SID_TABLE);
  if (!table) return { lost: `the text shows ${text}, a name, where the event holds a SID` };
  const entry = sidByName(table, text);
  return entry
    ? { value: entry }
    : { lost: `the text shows the name ${text} where the event holds its SID` };
}

const sidNames = new WeakMap<object, Map<string, string>>();

/** SID of an account that is the same on every computer, by `NT AUTHORITY\SYSTEM` or `SYSTEM` alone. */
function sidByName(
  table: NonNullable<ReturnType<Definitions['table']>>,
  text: string,
): string | undefined {
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
  return names.get(text.toLowerCase());
}
