import { Parser } from 'saxen';
import type { Definitions } from '../../catalog/definitions.ts';
import { oneLine } from '../../catalog/one-line.ts';
import type { DataValue, RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';
import { Alike } from './alike.ts';
import { countLines } from './count-lines.ts';
import { STEP, type Format, type Read, type Step } from './format.ts';
import { addValue, knownFields, placeOf } from './known-fields.ts';
import { escapingAt, unescapeXml, type Escaping } from './xml-escapes.ts';

/**
 * Event XML ([MS-EVEN6] 2.2.14; Windows event schema, namespace …/2004/08/events/event): whole events, or their System,
 * EventData, UserData or Data alone; one line or pretty-printed, with Event Viewer's leading "- ", escaped for HTML or JSON.
 */
export const xml: Format = {
  id: 'xml',
  title: 'Event XML',

  marks: ['<', '&', '\\'],
  begins: (text, at) => escapingAt(text, skipMark(text, at)) !== undefined,
  extent(text, at) {
    const from = skipMark(text, at);
    const escaping = escapingAt(text, from);
    return escaping && endOf(text, from, escaping);
  },

  *read(text, file, definitions): Generator<Read> {
    const from = nextEvent(text, 0);
    if (from === undefined) {
      yield {
        problem: {
          code: 'no-event-element',
          place: { file, line: 1 },
          message: 'The XML holds no <Event> element.',
          hint: 'Copy the event again from its first line, <Event xmlns=…>, to </Event>.',
        },
      };
      return;
    }
    for (const read of readRun(text, from, file, definitions, nextEvent, 0))
      if (!('read' in read)) yield read;
  },

  readFrom: (text, at, file, definitions) => readRun(text, at, file, definitions, eventBehind, at),
};

/**
 * Reads events one behind the other.
 *
 * @param next the place of the event behind a place
 * @param first place of the first line
 */
function* readRun(
  text: string,
  from: number,
  file: string,
  definitions: Definitions,
  next: (text: string, at: number) => number | undefined,
  first: number,
): Generator<Read | Step, number> {
  const alike = new Alike();
  let line = 1;
  let counted = first;
  let index = 0;
  let end = from;
  let step = from + STEP;
  for (let at: number | undefined = from; at !== undefined; at = next(text, end)) {
    line += countLines(text, counted, at);
    counted = at;
    HOLLOW.lastIndex = at;
    if (HOLLOW.test(text)) {
      end = HOLLOW.lastIndex;
      yield* alike.add(() => hollow(file, line, index));
    } else {
      const begin = skipMark(text, at);
      const escaping = escapingAt(text, begin) ?? 'none';
      end = endOf(text, begin, escaping);
      const piece = text.slice(begin, end);
      const plain = withinData(escaping === 'none' ? piece : unescapeXml(piece, escaping));
      if (holdsNothing(plain)) yield* alike.add(() => hollow(file, line, index));
      else if (!OWN_PART.test(plain)) yield* alike.add(() => ofOthers(file, line, index));
      else {
        yield* alike.flush();
        yield { event: readEvent(plain, { file, index, line }, definitions) };
        index += 1;
      }
    }
    if (end > step) {
      yield* alike.flush();
      yield { read: end };
      step = end + STEP;
    }
  }
  yield* alike.flush();
  return end;
}

/** Openings of elements that are cut off before anything stands in them, one behind the other. */
const HOLLOW =
  /(?:(?:<|&(?:amp;){0,2}lt;)(?:[\w-]{1,40}:)?(Event|EventData|UserData|System)[ \t]{0,9}(?:>|&(?:amp;){0,2}gt;)?\s{0,9}(?=(?:<|&(?:amp;){0,2}lt;)(?:[\w-]{1,40}:)?(?:\1|Event)[\s>/&])){2,1000}/y;

const holdsNothing = (xml: string) => !xml.includes('</') && !xml.includes('/>');

/** One of these stands in every event of Windows. */
const OWN_PART = /<(?:[\w-]+:)?(?:System|EventData|UserData|RenderingInfo)[\s>/]/;

const ofOthers = (file: string, line: number, event: number): Problem => ({
  code: 'no-event-element',
  place: { file, line, event },
  message: 'The <Event> is none of Windows: it has neither System nor EventData.',
  hint: 'The events before and after it were read.',
});

function hollow(file: string, line: number, event: number): Problem {
  return {
    code: 'xml-cut',
    place: { file, line, event },
    message: 'The XML of an event begins here and is cut off before anything stands in it.',
    hint: 'The events before and after it were read. Copy the whole event.',
  };
}

/** The event that stands right behind a place, with nothing but white space and commas between. */
function eventBehind(text: string, at: number): number | undefined {
  BETWEEN.lastIndex = at;
  BETWEEN.test(text);
  const from = BETWEEN.lastIndex;
  return escapingAt(text, skipMark(text, from)) ? from : undefined;
}
const BETWEEN = /[\s,]{0,1000}/y;

/** Event Viewer's XML view marks elements that can be folded with "- ". */
function skipMark(text: string, at: number): number {
  MARK.lastIndex = at;
  MARK.test(text);
  return MARK.lastIndex;
}

const MARK = /["']?[-+]?[ \t\u00a0]*/y;

const BEGINNING =
  /(?:<|&(?:amp;){0,2}lt;|\\u003c|\\x3c)(?:[\w-]+:)?(?:(?:Event|EventData|UserData|System)(?=[\s>/&\\])|Data(?=\s+Name=))/gi;

function nextEvent(text: string, at: number): number | undefined {
  BEGINNING.lastIndex = at;
  return BEGINNING.exec(text)?.index;
}

const MARKS = {
  none: /<(\/)?(?:[\w-]+:)?Event(?=[\s>])[^<>]*>?/g,
  html: /&(?:amp;){0,2}(?:lt|#0*60|#x0*3c);(\/)?(?:[\w-]+:)?Event(?:(?=[\s])|(?:&(?:amp;){0,2}(?:gt|#0*62|#x0*3e);))/gi,
  json: /(?:<|\\u003c|\\x3c)(\\?\/)?(?:[\w-]+:)?Event(?:>|\\u003e|\\x3e|(?=[\s\\]))/gi,
};
/** The event's own part, behind a header whose element is missing. */
const VALUES_FOLLOW = /\s{0,100}(?:- )?<(?:[\w-]+:)?(?:EventData|UserData)[\s>]/y;
const LONE_PART = /<(?:[\w-]+:)?(EventData|UserData|System)[\s>]/y;
/** What cannot stand inside an event: the event before it was cut off. */
const FOREIGN = /\n[ \t]*(?:\{\s*"|```)|\n[ \t\r]*\n(?=[A-Za-z{[])/;

const LONE_VALUE = /^<(?:[\w-]+:)?Data\s/;

/** One of the values of which the beginning of the element around them was not copied. */
const NEXT_VALUE =
  /\s{0,1000}<(?:[\w-]+:)?Data\s[^<>]{0,1000}(?:\/>|>[^<]{0,1000000}<\/(?:[\w-]+:)?Data>)/y;
/** What may stand behind them: one that is cut off, or the end of the element. */
const BEHIND_VALUES =
  /\s{0,1000}<(?:[\w-]+:)?Data\s[^<>]{0,1000}(?:>[^<\n]*)?|(?:\s{0,1000}<\/(?:[\w-]+:)?(?:EventData|Event)>){1,2}/y;
const CLOSING = /<\/(?:[\w-]+:)?(?:EventData|Event)>$/;

/** An element around values that have none. */
function withinData(xml: string): string {
  if (!LONE_VALUE.test(xml)) return xml;
  const inner = xml.trimEnd().replace(CLOSING, '').trimEnd().replace(CLOSING, '').trimEnd();
  const isWhole = /\/(?:(?:[\w-]+:)?Data)?>$/.test(inner);
  return `<EventData>${inner}${isWhole ? '</EventData>' : ''}`;
}

/** Place behind values that stand without the beginning of their element, from the first of them. */
function endOfValues(text: string, from: number): number {
  NEXT_VALUE.lastIndex = from;
  let end = from;
  while (NEXT_VALUE.test(text)) end = NEXT_VALUE.lastIndex;
  BEHIND_VALUES.lastIndex = end;
  return BEHIND_VALUES.test(text) ? BEHIND_VALUES.lastIndex : end;
}

/** Place behind the event that begins here; where it is cut off, that where something else begins. */
function endOf(text: string, from: number, by: 'none' | Escaping): number {
  const escaping = by === 'cell' ? 'none' : by;
  if (escaping === 'none' && LONE_VALUE.test(text.slice(from, from + 50)))
    return endOfValues(text, from);
  LONE_PART.lastIndex = from;
  const part = escaping === 'none' ? LONE_PART.exec(text)?.[1] : undefined;
  const mark = part
    ? new RegExp(`<(/)?(?:[\\w-]+:)?(?:${part}|Event)[\\s>]`, 'g')
    : MARKS[escaping];
  mark.lastIndex = from + 5;
  const found = mark.exec(text);
  if (found?.[1]) {
    const end = found.index + found[0].length;
    VALUES_FOLLOW.lastIndex = end;
    if (part !== 'System' || !VALUES_FOLLOW.test(text)) return end;
    return endOf(text, text.indexOf('<', end), escaping);
  }
  const limit = found?.index ?? text.length;
  const foreign = FOREIGN.exec(text.slice(from, limit));
  return foreign ? from + foreign.index : limit;
}

/** Copied spaces in tags may be no-break, quotes typographic, and lines wrapped inside attributes. */
function prepare(text: string): string {
  const plain = /[\u00a0\u2018\u2019\u201c-\u201f]/.test(text)
    ? text.replace(/<[^<>]*>/g, (tag) => {
        const double = tag.replace(/\u00a0/g, ' ').replace(/[\u201c-\u201f]/g, '"');
        return /["']/.test(double) ? double : double.replace(/[\u2018\u2019]/g, "'");
      })
    : text;
  return /^[ \t\u00a0]*[-+][ \t\u00a0]?</m.test(plain)
    ? plain.replace(/^[ \t\u00a0]*[-+][ \t\u00a0]?(?=<)/gm, '')
    : plain;
}

/**
 * Reads one `<Event>`, or its EventData or UserData alone; what stands before a cut or a fault is kept, and the fault
 * is among the event's problems.
 *
 * @param definitions to turn SIDs back that a tool has turned into names
 */
export function readEvent(
  text: string,
  source: { file: string; index: number; line?: number },
  definitions?: Definitions,
): RawEvent {
  const event: RawEvent = { format: 'xml', data: [], problems: [], source };
  const path: string[] = [];
  let value = '';
  let dataName: string | undefined;
  let isLeaf = false;
  let hasAttributes = false;
  let done = false;
  let fault: Problem | undefined;
  const parser = new Parser();
  const alone = /^\s*<(?:[\w-]+:)?(?:EventData|UserData|System)[\s>]/.test(text);
  const hasValues = /<(?:[\w-]+:)?(?:EventData|UserData)[\s>]/.test(text);
  if (alone) path.push('Event');

  const report = (message: string, line: number) => {
    fault ??= {
      code: 'xml-cut',
      place: { file: source.file, line: (source.line ?? 1) + line, event: source.index },
      message,
      hint: 'What stands before it was read. Copy the whole event to get the rest.',
    };
  };

  parser.on('openTag', (name, attributes, decode) => {
    if (done) return;
    const local = name.slice(name.indexOf(':') + 1);
    path.push(local);
    value = '';
    dataName = undefined;
    const attrs = attributes();
    const attribute = (key: string): string | undefined => {
      const raw = attrs[key];
      return raw === undefined ? undefined : oneLine(decode(raw).replaceAll('\r', '\n'), '');
    };
    readHeaderAttributes(event, path, attribute);
    if (path.length === 3 && path[1] === 'UserData') event.userData = local;
    isLeaf = true;
    hasAttributes = false;
    if (!isValue(path)) return;
    dataName = attribute('Name');
    if (path[1] === 'EventData' && path.length === 3 && local === 'Data') return;
    for (const key of Object.keys(attrs)) {
      if (key === 'Name' || /^xmlns(?::|$)/.test(key)) continue;
      hasAttributes = true;
      addData(event.data, `${local}.${key.slice(key.indexOf(':') + 1)}`, decode(attrs[key] ?? ''));
    }
  });
  parser.on('closeTag', () => {
    if (done) return;
    const local = path.at(-1);
    if (isLeaf && !(hasAttributes && value === '')) readElement(event, path, value, dataName);
    path.pop();
    value = '';
    isLeaf = false;
    if (path.length === (alone ? 1 : 0))
      done = alone ? local !== 'System' || !hasValues : local === 'Event';
  });
  parser.on('text', (raw, decode) => {
    if (!done) value += decode(raw);
  });
  parser.on('cdata', (raw) => {
    if (!done) value += raw;
  });
  parser.on('error', (error, context) => {
    if (done) return;
    report(
      /end of file|unclosed tag/.test(error.message)
        ? 'The XML ends inside the event.'
        : `The XML cannot be read further: ${error.message}.`,
      context().line,
    );
  });
  parser.on('warn', () => undefined);
  parser.parse(prepare(text));
  if (!fault && !done) {
    report('The XML ends inside the event.', countLines(text, 0, text.length));
  }
  if (fault) event.problems.push(fault);
  if (definitions) namesToSids(event, definitions);
  if (alone && event.eventId === undefined) {
    event.problems.push({
      code: 'no-system',
      place: placeOf(event),
      message: 'The XML holds the values of an event but not its id.',
      hint: 'Copy the whole row or event: its EventID says what the values mean.',
    });
  }
  return event;
}

/** Splunk may write the name of an account in the place of its SID. */
function namesToSids(event: RawEvent, definitions: Definitions): void {
  if (event.data.every(({ name, value }) => !/Sid$/i.test(name) || /^(?:S-\d.*|-|)$/i.test(value)))
    return;
  const values = event.data;
  event.data = [];
  for (const { name, value } of values) {
    const isSid = knownFields(event, definitions).get(name)?.as === 'SID';
    if (isSid) addValue(event, name, value, definitions);
    else event.data.push({ name, value });
  }
}

function readHeaderAttributes(
  event: RawEvent,
  path: readonly string[],
  attribute: (name: string) => string | undefined,
): void {
  if (path.length !== 3 || path[1] !== 'System') return;
  const set = <K extends keyof RawEvent>(key: K, value: RawEvent[K] | undefined) => {
    if (value !== undefined && value !== '') event[key] = value as RawEvent[K];
  };
  switch (path[2]) {
    case 'Provider':
      set('provider', attribute('Name') ?? attribute('EventSourceName'));
      break;
    case 'TimeCreated':
      set('timeCreated', attribute('SystemTime'));
      break;
    case 'Correlation':
      set('activityId', attribute('ActivityID'));
      break;
    case 'Execution':
      set('processId', numberOf(attribute('ProcessID')));
      set('threadId', numberOf(attribute('ThreadID')));
      break;
    case 'Security':
      set('userSid', attribute('UserID'));
      break;
    default:
  }
}

function readElement(
  event: RawEvent,
  path: readonly string[],
  text: string,
  dataName: string | undefined,
): void {
  const [, group, name] = path;
  if (group === 'System' && path.length === 3) readHeaderElement(event, name, text.trim());
  else if (group === 'EventData' && path.length === 3 && name === 'Data')
    addData(event.data, dataName, text);
  else if (isValue(path) || (group === 'UserData' && path.length === 3 && text.trim() !== ''))
    addData(event.data, dataName ?? path.at(-1), text);
  else if (group === 'RenderingInfo' && name === 'Message') event.message = text;
}

/**
 * Whether an element belongs to the event's own part: EventData, UserData, or another element that is no part of the
 * header. Leaves at any depth are values, by their name or their element.
 */
function isValue({ length, 1: group }: readonly string[]): boolean {
  if (group === 'System' || group === 'RenderingInfo') return false;
  return length > (group === 'UserData' ? 3 : group === 'EventData' ? 2 : 1);
}

function addData(data: DataValue[], name: string | undefined, value: string): void {
  data.push({ name: name ?? `%${data.length + 1}`, value });
}

function readHeaderElement(event: RawEvent, name: string | undefined, text: string): void {
  if (text === '') return;
  const number = numberOf(text);
  switch (name) {
    case 'EventID':
      if (number !== undefined) event.eventId = number & 0xffff;
      break;
    case 'Version':
      if (number !== undefined) event.version = number;
      break;
    case 'Level':
      if (number !== undefined) event.level = number;
      break;
    case 'Task':
      if (number !== undefined) event.task = number;
      break;
    case 'Opcode':
      if (number !== undefined) event.opcode = number;
      break;
    case 'Keywords':
      event.keywords = text.toLowerCase();
      break;
    case 'EventRecordID':
      event.recordId = text;
      break;
    case 'Channel':
      event.channel = text;
      break;
    case 'Computer':
      event.computer = text;
      break;
    default:
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
