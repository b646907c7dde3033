import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import type { RawEvent } from '../../event.ts';
import { normaliseText } from '../message/normalise.ts';
import { recogniseLegacy } from '../message/recognise-legacy.ts';
import { AUDIT_FAILURE, AUDIT_SUCCESS } from '../values/keywords.ts';
import { valueFromText } from '../values/value-from-text.ts';
import { countLines } from './count-lines.ts';
import type { Format, Read } from './format.ts';
import { placeOf } from './known-fields.ts';

/**
 * An event as Event Viewer of Windows 2000, XP and Server 2003 copies it: `Event Type:`, `Event Source:` and so on,
 * then `Description:` and the message.
 */
export const legacy: Format = {
  id: 'legacy',
  title: 'Event of Windows 2000, XP or Server 2003',

  marks: [':'],
  header: true,
  open: true,
  extent: (text, at, lineEnd) =>
    /^Event Type:/i.test(text.slice(at, at + 12)) && starts(text.slice(at, at + SIZE))[0] === 0
      ? lineEnd
      : undefined,

  *read(input, file, definitions): Generator<Read> {
    const text = normaliseText(input);
    const all = starts(text);
    let line = 1;
    let counted = 0;
    for (const [index, at] of all.entries()) {
      line += countLines(text, counted, at);
      counted = at;
      const piece = text.slice(at, all[index + 1] ?? text.length);
      yield { event: readLegacy(piece, definitions, { file, index, line }) };
    }
  },
};

const HEAD = /^[ \t]*Event Type:/gim;
const SIZE = 1_500;

function starts(text: string): number[] {
  return [...text.matchAll(HEAD)].flatMap((found) => {
    const head = text.slice(found.index, found.index + SIZE);
    return /^[ \t]*Event Source:/im.test(head) && /^[ \t]*Event ID:[ \t]*\d/im.test(head)
      ? [found.index]
      : [];
  });
}

interface Source {
  file: string;
  index: number;
  line?: number;
}

function readLegacy(text: string, definitions: Definitions, source: Source): RawEvent {
  const header = (name: string) =>
    new RegExp(`^[ \\t]*${name}:[ \\t]*(.*?)[ \\t]*$`, 'im').exec(text)?.[1] || undefined;
  const eventId = Number(header('Event ID'));
  const description = /^[ \t]*Description:[ \t]*\n?/im.exec(text);
  const body = description ? text.slice(description.index + description[0].length).trimStart() : '';
  const event = readLegacyMessage(body, definitions, source, 'legacy', eventId);
  const provider = header('Event Source');
  if (provider) event.provider = provider;
  if (provider && provider === definitions.legacyProvider) event.channel = provider;
  const computer = header('Computer');
  if (computer) event.computer = computer;
  const time = [header('Date'), header('Time')].filter(Boolean).join(' ');
  if (time) Object.assign(event, { timeCreated: time, timeIsLocal: true });
  const outcome = /success|failure/i.exec(header('Event Type') ?? '')?.[0].toLowerCase();
  if (outcome) event.keywords = outcome === 'success' ? AUDIT_SUCCESS : AUDIT_FAILURE;
  return event;
}

/**
 * Reads a message of Windows 2000, XP or Server 2003. Values stand under the field names of the event's successor
 * where its facts say so, the others under their labels.
 *
 * @param text normalised text from the first character of the message
 * @param eventId the id beside the text, where there is one
 */
export function readLegacyMessage(
  text: string,
  definitions: Definitions,
  source: Source,
  format: string,
  eventId?: number,
): RawEvent {
  const recognised = recogniseLegacy(text, definitions);
  const event: RawEvent = {
    format,
    ...(definitions.legacyProvider ? { provider: definitions.legacyProvider } : {}),
    partial: true,
    data: [],
    problems: [],
    source,
  };
  if (eventId !== undefined) event.eventId = eventId;
  if (text.trim() !== '') event.message = text.trim();
  if (!recognised || (eventId !== undefined && recognised.event.id !== eventId)) {
    if (text.trim() !== '') {
      event.problems.push({
        code: 'unknown-message',
        place: placeOf({ source }),
        message: `The text of event ${eventId} is not known.`,
        hint: 'What is known of the event is on its page.',
      });
    }
    return event;
  }
  const { event: definition, match } = recognised;
  event.eventId = definition.id;
  if (definition.outcome) {
    event.keywords = definition.outcome[0] === 'success' ? AUDIT_SUCCESS : AUDIT_FAILURE;
  }
  const { layout } = definition;
  if (!layout || !match) return event;
  const fieldOf = new Map(definition.labels?.map(([label, field]) => [label, field]));
  /** Field → label whose value it holds. */
  const taken = new Map<string, string>();
  for (const slot of layout.fields) {
    const words = match.values.get(slot.name);
    if (words === undefined) continue;
    const read = valueFromText(plain(words, slot), slot, definitions, {
      flat: match.form.flat,
    });
    if ('lost' in read) {
      event.problems.push({
        code: 'lost-value',
        place: placeOf({ source }),
        message: `${slot.name} is lost: ${read.lost}.`,
      });
      continue;
    }
    const { value } = read;
    const field = fieldOf.get(slot.name) ?? slot.name;
    const known = event.data.find(({ name }) => name === field);
    // Two labels may stand for one field: the account of a process, and the one that it acts for, if any.
    if (!known) {
      taken.set(field, slot.name);
      event.data.push({ name: field, value });
    } else if (value === '' || value === '-') {
      event.data.push({ name: slot.name, value });
    } else {
      event.data.push({ name: taken.get(field) ?? slot.name, value: known.value });
      known.value = value;
    }
  }
  return event;
}

/** `(0x0,0x149BE)` is the logon id 0x149be; `%{S-1-5-18}` a SID. */
function plain(text: string, slot: FieldSlot): string {
  const [, high, low] = /^\(0x([0-9a-f]+),\s*0x([0-9a-f]+)\)/i.exec(text.trim()) ?? [];
  if (high !== undefined && low !== undefined) {
    return `0x${((BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)).toString(16)}`;
  }
  if (slot.type === 'sid') return /^%\{(S-1-[\d-]+)\}/i.exec(text.trim())?.[1] ?? text;
  return text;
}
