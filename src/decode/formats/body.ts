import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import { normaliseText } from '../message/normalise.ts';
import { readByPosition } from '../message/by-position.ts';
import { recognise } from '../message/recognise.ts';
import { placeOf } from './known-fields.ts';
import { readMessage } from './message.ts';
import { addPositioned } from './positioned.ts';

/**
 * Adds to an event what its message text says. The id that the header gave tells apart what Windows words alike; what
 * the header holds stays as it is.
 *
 * @param body the message, on lines of its own or flattened to one
 */
export function addMessage(raw: RawEvent, body: string, definitions: Definitions): void {
  const text = normaliseText(body).trim();
  if (text === '') return;
  raw.message = text;
  raw.partial = true;
  const recognised = recognise(text.slice(0, 1_000), definitions);
  const events =
    raw.eventId === undefined
      ? (recognised?.events ?? [])
      : (recognised?.events.filter((event) => event.id === raw.eventId) ?? []);
  if (!recognised || events.length === 0) {
    const known = raw.eventId === undefined ? [] : definitions.find(raw.eventId);
    const found = recognised ? undefined : readByPosition(text, known, definitions);
    if (found) {
      addPositioned(raw, found);
      return;
    }
    const isForeign = raw.eventId !== undefined && known.length === 0;
    if (isForeign) raw.data = namedLines(text);
    if (raw.data.length > 0) return;
    raw.problems.push({
      code: 'unknown-message',
      place: placeOf(raw),
      message:
        raw.eventId === undefined
          ? 'The message does not begin as that of any event does in English.'
          : isForeign
            ? `How the message of event ${raw.eventId} is laid out is not known.`
            : `The message of event ${raw.eventId} does not begin as it does in English.`,
      hint: 'Its fields are lost in the text. Paste the XML, which is the same in every language.',
    });
    return;
  }
  const read = readMessage(text, { ...recognised, events }, definitions, raw.source, raw.format);
  raw.data = read.data;
  if (read.partial) raw.partial = true;
  if (raw.eventId === undefined && read.alternatives) raw.alternatives = read.alternatives;
  raw.problems.push(...read.problems);
  if (read.eventId !== undefined) raw.eventId ??= read.eventId;
  if (read.version !== undefined) raw.version ??= read.version;
  if (read.provider !== undefined && !/-/.test(raw.provider ?? '')) raw.provider = read.provider;
  if (read.keywords !== undefined) raw.keywords ??= read.keywords;
}

const NAMED_LINE = /^([A-Za-z]\w{0,60}): ?(.*)$/;

/** Values of a message that has one behind its name on every line but the first, as some providers write it; else none. */
function namedLines(text: string): RawEvent['data'] {
  const lines = text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '');
  const data = lines.flatMap((line) => {
    const [, name, value = ''] = NAMED_LINE.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: value.trim() }];
  });
  const names = new Set(data.map(({ name }) => name));
  return data.length === lines.length && names.size === data.length && data.length > 1 ? data : [];
}
