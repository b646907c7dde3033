import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import type { FieldType } from '../../schema/field.ts';
import { findEntry, findEntriesByText, shownAs } from './table.ts';

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
export function valueFromText(
  text: string,
  slot: FieldSlot,
  definitions: Definitions,
  eventId?: number,
): TextValue {
  if (slot.as === 'SID') return sidFromText(text, definitions);
  if (slot.as !== 'UnicodeString') return { value: fixedValue(text, slot.as) };
  if (text === '') return { value: text };
  // Words in angle brackets, such as <never>, are never a value of their own.
  const anyMessage = CODED.has(slot.type) || slot.type in LISTS || /^<.*>$/.test(text);
  const codesOf = (words: string): string[] => {
    for (const table of messageTables(slot, definitions)) {
      if (table.id === MESSAGE_TABLE && !anyMessage) continue;
      const entries = findEntriesByText(table, words, eventId);
      if (entries.length > 0) return entries.map((entry) => entry.value);
    }
    return [];
  };
  const block = blockOf(text, codesOf);
  let unsure: string | undefined;
  const codeOf = (words: string): string | undefined => {
    const codes = codesOf(words);
    if (codes.length < 2) return codes[0];
    const code = codes.find((one) => blockOfCode(one) === block);
    if (code === undefined) unsure = `Windows words ${codes.join(' and ')} alike, as ${words}`;
    return code;
  };
  const list = LISTS[slot.type];
  if (list) {
    const value = list(text, codeOf);
    return unsure === undefined ? { value } : { lost: unsure };
  }
  const whole = codeOf(text);
  if (whole || !anyMessage) return { value: whole ?? text };
  const parts = text.split(', ').map(codeOf);
  return { value: parts.every(Boolean) ? parts.join(', ') : text };
}

/** Numbers and GUIDs hold no space: what follows one in a text that lost its line ends is not theirs. */
function fixedValue(text: string, as: string): string {
  const own = /^(?:0x[0-9a-f]+|-?\d+|\{[0-9a-f-]{36}\})(?=\s)/i.exec(text)?.[0];
  const value = own !== undefined && as !== 'FILETIME' ? own : text;
  return HEX_TYPES.has(as) || as === 'GUID' ? value.toLowerCase() : value;
}

const CODED: ReadonlySet<FieldType> = new Set(['message-code', 'yes-no']);

/** Rights of one kind of object are sixteen codes in a row (msobjs.h). */
const blockOfCode = (code: string) => Math.floor(Number(code.slice(2)) / 16);

/**
 * Kinds of objects word their rights alike: the block to which most lines of a list can belong. A list
 * that fits several, or a single text, has none.
 */
function blockOf(text: string, codesOf: (words: string) => string[]): number | undefined {
  if (!text.includes('\n')) return undefined;
  const counts = new Map<number, number>();
  for (const line of text.split('\n')) {
    const words = line.trim().replace(/:\s.*$/, '');
    for (const block of new Set(codesOf(words).map(blockOfCode))) {
      counts.set(block, (counts.get(block) ?? 0) + 1);
    }
  }
  // Standard rights are worded once: their block says nothing of the object.
  const alike = [...text.split('\n')].flatMap((line) => {
    const codes = codesOf(line.trim().replace(/:\s.*$/, ''));
    return codes.length > 1 ? codes.map(blockOfCode) : [];
  });
  const best = [...new Set(alike)].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const [first, second] = best;
  return first !== undefined && counts.get(first) !== counts.get(second ?? -1) ? first : undefined;
}

type CodeOf = (words: string) => string | undefined;

/** How the XML of the event sets out the lines of a list; the message shows one item a line. */
const LISTS: Partial<Record<FieldType, (text: string, codeOf: CodeOf) => string>> = {
  'access-list': (text, codeOf) =>
    /^(?:-|\d+)$/.test(text)
      ? text
      : eachLine(text, (line) => `${codeOf(line) ?? line}\n\t\t\t\t`).join(''),
  'access-reason': (text, codeOf) =>
    text === '-'
      ? text
      : eachLine(text, (line) => {
          const [, right, gap, reason, ace] = /^(.+?):(\s*)(.*?)(\s+[DS]:.*)?$/.exec(line) ?? [];
          if (!right || !reason) return `${line}\n\t\t\t\t`;
          return `${codeOf(right) ?? right}:${gap}${codeOf(reason) ?? reason}${ace ?? ''}\n\t\t\t\t`;
        }).join(''),
  'ds-properties': (text, codeOf) => {
    if (!text.includes('\n')) return codeOf(text) ?? text;
    const lines = text.split('\n').map((line) => {
      const words = line.trim();
      const code = codeOf(words);
      return code ? line.replace(words, () => code) : line;
    });
    return `${lines.join('\n')}\n`;
  },
  'privilege-list': (text) => eachLine(text, (line) => line).join('\n\t\t\t'),
  'sid-list': (text) =>
    text.startsWith('%{') ? eachLine(text, (line) => `\n\t\t${line}`).join('') : text,
  'uac-changes': (text, codeOf) =>
    text === '-' ? text : eachLine(text, (line) => `\n\t\t${codeOf(line) ?? line}`).join(''),
};

function eachLine(text: string, write: (line: string) => string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map(write);
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
