import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import type { RawEvent } from '../../event.ts';
import type { NamedEvent } from '../../schema/text.ts';
import type { FieldType } from '../../schema/field.ts';
import { codeReader, firstWords } from './codes-from-text.ts';
import { isListType, listFromText } from './list-from-text.ts';
import { sidOfName } from './sid-of-name.ts';

/** A value read back from text, or why the text cannot give it. */
export type TextValue = { value: string } | { lost: string };

/** What is known of the event that a value stands in. */
export interface TextContext {
  event?: NamedEvent;
  /** The text has lost its line ends. */
  flat?: boolean;
  /** Code table of the rights of the object that the event names. */
  rights?: string | undefined;
}

/** What an event says of itself. */
export const contextOf = (
  { eventId, provider }: Pick<RawEvent, 'eventId' | 'provider'>,
  definitions: Definitions,
): TextContext =>
  eventId === undefined ? {} : { event: definitions.eventName(eventId, provider) };

const HEX_TYPES: ReadonlySet<string> = new Set(['HexInt32', 'HexInt64', 'Pointer']);

const CODED: ReadonlySet<FieldType> = new Set(['message-code', 'yes-no']);

/** Values of these types hold no space: what follows one in a text without line ends is not theirs. */
const ONE_WORD: ReadonlySet<FieldType> = new Set([
  'guid',
  'handle-id',
  'hash',
  'hex',
  'ip-address',
  'logon-id',
  'mac-address',
  'oid',
  'port',
  'process-id',
  'sid',
  'spn',
  'thread-id',
  'upn',
]);

/**
 * A value as the event's XML holds it, from the text that a rendered message shows.
 *
 * @param text the text behind the label
 */
export function valueFromText(
  text: string,
  slot: FieldSlot,
  definitions: Definitions,
  about: TextContext = {},
): TextValue {
  const { flat = false } = about;
  if (slot.as === 'SID') return sidFromText(text, definitions);
  if (slot.as !== 'UnicodeString') return { value: fixedValue(text, slot.as) };
  if (text === '') return { value: text };
  if (flat && /^-\s/.test(text)) return { value: '-' };
  if (flat && ONE_WORD.has(slot.type)) return { value: firstWord(text) };
  // Words in angle brackets, such as <never>, are never a value of their own.
  const anyMessage = CODED.has(slot.type) || isListType(slot.type) || /^<.*>$/.test(text);
  const codes = codeReader(text, slot, definitions, about, anyMessage);
  if (isListType(slot.type)) {
    const value = listFromText(text, slot.type, codes, definitions, flat);
    if (codes.unsure !== undefined) return { lost: codes.unsure };
    return value === undefined
      ? { lost: `the lines of its list cannot be told apart in this text` }
      : { value };
  }
  const whole = codes.codeOf(text);
  if (whole !== undefined || !anyMessage) return { value: whole ?? text };
  const parts = text.split(', ').map(codes.codeOf);
  if (parts.every(Boolean)) return { value: parts.join(', ') };
  const head = flat ? firstWords(text, codes.codesOf) : undefined;
  return { value: (head && codes.codeOf(head)) ?? text };
}

const firstWord = (text: string) => /^\S+/.exec(text)?.[0] ?? text;

/** Numbers and GUIDs hold no space: what follows one in a text that lost its line ends is not theirs. */
function fixedValue(text: string, as: string): string {
  const trimmed = text.trim();
  const own = /^(?:0x[0-9a-f]+|-?\d+|\{[0-9a-f-]{36}\}|-)(?=\s)/i.exec(trimmed)?.[0];
  const value = own !== undefined && as !== 'FILETIME' ? own : trimmed;
  return HEX_TYPES.has(as) || as === 'GUID' ? value.toLowerCase() : value;
}

function sidFromText(text: string, definitions: Definitions): TextValue {
  const sid = /^S-1-\d[\d-]*/i.exec(text)?.[0];
  if (sid) return { value: sid.toUpperCase() };
  if (text === '' || text === '-') return { value: text };
  const found = sidOfName(text, definitions);
  return found === undefined
    ? { lost: `the text shows the name ${text.trim()} where the event holds its SID` }
    : { value: found };
}
