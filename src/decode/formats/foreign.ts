import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import { foreignMessages, type Positioned } from '../message/by-position.ts';
import { countLines } from './count-lines.ts';
import type { Read } from './format.ts';
import { placeOf } from './known-fields.ts';
import { addPositioned } from './positioned.ts';

/**
 * Messages in other languages, without anything that says which events they are: known by how their lines are laid
 * out. Where several events are laid out alike, what they have in common, and which they are.
 *
 * @param text normalised text
 * @param start position of the first event, and line of the text's first character
 */
export function readForeign(
  text: string,
  file: string,
  definitions: Definitions,
  start = { index: 0, line: 1 },
): Read[] {
  let index = start.index - 1;
  return foreignMessages(text, definitions).map(({ from, to, first, found }): Read => {
    const line = start.line + countLines(text, 0, from);
    if (!found) {
      return {
        problem: {
          code: 'other-language',
          place: { file, line },
          message: `"${first.slice(0, 60)}" begins what looks like an event's message in a language other than English.`,
          hint: "Paste its XML, which is the same in every language: Event Viewer's Details tab, XML View. Or copy the event with the lines above its message, which hold its id.",
        },
      };
    }
    index += 1;
    return { event: foreignEvent(text.slice(from, to).trim(), { file, index, line }, found) };
  });
}

function foreignEvent(
  message: string,
  source: { file: string; index: number; line: number },
  found: Positioned,
): RawEvent {
  const [likely, ...others] = found.events;
  const event: RawEvent = {
    format: 'message',
    message,
    partial: true,
    data: [],
    problems: [],
    source,
  };
  if (likely) event.provider = likely.providerName;
  if (likely && found.sure) event.eventId = likely.id;
  addPositioned(event, found);
  const offered = found.sure ? others : found.events;
  if (offered.length > 0) event.alternatives = offered.map(({ id }) => id);
  event.problems.push({
    code: offered.length > 0 ? 'ambiguous-event' : 'guessed-event',
    place: placeOf(event),
    message: howKnown(found),
    hint: 'The lines above the message in a copy of the event, or its XML, hold its id.',
  });
  return event;
}

function howKnown({ events, sure }: Positioned): string {
  const [likely, ...others] = events.map(({ id }) => id);
  if (others.length === 0)
    return 'Which event it is, is guessed by the layout of its lines, which no other event has.';
  return sure
    ? `Which event it is, is guessed: the layout of its lines and its values fit ${likely} best, but also ${others.join(', ')}.`
    : `Which event it is cannot be told: the layout of its lines fits ${[likely, ...others].join(', ')}.`;
}
