import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import { normaliseText } from '../message/normalise.ts';
import { recognise } from '../message/recognise.ts';
import { countLines } from './count-lines.ts';
import type { Format, Read } from './format.ts';
import { readMessage } from './message.ts';
import { readEvent as readXmlEvent } from './xml.ts';

/**
 * A header of `Name: value` lines, then the message: Event Viewer's "Copy details as text", `wevtutil /f:text`,
 * `Get-WinEvent | Format-List`, and Splunk's WinEventLog (`Name=value`). Where the copy holds the event's whole XML
 * as well, that wins: it has what a text loses.
 */
export const details: Format = {
  id: 'details',
  title: 'Event with header lines',
  confidence: (head) => (starts(normaliseText(head)).length > 0 ? 0.96 : 0),

  *read(input, file, definitions): Generator<Read> {
    const text = normaliseText(input);
    const all = starts(text);
    let line = 1;
    let counted = 0;
    for (const [index, at] of all.entries()) {
      const piece = text.slice(at, all[index + 1] ?? text.length);
      line += countLines(text, counted, at);
      counted = at;
      yield { event: readDetails(piece, definitions, { file, index, line }) };
    }
  },
};

/** Names of the header lines, in lower case and without spaces, as the tools write them. */
const KEYS: Record<string, keyof Header> = {
  logname: 'channel',
  source: 'provider',
  sourcename: 'provider',
  providername: 'provider',
  eventid: 'eventId',
  eventcode: 'eventId',
  id: 'eventId',
  date: 'timeCreated',
  timecreated: 'timeCreated',
  computer: 'computer',
  computername: 'computer',
  machinename: 'computer',
  recordnumber: 'recordId',
  recordid: 'recordId',
  version: 'version',
  keywords: 'keywords',
  keyword: 'keywords',
  type: 'keywords',
};

type Header = Record<
  | 'channel'
  | 'provider'
  | 'eventId'
  | 'timeCreated'
  | 'computer'
  | 'recordId'
  | 'version'
  | 'keywords',
  string
>;

const HEADER_LINE = /^[ \t]*([A-Za-z][A-Za-z ]{0,18}?)[ \t]*[:=][ \t]*(.*)$/;
const MESSAGE_LINE = /^[ \t]*(?:Description|Message)[ \t]*[:=][ \t]*/i;
const ID_LINE = /^[ \t]*(?:Event ID|EventCode|Id)[ \t]*[:=][ \t]*\d+[ \t]*$/gim;

/** Places where an event begins: the first line of the header in which an event id stands. */
function starts(text: string): number[] {
  const places: number[] = [];
  for (const found of text.matchAll(ID_LINE)) {
    let at = found.index;
    for (;;) {
      const before = text.lastIndexOf('\n', at - 2) + 1;
      if (at === 0 || before >= at) break;
      const line = text.slice(before, at - 1);
      const [, name] = HEADER_LINE.exec(line) ?? [];
      if (!name || !(keyOf(name) in KEYS || /^(?:level|task|opcode|user)/i.test(name))) break;
      at = before;
    }
    const last = places.at(-1);
    if ((last === undefined || at > last) && isHeader(text.slice(at, at + HEADER_SIZE)))
      places.push(at);
  }
  return places;
}

const HEADER_SIZE = 1_500;

/** One "Event ID:" line may belong to a message; a header says where the event is from as well. */
function isHeader(text: string): boolean {
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    if (MESSAGE_LINE.test(line)) break;
    const key = KEYS[keyOf(HEADER_LINE.exec(line)?.[1] ?? '')];
    if (key) found.add(key);
  }
  return found.has('eventId') && found.size > 2;
}

const keyOf = (name: string) => name.toLowerCase().replace(/ /g, '');

function readDetails(
  text: string,
  definitions: Definitions,
  source: { file: string; index: number; line: number },
): RawEvent {
  const xml = /<Event[\s>][\s\S]*<\/Event>/.exec(text);
  if (xml) return { ...readXmlEvent(xml[0], source), format: 'details' };
  const header: Partial<Header> = {};
  const lines = text.split('\n');
  let at = 0;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (MESSAGE_LINE.test(line)) break;
    const [, name = '', value = ''] = HEADER_LINE.exec(line) ?? [];
    const key = KEYS[keyOf(name)];
    if (key && value.trim() !== '') header[key] ??= value.trim();
    else if (line.trim() !== '' && Object.keys(header).length > 2 && name === '') break;
  }
  const first = (lines[at] ?? '').replace(MESSAGE_LINE, '');
  const body = unindent([first, ...lines.slice(at + 1)].join('\n')).trimStart();
  const event = readBody(body, header, definitions, source);
  const { timeCreated } = header;
  Object.assign(
    event,
    header.provider ? { provider: header.provider } : {},
    header.channel ? { channel: header.channel } : {},
    header.computer ? { computer: header.computer } : {},
    header.recordId ? { recordId: header.recordId } : {},
    timeCreated ? { timeCreated, ...(timeCreated.endsWith('Z') ? {} : { timeIsLocal: true }) } : {},
  );
  if (header.version && /^\d+$/.test(header.version)) event.version = Number(header.version);
  const outcome = /Audit (Success|Failure)|(?:success|failure) audit/i.exec(
    header.keywords ?? '',
  )?.[0];
  if (outcome) event.keywords = /success/i.test(outcome) ? SUCCESS : FAILURE;
  return event;
}

/** Keyword bits of Audit Success and Audit Failure (winmeta.h). */
const SUCCESS = '0x8020000000000000';
const FAILURE = '0x8010000000000000';

function readBody(
  body: string,
  header: Partial<Header>,
  definitions: Definitions,
  source: { file: string; index: number; line: number },
): RawEvent {
  const eventId = Number(header.eventId);
  const recognised = recognise(body.slice(0, 1_000), definitions);
  // The id of the header tells apart what Windows words alike.
  const events = recognised?.events.filter((event) => event.id === eventId) ?? [];
  if (recognised && events.length > 0) {
    return readMessage(body, { ...recognised, events }, definitions, source, 'details');
  }
  const event: RawEvent = { format: 'details', eventId, data: [], problems: [], source };
  if (body.trim() === '') return event;
  event.message = body.trim();
  event.problems.push({
    code: 'unknown-message',
    place: { file: source.file, event: source.index, line: source.line },
    message: `The message of event ${eventId} does not begin as it does in English.`,
    hint: 'Its fields are lost in the text. Paste the XML, which is the same in every language.',
  });
  return event;
}

/** Format-List indents the lines of a message below its first. */
function unindent(text: string): string {
  const lines = text.split('\n');
  const indents = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const least = Math.min(...indents, 40);
  return least < 8
    ? text
    : lines.map((line, at) => (at === 0 ? line : line.slice(least))).join('\n');
}
