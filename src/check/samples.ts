import { eventAddress, eventName } from '../catalog/event-address.ts';
import { renderMessage } from '../decode/message/render.ts';
import { decodeEvent } from '../decode/decode.ts';
import { readEvents } from '../decode/read-events.ts';
import type { EventEntry } from '../catalog/build.ts';
import type { Definitions } from '../catalog/definitions.ts';
import type { RawEvent } from '../event.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from './rule.ts';

/** Every sample is the event that its folder names, and says the same as XML and as text. */
export const samples: Rule = function* ({ content, catalog, definitions }) {
  const events = new Map(catalog.events.map((event) => [event.key, event]));
  for (const [path, xml] of content.samples) {
    const file = `content/samples/${path}`;
    const key = path.slice(0, path.lastIndexOf('/'));
    const event = events.get(key);
    if (!event) {
      if (content.documents.has(`events/${key}`)) continue;
      yield {
        code: 'sample-without-event',
        place: { file, line: 1, column: 1 },
        message: `No event stands in content/events/${key}.yaml.`,
        hint: 'A sample stands in content/samples/<provider>/<event id>/.',
      };
      continue;
    }
    yield* checkSample(file, event, xml, definitions);
  }
};

function* checkSample(
  file: string,
  event: EventEntry,
  xml: string,
  definitions: Definitions,
): Generator<Problem> {
  const place = { file, line: 1, column: 1 };
  const [raw, more] = eventsOf(xml, definitions);
  if (!raw || more) {
    yield {
      code: 'sample-not-one-event',
      place,
      message: 'The file does not hold one event.',
      hint: 'Write one <Event> a file.',
    };
    return;
  }
  const decoded = decodeEvent(raw, definitions);
  if (decoded.definition?.key !== event.key) {
    yield {
      code: 'sample-of-other-event',
      place,
      message: `The sample decodes to ${decoded.definition?.key ?? 'no known event'}.`,
      hint: 'Correct its provider and EventID, or move the file.',
    };
    return;
  }
  for (const problem of decoded.problems) {
    yield { ...problem, code: `sample-${problem.code}`, place };
  }
  const { layout, definition } = decoded;
  if (!layout || !definition.texts.includes(layout.version)) return;
  // A message that is one value from end to end can begin with anything.
  if (/^\{[\w%]+\}$/.test(definition.firstLine ?? '')) return;
  const data = new Map(raw.data.map(({ name, value }) => [name, value]));
  const text = renderMessage(layout, data, definitions);
  const [again] = eventsOf(text, definitions);

  const read = again?.eventId && definitions.find(again.eventId, again.provider)[0];
  const alike = event.facts.alike?.map((named) => eventAddress(event.slug, named));
  if (read && alike?.includes(`${read.slug}/${read.id}`)) return;
  if (!again || !read || read.key !== event.key) {
    yield {
      code: 'sample-text-not-recognised',
      place,
      message: `Its message text decodes to ${read ? eventName(event.slug, read) : 'nothing'}.`,
      hint: 'Correct the title or firstLine, or name the event under alike.',
    };
    return;
  }
  for (const { name, value } of again.data) {
    // Two versions whose labels are alike cannot be told apart by their text.
    if (data.get(name) === value || (again.version === undefined && !data.has(name))) continue;
    yield {
      code: 'sample-value-changed',
      place: lineOf(file, xml, name),
      message: `${name} is "${data.get(name) ?? ''}" in the sample, and "${value}" when its message text is read.`,
      hint: 'Correct the message, the type of the field or the value.',
    };
  }
}

function eventsOf(text: string, definitions: Definitions): RawEvent[] {
  return [...readEvents(text, definitions)].flatMap((read) =>
    'event' in read ? [read.event] : [],
  );
}

function lineOf(file: string, text: string, name: string): Problem['place'] {
  const at = text.indexOf(`Name="${name}"`);
  if (at < 0) return { file, line: 1, column: 1 };
  const before = text.slice(0, at);
  return { file, line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}
