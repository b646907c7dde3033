import type { RawEvent } from '../../event.ts';
import { normaliseText } from '../message/normalise.ts';
import { countLines } from './count-lines.ts';
import type { Format, Read } from './format.ts';
import { addBody } from './line-body.ts';
import { readEvent as readXmlEvent } from './xml.ts';

/**
 * Event Viewer's "Copy details as text" in a language other than English. Names of the lines are translated, their order
 * is not: log, source, date, event id, task, level, keywords, user, computer, then the message.
 */
export const localized: Format = {
  id: 'localized',
  title: 'Copy of an event in another language',

  marks: [':', '：'],
  header: true,
  open: true,
  extent: (text, at) => (hasId(text, at) ? headerAt(text, at)?.end : undefined),

  *read(input, file, definitions): Generator<Read> {
    const text = normaliseText(input);
    const header = headerAt(text, /\S/.exec(text)?.index ?? 0);
    const source = { file, index: 0, line: 1 };
    if (!header) return;
    const xml = /<Event[\s>][\s\S]*<\/Event>/.exec(text);
    if (xml) {
      const line = source.line + countLines(text, 0, xml.index);
      const whole = readXmlEvent(xml[0], { ...source, line }, definitions);
      yield { event: { ...whole, format: 'localized', source } };
      return;
    }
    const event: RawEvent = { format: 'localized', partial: true, data: [], problems: [], source };
    const body = text.slice(header.body).replace(/\n[^\n]*\n[ \t]*<Event[\s>][\s\S]*$/, '');
    const { channel, provider, time, eventId, computer } = header;
    addBody(event, { channel, provider, time, eventId, computer }, body, definitions);
    yield { event };
  },
};

const ROW = /[ \t]*[^\n:：]{1,40}[:：][ \t]*([^\r\n]{0,2000})\r?(?=\n|$)/y;
const DATE = /(?:\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}|\d{4}年).*\d{1,2}[:.]\d\d/;

const RETURN = 13;

/** Whether the line of the event's id ends in a digit: cheap, for lines that are many. */
function hasId(text: string, at: number): boolean {
  let from = at;
  for (let line = 0; line < AT.eventId; line += 1) {
    from = text.indexOf('\n', from) + 1;
    if (from === 0) return false;
  }
  const found = text.indexOf('\n', from);
  let last = (found < 0 ? text.length : found) - 1;
  while (last > from && text.charCodeAt(last) <= SPACE) last -= 1;
  const code = text.charCodeAt(last);
  return code > 47 && code < 58;
}
const SPACE = 32;

/** Lines of the header from its first, and the places of those that a reader wants. */
const LINES = 10;
const AT = { channel: 0, provider: 1, time: 2, eventId: 3, computer: 8 };

interface FoundHeader extends Record<keyof typeof AT, string> {
  /** Where the message begins, and the end of the line that it begins on. */
  body: number;
  end: number;
}

function headerAt(text: string, from: number): FoundHeader | undefined {
  const values: string[] = [];
  let at = from;
  let body = from;
  let end = from;
  while (values.length < LINES && at < text.length) {
    ROW.lastIndex = at;
    const value = ROW.exec(text)?.[1];
    if (value === undefined) break;
    values.push(value.replace(/[\u200e\u200f]/g, '').trim());
    if (!mayBelong(values)) return undefined;
    end = ROW.lastIndex;
    body = end - value.length - (text.charCodeAt(end - 1) === RETURN ? 1 : 0);
    at = end + 1;
  }
  if (values.length < LINES) return undefined;
  const value = (name: keyof typeof AT) => values[AT[name]] ?? '';
  return {
    channel: value('channel'),
    provider: value('provider'),
    time: value('time'),
    eventId: value('eventId'),
    computer: value('computer'),
    body,
    end,
  };
}

/** Whether the last of some values is like what stands in its line. */
function mayBelong(values: readonly string[]): boolean {
  const place = values.length - 1;
  const value = values[place] ?? '';
  if (place === AT.channel) return value !== '';
  if (place === AT.provider) return /^\S{1,100}$/.test(value);
  if (place === AT.time) return DATE.test(value);
  return place !== AT.eventId || /^\d{1,5}$/.test(value);
}
