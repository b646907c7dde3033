import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';
import { englishLabels } from '../message/by-position.ts';
import { labelsOf } from '../message/match.ts';
import { collapse } from '../message/normalise.ts';

/** Fewer labels may be words of anything. */
const LEAST_LABELS = 3;
/** No more lines of a message have labels. */
const MOST_LINES = 200;

/**
 * Events of whose messages a text may be a part, the first line not copied: those with exactly its labels, or else those
 * with all of them. None where the text has lines of its own.
 *
 * @param text normalised text
 */
export function eventsWithLabels(text: string, definitions: Definitions): EventDefinition[] {
  const labels = labelsIn(text);
  const english = englishLabels(definitions);
  const known = [...labels].filter((label) => english.has(label));
  if (known.length < LEAST_LABELS || known.length * 4 < labels.size * 3) return [];
  const having = new Set<EventDefinition>();
  const exact = new Set<EventDefinition>();
  for (const event of definitions.events) {
    for (const layout of event.layouts) {
      if (!event.texts.includes(layout.version)) continue;
      const own = labelsOf([layout]);
      if (!known.every((label) => own.has(label))) continue;
      having.add(event);
      if (own.size === known.length) exact.add(event);
    }
  }
  return [...(exact.size > 0 ? exact : having)];
}

function labelsIn(text: string): Set<string> {
  const lines = text.split('\n', MOST_LINES);
  const found = lines.flatMap((line) => /^[ \t]*([^:\n]{1,100}:)(?!\\)/.exec(line)?.[1] ?? []);
  return new Set(found.map((label) => collapse(label).toLowerCase()));
}
