import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import { findEntriesByText } from './table.ts';
import { MESSAGE_TABLE, messageTables } from './text-form.ts';
import type { TextContext } from './value-from-text.ts';

/** Codes that Windows shows as given words; several where it words codes alike. */
export type CodesOf = (words: string) => readonly string[];

/** Reads the words of one value back to message codes (`%%1833`). */
export interface CodeReader {
  codesOf: CodesOf;
  codeOf(words: string): string | undefined;
  /** Why a code could not be told, once codeOf has met words of several codes. */
  unsure?: string;
}

/**
 * @param text the whole value: the kind of object that most of its rights belong to tells those worded alike
 * @param anyMessage any message code may stand there, not only those of the field's own tables
 */
export function codeReader(
  text: string,
  slot: FieldSlot,
  definitions: Definitions,
  { event, rights }: TextContext,
  anyMessage: boolean,
): CodeReader {
  const tables = messageTables(slot, definitions).filter(
    (table) => anyMessage || table.id !== MESSAGE_TABLE,
  );
  const codesOf: CodesOf = (words) => {
    for (const table of tables) {
      const entries = findEntriesByText(table, words, event);
      if (entries.length > 0) return entries.map((entry) => entry.value);
    }
    return [];
  };
  const table = rights === undefined ? undefined : definitions.table(rights);
  const ofObject = new Set(table?.entries.flatMap((entry) => entry.message ?? []));
  let block: number | undefined | null = null;
  const reader: CodeReader = {
    codesOf,
    codeOf(words) {
      const codes = codesOf(words);
      if (codes.length < 2) return codes[0];
      const own = codes.filter((one) => ofObject.has(one));
      if (own.length === 1) return own[0];
      if (block === null) block = blockOf(text, codesOf);
      const code = codes.find((one) => blockOfCode(one) === block);
      if (code === undefined)
        reader.unsure = `Windows words ${codes.join(' and ')} alike, as ${words}`;
      return code;
    },
  };
  return reader;
}

/** Rights of one kind of object are sixteen codes in a row (msobjs.h). */
const blockOfCode = (code: string) => Math.floor(Number(code.slice(2)) / 16);

/**
 * Kinds of objects word their rights alike: the block to which most items of a list can belong. A list
 * that fits several, or a single text, has none.
 */
function blockOf(text: string, codesOf: CodesOf): number | undefined {
  const items = text.includes('\n') ? text.split('\n') : splitWords(text, codesOf);
  if (items.length < 2) return undefined;
  const counts = new Map<number, number>();
  const alike = new Set<number>();
  for (const item of items) {
    const codes = codesOf(item.trim().replace(/:\s.*$/, ''));
    for (const block of new Set(codes.map(blockOfCode))) {
      counts.set(block, (counts.get(block) ?? 0) + 1);
      // Standard rights are worded once: their block says nothing of the object.
      if (codes.length > 1) alike.add(block);
    }
  }
  const [first, second] = [...alike].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return first !== undefined && counts.get(first) !== counts.get(second ?? -1) ? first : undefined;
}

const LONGEST = 14;

/** The longest words at the start of a text that are those of a code. */
export function firstWords(text: string, codesOf: CodesOf): string | undefined {
  return longest(text.trim().split(/\s+/, LONGEST), 0, codesOf);
}

function longest(words: readonly string[], from: number, codesOf: CodesOf): string | undefined {
  for (let to = Math.min(words.length, from + LONGEST); to > from; to -= 1) {
    const text = words.slice(from, to).join(' ');
    if (codesOf(text).length > 0) return text;
  }
  return undefined;
}

/**
 * Splits a list that has lost its line ends at the words of codes. Words of no code stay together as an item of
 * their own.
 */
export function splitWords(text: string, codesOf: CodesOf): string[] {
  const words = text.trim().split(/\s+/);
  const items: string[] = [];
  let known = true;
  for (let at = 0; at < words.length;) {
    const found = longest(words, at, codesOf);
    if (found !== undefined) {
      items.push(found);
      known = true;
      at += found.split(' ').length;
    } else {
      const word = words[at] as string;
      if (/^%%\d+$/.test(word)) items.push(word);
      else if (known || items.length === 0) items.push(word);
      else items.push(`${items.pop()} ${word}`);
      known = /^%%\d+$/.test(word);
      at += 1;
    }
  }
  return items;
}
