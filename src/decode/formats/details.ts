import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import { normaliseText } from '../message/normalise.ts';
import { countLines } from './count-lines.ts';
import type { Format, Read } from './format.ts';
import { setHeader } from './header.ts';
import { addBody } from './line-body.ts';
import { readEvent as readXmlEvent } from './xml.ts';

/**
 * A header of `Name: value` lines, then the message: Event Viewer's "Copy details as text", `wevtutil /f:text`, and
 * Splunk's WinEventLog (`Name=value`, names in any order), FullEventLogView of NirSoft. Where the copy holds the event's whole XML
 * as well, that wins: it has what a text loses.
 */
export const details: Format = {
  id: 'details',
  title: 'Event with header lines',

  marks: [':', '=', '/', '['],
  header: true,
  open: true,
  extent(text, at) {
    STARTS_LIKE_HEADER.lastIndex = at;
    return STARTS_LIKE_HEADER.test(text) ? headerAt(text, at)?.end : undefined;
  },

  *read(input, file, definitions): Generator<Read> {
    const text = normaliseText(input);
    const header = headerAt(text, /\S/.exec(text)?.index ?? 0);
    const source = { file, index: 0, line: 1 };
    if (header) yield { event: readDetails(text, header, definitions, source) };
  },
};

/** Names of the header lines, in lower case and without spaces, as the tools write them. */
const KEYS: Record<string, keyof Header> = {
  logname: 'channel',
  channel: 'channel',
  logfile: 'channel',
  source: 'provider',
  sourcename: 'provider',
  providername: 'provider',
  provider: 'provider',
  eventid: 'eventId',
  eventcode: 'eventId',
  date: 'time',
  timegenerated: 'time',
  timewritten: 'time',
  eventtime: 'time',
  computer: 'computer',
  computername: 'computer',
  recordnumber: 'recordId',
  recordid: 'recordId',
  keywords: 'keywords',
  keyword: 'keywords',
};
/** Names that the tools write too, and that say nothing that the header of an event holds. */
const OTHERS =
  /^(?:level|task|taskcategory|opcode|user|username|eventtype|eventidentifier|type|sid|sidtype|category|categorystring|insertionstrings|processid|threadid|description)$/;

type Header = Record<
  'channel' | 'provider' | 'eventId' | 'time' | 'computer' | 'recordId' | 'keywords',
  string
>;

const HEADER_LINE = /[ \t]*([A-Za-z][A-Za-z ]{0,18}?)[ \t]*[:=][ \t]*([^\r\n]{0,400})/y;
const SPLUNK_DATE =
  /[ \t]*\d{1,2}\/\d{1,2}\/\d{2,4} \d{1,2}:\d\d:\d\d(?:\.\d+)? ?(?:[AP]M)?[ \t]*(?=\r?\n|$)/iy;
/** What wevtutil and Splunk's WMI input put before an event. */
const INDEX_LINE = /[ \t]*(?:Event ?\[\d+\]:?|\d{14}\.\d{6})[ \t]*(?=\r?\n|$)/y;
const STARTS_LIKE_HEADER =
  /Event ?\[\d+\]|\d{14}\.\d|\d{1,2}\/\d{1,2}\/\d{2,4} \d|(?:Log ?Name|Logfile|Source|SourceName|Provider ?Name|Event ?ID|Event Time|EventCode|EventType|Type|ComputerName|RecordNumber|TaskCategory|Keywords|Date|Computer)[ \t]{0,20}[:=]/iy;
const MOST_LINES = 40;

interface FoundHeader {
  values: Partial<Header>;
  /** Where the message begins, and the end of its first line. */
  body: number;
  end: number;
}

/**
 * The header that begins at a line. One "Event ID:" line may belong to a message; a header says where the event is from
 * as well.
 */
function headerAt(text: string, from: number): FoundHeader | undefined {
  const values: Partial<Header> = {};
  const seen: string[] = [];
  let at = from;
  for (let line = 0; line < MOST_LINES && at < text.length; line += 1) {
    HEADER_LINE.lastIndex = at;
    const found = HEADER_LINE.exec(text);
    const key = found?.[1]?.toLowerCase().replace(/ /g, '');
    if (found && (key === 'description' || key === 'message')) {
      const body = HEADER_LINE.lastIndex - (found[2]?.length ?? 0);
      return isHeader(values) ? { values, body, end: firstLineEnd(text, body) } : undefined;
    }
    const next = text.indexOf('\n', at);
    const lineEnd = next < 0 ? text.length : next;
    const known = key === undefined ? undefined : KEYS[key];
    if (known) {
      // Each name stands once.
      if (seen.includes(key as string) || (known === 'eventId' && values.eventId !== undefined))
        break;
      seen.push(key as string);
      const value = found?.[2]?.trim() ?? '';
      if (value !== '') values[known] ??= value;
    } else if (key === undefined || !OTHERS.test(key)) {
      SPLUNK_DATE.lastIndex = at;
      const date = SPLUNK_DATE.exec(text);
      INDEX_LINE.lastIndex = at;
      if (date && line === 0) values.time = date[0].trim();
      else if (!INDEX_LINE.test(text)) break;
    }
    at = lineEnd + 1;
  }
  return isHeader(values)
    ? { values, body: Math.min(at, text.length), end: Math.min(at, text.length) }
    : undefined;
}

/** End of the first line of a message, which may begin below its name. */
function firstLineEnd(text: string, body: number): number {
  const first = /\s*[^\n]*/y;
  first.lastIndex = body;
  first.exec(text);
  return first.lastIndex;
}

const isHeader = (values: Partial<Header>) =>
  /^\d+$/.test(values.eventId ?? '') && Object.keys(values).length > 2;

function readDetails(
  text: string,
  header: FoundHeader,
  definitions: Definitions,
  source: { file: string; index: number; line: number },
): RawEvent {
  const xml = /<Event[\s>][\s\S]*<\/Event>/.exec(text);
  if (xml) {
    const line = source.line + countLines(text, 0, xml.index);
    const whole = readXmlEvent(xml[0], { ...source, line }, definitions);
    return { ...whole, format: 'details', source };
  }
  // XML that is cut off has less than the text before it.
  const cut = /^.*\n[ \t]*<Event[\s>]/m.exec(text)?.index;
  const body = text.slice(header.body, cut);
  const rest = behindMessage(body, text);
  const values = { ...rest.values, ...header.values };
  const event: RawEvent = { format: 'details', data: [], problems: [], source };
  addBody(event, values, onceOnly(body.slice(0, rest.from)), definitions);
  if (event.problems.length > 0 && body.trim() === '') setHeader(event, values);
  if (cut !== undefined) addSystem(event, text.slice(text.indexOf('<', cut)), definitions);
  return event;
}

/** Of XML that is cut off, what stands above the values says more than the lines above the text: the time with its zone. */
function addSystem(event: RawEvent, xml: string, definitions: Definitions): void {
  const part = readXmlEvent(xml, event.source, definitions);
  const { data: _data, problems, format: _format, source: _source, ...head } = part;
  if (head.eventId !== event.eventId) return;
  if (head.timeCreated !== undefined) delete event.timeIsLocal;
  Object.assign(event, head);
  for (const { code, place, hint } of problems) {
    if (code !== 'xml-cut') continue;
    const message = 'The XML behind the text is cut off: the values are those of the text.';
    event.problems.push({ code, place, message, ...(hint ? { hint } : {}) });
  }
}

/** The last name of Splunk's WMI input, and the first of NirSoft: they write names behind the message too. */
const LAST_OF_WMI = /^wmi_type=.*$/;
const FIRST_OF_NIRSOFT = /^\s*Event Time\b/;

/** The names behind a message, and where they begin. */
function behindMessage(body: string, text: string): { from: number; values: Partial<Header> } {
  const values: Partial<Header> = {};
  let from = body.trimEnd().length;
  if (!FIRST_OF_NIRSOFT.test(text)) {
    const last = body.lastIndexOf('\n', from - 1);
    if (!LAST_OF_WMI.test(body.slice(last + 1, from))) return { from: body.length, values };
    from = last;
  }
  for (;;) {
    const start = body.lastIndexOf('\n', from - 1);
    HEADER_LINE.lastIndex = start + 1;
    const [, name = '', value = ''] = HEADER_LINE.exec(body) ?? [];
    const plain = name.toLowerCase().replace(/ /g, '');
    const key = KEYS[plain];
    if (start < 0 || !(key ?? OTHERS.test(plain))) return { from, values };
    if (key && value.trim() !== '') values[key] = value.trim();
    from = start;
  }
}

/** Some exports write the first line of the message twice. */
function onceOnly(body: string): string {
  const [first = '', second] = body.split('\n', 2);
  return second !== undefined && first.trim() !== '' && first.trim() === second.trim()
    ? body.slice(first.length + 1)
    : body;
}
