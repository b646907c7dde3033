import type { RawEvent } from '../../event.ts';
import { normaliseText } from '../message/normalise.ts';
import { addMessage } from './body.ts';
import type { Format, Read } from './format.ts';
import { setHeader } from './header.ts';
import { placeOf } from './known-fields.ts';
import { readTime } from './time.ts';
import { addByPosition } from './shapes/positional.ts';

/**
 * PowerShell's `Get-WinEvent | Format-List`, `Get-EventLog | Format-List` and `Get-WmiObject Win32_NTLogEvent`: a
 * property a line, names padded to one column, further lines of a value indented below it. Long lines are wrapped at the
 * width of the console.
 */
export const formatList: Format = {
  id: 'format-list',
  title: 'PowerShell list',

  marks: [':'],
  header: true,
  extent(text, at, lineEnd) {
    PROPERTY_START.lastIndex = at;
    const name = PROPERTY_START.exec(text)?.[1];
    if (name === undefined || !PROPERTIES.has(name) || PROPERTY_START.lastIndex > lineEnd + 1)
      return undefined;
    return listAt(text, at)?.end;
  },

  *read(input, file, definitions): Generator<Read> {
    const text = normaliseText(input);
    const list = listAt(text, text.search(/\S/));
    if (!list) return;
    const get = (...names: string[]) =>
      names
        .map((name) => list.values.get(name))
        .find((value) => value !== undefined && value !== '');
    const event: RawEvent = {
      format: 'format-list',
      data: [],
      problems: [],
      source: { file, index: 0, line: 1 },
    };
    setHeader(event, {
      provider: get('ProviderName', 'Source', 'SourceName'),
      eventId: get('Id', 'EventID', 'InstanceId', 'EventCode'),
      version: get('Version'),
      level: get('Level'),
      task: get('Task', 'CategoryNumber'),
      opcode: get('Opcode'),
      keywords: get('Keywords', 'KeywordsDisplayNames', 'EntryType', 'Type'),
      recordId: get('RecordId', 'Index', 'RecordNumber'),
      channel: get('LogName', 'Logfile', 'LogFile'),
      computer: get('MachineName', 'ComputerName'),
      activityId: get('ActivityId'),
      processId: get('ProcessId'),
      threadId: get('ThreadId'),
      userSid: get('UserId'),
    });
    const time = readTime(get('TimeCreated', 'TimeGenerated', 'TimeWritten') ?? '');
    if (time) Object.assign(event, time);
    const message = get('Message');
    if (message) addMessage(event, message, definitions);
    const strings = get('ReplacementStrings', 'InsertionStrings');
    if (strings && event.data.length === 0) {
      const list = strings.trimEnd().replaceAll(/^\{|\}$/g, '');
      const isCut = CUT_OFF.test(list.trimEnd());
      const whole = isCut ? list.trimEnd().replace(CUT_OFF, '').trimEnd().replace(/,$/, '') : list;
      const values = whole.split(', ').map((one) => one.trim());
      addByPosition(event, values, { definitions }, isCut);
    }
    if (!message && !strings) {
      event.problems.push({
        code: 'no-values',
        place: placeOf(event),
        message: 'The list shows no message, and Properties shows no values.',
        hint: 'Use | Format-List *, or paste the XML: $_.ToXml().',
      });
    }
    if (event.eventId !== undefined) yield { event };
    else for (const problem of event.problems) yield { problem };
  },
};

interface PropertyList {
  values: Map<string, string>;
  end: number;
}

/** PowerShell ends a list that is too long for its line so. */
const CUT_OFF = /(?:\.\.\.|…)$/;

const PROPERTY_START = /([A-Z]\w{1,24}) *:(?: |\r?\n|$)/y;
const PROPERTY = /([A-Z_]\w{1,24}) *:(?: ([^\n]*))?(?=\n|$)/y;
const MOST = 120_000;
const MOST_INDENT = 40;
/** An event has some twenty properties; the list of something else may have any number. */
const MOST_PROPERTIES = 40;
const IDS = ['Id', 'EventID', 'InstanceId', 'EventCode'];
const ABOUT = new Set([
  'ProviderName',
  'Source',
  'LogName',
  'TimeCreated',
  'TimeGenerated',
  'TimeWritten',
  'EntryType',
  'MachineName',
  'Message',
  'SourceName',
  'Logfile',
  'LogFile',
  'ComputerName',
]);
/** Properties of EventLogRecord and of EventLogEntry (.NET), of Win32_NTLogEvent (WMI), and what PowerShell adds: a list begins with one. */
const PROPERTIES = new Set([
  ...IDS,
  ...ABOUT,
  ...['ActivityId', 'Bookmark', 'ContainerLog', 'KeywordsDisplayNames', 'Keywords', 'Level'],
  ...['LevelDisplayName', 'MatchedQueryIds', 'Opcode', 'OpcodeDisplayName', 'ProcessId'],
  ...['Properties', 'ProviderId', 'Qualifiers', 'RecordId', 'RelatedActivityId', 'Task'],
  ...['TaskDisplayName', 'ThreadId', 'UserId', 'Version', 'PSComputerName', 'RunspaceId'],
  ...['Category', 'CategoryNumber', 'Container', 'Data', 'Index', 'ReplacementStrings', 'Site'],
  ...['UserName', 'PSShowComputerName', 'CategoryString', 'EventIdentifier', 'EventType', 'Type'],
  ...['TypeEvent', 'InsertionStrings', 'RecordNumber', 'User', 'Caption', 'Description'],
]);

/**
 * The list that begins at a place, itself indented or not: its properties up to the blank line behind them, or the next
 * list's first.
 */
function listAt(text: string, first: number): PropertyList | undefined {
  const from = text.lastIndexOf('\n', first) + 1;
  const indent = first - from;
  if (indent > MOST_INDENT || text.slice(from, first).trim() !== '') return undefined;
  const colon = text.indexOf(':', first) - from;
  const values = new Map<string, string[]>();
  let current: string[] | undefined;
  let at = from;
  let end = from;
  while (at < text.length && at - from < MOST) {
    const found = text.indexOf('\n', at);
    const lineEnd = found < 0 ? text.length : found;
    PROPERTY.lastIndex = at + indent;
    const [, name, value = ''] =
      text.charCodeAt(at + colon) === COLON || isLoose(text, at + indent)
        ? (PROPERTY.exec(text) ?? [])
        : [];
    if (name !== undefined) {
      if (values.has(name) || values.size === MOST_PROPERTIES) break;
      current = [value.replace(/\r$/, '')];
      values.set(name, current);
    } else {
      const line = text.slice(at, lineEnd).replace(/\r$/, '');
      if (line.trim() === '') {
        // A blank line inside a message is as wide as its column, or stands among lines that are indented.
        if (line.length < colon && !isIndented(text, lineEnd + 1, colon)) break;
        current?.push('');
      } else if (current && /^\s*$/.test(line.slice(0, colon + 2))) {
        current.push(line.slice(colon + 2));
      } else break;
    }
    at = lineEnd + 1;
    end = lineEnd;
  }
  const id = IDS.find((name) => /^\d+$/.test(values.get(name)?.[0]?.trim() ?? ''));
  const about = [...values.keys()].filter((name) => ABOUT.has(name)).length;
  // A message tells which event it is where nothing else is selected.
  if (id === undefined ? !isMessage(values.get('Message') ?? []) : about < 2) return undefined;
  const width = Math.max(...[...values.values()].flat().map((line) => line.length));
  return {
    values: new Map([...values].map(([name, lines]) => [name, unwrap(lines, width).trim()])),
    end: Math.min(end, text.length),
  };
}

/** First lines of messages are sentences. */
const isMessage = ([first = '', ...more]: readonly string[]) =>
  more.length > 0 || first.length > 40;

/** A property whose padding a chat has taken away. */
function isLoose(text: string, at: number): boolean {
  PROPERTY_START.lastIndex = at;
  return PROPERTIES.has(PROPERTY_START.exec(text)?.[1] ?? '');
}

function isIndented(text: string, at: number, colon: number): boolean {
  const next = /(?:[ \t\r]*\n){0,1000}([ \t]*)\S/y;
  next.lastIndex = at;
  return (next.exec(text)?.[1]?.length ?? 0) > colon;
}

const COLON = 58;
/** Widths of consoles, without the column behind the last. */
const NARROW = 40;

/**
 * Joins the lines that the console wrapped: those that fill it, by a space where the break took one. Lines of a value
 * that end short of the width were its own.
 */
function unwrap(lines: readonly string[], width: number): string {
  if (lines.length < 2 || width < NARROW) return lines.join('\n');
  let text = lines[0] ?? '';
  let before = text;
  for (const line of lines.slice(1)) {
    const full =
      before.length >= width - 1 && !/^\s/.test(line) && line !== '' && !/^[\w ]+:/.test(line);
    text += full ? line : `\n${line}`;
    before = line;
  }
  return text;
}
