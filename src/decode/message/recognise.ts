import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';
import { readParts } from '../../schema/message-template.ts';
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

const indexes = new WeakMap<Definitions, Map<string, FirstLine[]>>();

/**
 * Finds the events whose message begins like this text, the longest first line winning.
 *
 * @param text normalised text (see normaliseText) that starts with the first character of a message
 */
export function recognise(text: string, definitions: Definitions): Recognised | undefined {
  const candidates = firstLines(definitions).get(wordOf(text)) ?? [];
  const open = firstLines(definitions).get('') ?? [];
  let best: { found: RegExpExecArray; line: FirstLine } | undefined;
  for (const line of [...candidates, ...open]) {
    if (best && best.line.weight >= line.weight) continue;
    line.pattern.lastIndex = 0;
    const found = line.pattern.exec(text);
    if (found) best = { found, line };
  }
  if (!best) return undefined;
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(best.found.groups ?? {})) {
    values.set(name.replace(/^p(?=\d)/, '%'), collapse(value ?? ''));
  }
  return { events: best.line.events, length: best.found[0].length, values };
}

function firstLines(definitions: Definitions): Map<string, FirstLine[]> {
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
  const index = new Map<string, FirstLine[]>();
  for (const [text, events] of byText) {
    const parts = readParts(text);
    const literal = parts.map((part) => ('text' in part ? part.text : '')).join('');
    // A message that is one value from end to end can begin with anything.
    if (literal.trim().length < 8) continue;
    const source = parts
      .map((part, place) =>
        'text' in part
          ? part.text.split(/\s+/).map(escapeRegExp).join('\\s+')
          : `(?<${part.field.replace('%', 'p')}>[^\\n]{1,400}?)${place === parts.length - 1 ? '(?=\\s*(?:\\n|$))' : ''}`,
      )
      .join('');
    const first = parts[0];
    const word = first && 'text' in first ? wordOf(first.text) : '';
    const line: FirstLine = {
      pattern: new RegExp(`${source}(?![\\w])[.:]?`, 'y'),
      weight: literal.length,
      events,
    };
    const list = index.get(word);
    if (list) list.push(line);
    else index.set(word, [line]);
  }
  indexes.set(definitions, index);
  return index;
}

/** First word, by which first lines are filed. */
function wordOf(text: string): string {
  return /^\S+/.exec(text)?.[0] ?? '';
}

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
