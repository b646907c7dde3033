import type { Definitions } from '../../catalog/definitions.ts';
import { escapePattern } from '../../catalog/escape-pattern.ts';
import type { LegacyDefinition } from '../../catalog/legacy-definition.ts';
import { matchMessage, type MessageMatch } from './match.ts';

/** What a text of Windows 2000, XP or Server 2003 begins with, and the values below. */
export interface RecognisedLegacy {
  event: LegacyDefinition;
  /** Length of the first line in the text. */
  length: number;
  /** Undefined for an event whose labels are not known. */
  match: MessageMatch | undefined;
}

interface FirstLine {
  pattern: RegExp;
  weight: number;
  /** The first line is itself a label with a value behind it. */
  isLabel: boolean;
  event: LegacyDefinition;
}

/** First lines by their first words, those that have more by the second as well. */
interface FirstLines {
  byWords: Map<string, FirstLine[]>;
  words: Set<string>;
  /** Codes of the characters that a first line begins with. */
  initials: Set<number>;
}

const WORDS = /(\S{1,60})(?:\s{1,60}(\S{1,60}))?/y;
const MOST_WORD = 60;
const COLON = 58;
const FULL_STOP = 46;
const indexes = new WeakMap<Definitions, FirstLines>();

const plain = (word: string) => word.replace(/[:.]$/, '');
const keyOf = (first: string, second: string | undefined) =>
  second === undefined ? first : `${first} ${plain(second).toLowerCase()}`;

/** Whether a legacy message may begin at a place, as far as its first word shows: cheap, for places that are many. */
export function mayBeginLegacy(text: string, at: number, definitions: Definitions): boolean {
  const { initials, words } = firstLines(definitions);
  if (!initials.has(text.charCodeAt(at))) return false;
  let end = at + 1;
  while (end - at < MOST_WORD && text.charCodeAt(end) > 32) end += 1;
  const last = text.charCodeAt(end - 1);
  return words.has(text.slice(at, last === COLON || last === FULL_STOP ? end - 1 : end));
}

/**
 * Finds the legacy event whose message begins like this text. Its first lines are short, so its labels have to
 * follow, or the line has to end.
 *
 * @param text normalised text from the first character of a message
 */
export function recogniseLegacy(
  text: string,
  definitions: Definitions,
): RecognisedLegacy | undefined {
  WORDS.lastIndex = 0;
  const [, word, second] = WORDS.exec(text) ?? [];
  if (word === undefined) return undefined;
  const { byWords } = firstLines(definitions);
  const first = plain(word);
  const lines = [
    ...(byWords.get(first) ?? []),
    ...(second === undefined ? [] : (byWords.get(keyOf(first, second)) ?? [])),
  ];
  let best: RecognisedLegacy | undefined;
  let weight = 0;
  for (const { pattern, weight: own, isLabel, event } of lines) {
    if (own <= weight) continue;
    pattern.lastIndex = 0;
    const length = pattern.exec(text)?.[0].length;
    if (length === undefined) continue;
    const { layout } = event;
    if (!layout) {
      if (!/^[ \t]*(?:\n|$)/.test(text.slice(length))) continue;
      best = { event, length, match: undefined };
    } else {
      const match = matchMessage(text.slice(isLabel ? 0 : length), layout);
      if (match.found < Math.min(2, layout.fields.length)) continue;
      best = { event, length: isLabel ? 0 : length, match };
    }
    weight = own;
  }
  return best;
}

function firstLines(definitions: Definitions): FirstLines {
  const known = indexes.get(definitions);
  if (known) return known;
  const index: FirstLines = { byWords: new Map(), words: new Set(), initials: new Set() };
  for (const event of definitions.legacy.values()) {
    const labels = new Set(event.labels?.map(([label]) => label));
    for (const text of event.firstLines ?? [event.title]) {
      const words = (part: string) => part.split(/\s+/).map(escapePattern).join('\\s+');
      // "Logon Failure: Account locked out" is printed on two lines, the reason behind a label of its own.
      const [first = '', ...rest] = text.split(': ').map(words);
      const source =
        rest.length === 0
          ? `${first}(?![\\w])[.:]?`
          : `${first}:(?=\\s+(?:[A-Za-z]+:\\s+)?${rest.join(':\\s+')})`;
      const line = {
        pattern: new RegExp(source, 'iy'),
        weight: text.length,
        isLabel: labels.has(text),
        event,
      };
      const [word = '', second] = text.split(/\s+/);
      const key = keyOf(plain(word), second);
      index.words.add(plain(word));
      index.initials.add(word.charCodeAt(0));
      const list = index.byWords.get(key);
      if (list) list.push(line);
      else index.byWords.set(key, [line]);
    }
  }
  indexes.set(definitions, index);
  return index;
}
