import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';
import { escapePattern } from '../../catalog/escape-pattern.ts';
import { readParts, type TemplatePart } from '../../schema/message-template.ts';
import { nextMarks } from '../next-mark.ts';
import { collapse } from './normalise.ts';

interface FirstLine {
  pattern: RegExp;
  /** How much literal text it holds; the longer says more. */
  weight: number;
  events: EventDefinition[];
}

/** What a message text begins with. */
export interface Recognised {
  events: readonly EventDefinition[];
  /** Length of the first line in the text, and the values that stand in it. */
  length: number;
  values: ReadonlyMap<string, string>;
}

/** First lines by their words: those that begin with the words that lead here, and those that go on with another. */
interface Filed {
  lines: FirstLine[];
  next: Map<string, Filed>;
}

interface FirstLines {
  byWords: Filed;
  /** Codes of the characters that a first line begins with. */
  initials: Set<number>;
  /** Those that begin with a value. */
  open: (FirstLine & { word: string })[];
}

const indexes = new WeakMap<Definitions, FirstLines>();

/**
 * Finds the events whose message begins like this text, the longest first line winning.
 *
 * @param text normalised text (see normaliseText) that starts with the first character of a message
 */
export function recognise(text: string, definitions: Definitions): Recognised | undefined {
  const { byWords, open } = firstLines(definitions);
  let best: { found: RegExpExecArray; line: FirstLine } | undefined;
  const attempt = (line: FirstLine) => {
    if (best && best.line.weight >= line.weight) return;
    line.pattern.lastIndex = 0;
    const found = line.pattern.exec(text);
    if (found) best = { found, line };
  };
  let filed: Filed | undefined = byWords;
  for (let at = 0; filed;) {
    const end = wordEnd(text, at);
    filed = filed.next.get(text.slice(at, end));
    filed?.lines.forEach(attempt);
    at = wordStart(text, end);
    if (at === end) break;
  }
  // A value ends on its line.
  const lineEnd = text.indexOf('\n');
  const reach = text.slice(0, Math.min(lineEnd < 0 ? text.length : lineEnd, MOST_VALUE) + BEHIND);
  for (const line of open) if (reach.includes(line.word)) attempt(line);
  if (!best) return undefined;
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(best.found.groups ?? {})) {
    values.set(name.replace(/^p(?=\d)/, '%'), collapse(value ?? ''));
  }
  return { events: best.line.events, length: best.found[0].length, values };
}

/**
 * Tells whether a message may begin at a place, as far as its first word shows: cheap, for places that are many. They
 * are asked in rising order.
 */
export function messageFinder(text: string, definitions: Definitions) {
  const { byWords, initials, open } = firstLines(definitions);
  const openWords = nextMarks(
    text,
    open.map(({ word }) => word),
  );
  return (at: number, lineEnd: number): boolean =>
    (initials.has(text.charCodeAt(at)) &&
      byWords.next.has(text.slice(at, Math.min(wordEnd(text, at), at + MOST_WORD)))) ||
    openWords(at, Math.min(lineEnd, at + MOST_VALUE) + BEHIND) !== 0;
}

const MOST_WORD = 40;

function firstLines(definitions: Definitions): FirstLines {
  const known = indexes.get(definitions);
  if (known) return known;
  const byText = new Map<string, EventDefinition[]>();
  for (const event of definitions.events) {
    const texts = new Set([event.firstLine ?? event.title, ...(event.titles ?? [])]);
    for (const text of texts) {
      if (!text) continue;
      const key = collapse(text).replace(/(?<!})[.:]$/, '');
      const events = byText.get(key);
      if (!events) byText.set(key, [event]);
      else if (!events.includes(event)) events.push(event);
    }
  }
  const index: FirstLines = {
    byWords: { lines: [], next: new Map() },
    initials: new Set(),
    open: [],
  };
  for (const [text, events] of byText) {
    const parts = readParts(text);
    const literal = parts.map((part) => ('text' in part ? part.text : '')).join('');
    // A message that is one value from end to end can begin with anything.
    if (literal.trim().length < 8) continue;
    // Where it is the whole message, a full stop inside its last value does not end it.
    const isWhole = lastText(parts) === '.' && events.every(({ message }) => !message);
    const source = parts
      .map((part, place) => {
        if ('text' in part) return part.text.split(/\s+/).map(escapePattern).join('\\s+');
        const some = `[^\\n]{1,${MOST_VALUE}}`;
        const whole =
          isWhole && place === parts.length - 2
            ? `${some}(?=\\.\\s*(?:\\n|$))|${some}?`
            : `${some}?`;
        const end = place === parts.length - 1 ? '(?=\\s*(?:\\n|$))' : '';
        return `(?<${part.field.replace('%', 'p')}>${whole})${end}`;
      })
      .join('');
    const first = parts[0];
    const line: FirstLine = {
      pattern: new RegExp(`${source}(?![\\w])[.:]?`, 'y'),
      weight: literal.length,
      events,
    };
    const lead = first && 'text' in first ? first.text : '';
    if (lead.trim() === '') {
      index.open.push({ ...line, word: firstWord(parts) });
      continue;
    }
    // The last word may have a mark behind it in the text; the first is filed as it is.
    const [word = '', ...more] = lead.split(/\s+/);
    index.initials.add(word.charCodeAt(0));
    let filed = index.byWords;
    for (const one of [word, ...more.slice(0, -1)]) {
      const known = filed.next.get(one);
      const next: Filed = known ?? { lines: [], next: new Map() };
      if (!known) filed.next.set(one, next);
      filed = next;
    }
    filed.lines.push(line);
  }
  indexes.set(definitions, index);
  return index;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function wordStart(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

const isSpace = (code: number) => code === 32 || (code > 8 && code < 14) || code === 0xa0;

const lastText = (parts: readonly TemplatePart[]): string => {
  const last = parts.at(-1);
  return last && 'text' in last ? last.text : '';
};

/** The first literal word of a line that begins with a value. */
const firstWord = (parts: readonly TemplatePart[]) =>
  parts.flatMap((part) => ('text' in part ? part.text.split(/\s+/) : [])).find(Boolean) ?? '';

const MOST_VALUE = 400;
/** White space behind a value, and the word behind that. */
const BEHIND = 120;
