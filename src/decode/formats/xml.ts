import { Parser } from 'saxen';
import type { DataValue, RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';
import { countLines } from './count-lines.ts';
import type { Format, Read } from './format.ts';

/**
 * Event XML ([MS-EVEN6] 2.2.14; Windows event schema, namespace …/2004/08/events/event): one event or
 * many, with or without a root, one line or pretty-printed, Event Viewer's leading "- " included.
 */
export const xml: Format = {
  id: 'xml',
  title: 'Event XML',
  confidence: (head) =>
    /<Event[\s>]/.test(head) ? 0.95 : /<System>|<EventData>/.test(head) ? 0.7 : 0,

  *read(text, file): Generator<Read> {
    const prepared = prepare(text);
    const start = /<Event[\s>]/g;
    const starts = [...prepared.matchAll(start)].map((match) => match.index);
    if (starts.length === 0) {
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
    let line = 1;
    let counted = 0;
    for (const [index, from] of starts.entries()) {
      const to = starts[index + 1] ?? prepared.length;
      line += countLines(prepared, counted, from);
      counted = from;
      yield { event: readEvent(prepared.slice(from, to), { file, index, line }) };
    }
  },
};

/** Event Viewer's XML view marks elements that can be folded with "- "; copied spaces may be no-break. */
function prepare(text: string): string {
  return text.replace(/\u00a0/g, ' ').replace(/^[ \t]*[-+][ \t]?(?=<)/gm, '');
}

/**
 * Reads one `<Event>`; what stands before a cut or a fault is kept, and the fault is among the event's
 * problems.
 */
export function readEvent(
  text: string,
  source: { file: string; index: number; line?: number },
): RawEvent {
  const event: RawEvent = { format: 'xml', data: [], problems: [], source };
  const path: string[] = [];
  let value = '';
  let dataName: string | undefined;
  let done = false;
  let fault: Problem | undefined;
  const parser = new Parser();

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
      return raw === undefined ? undefined : decode(raw);
    };
    readHeaderAttributes(event, path, attribute);
    if (path.length === 3 && local === 'Data' && path[1] === 'EventData')
      dataName = attribute('Name');
    if (path.length === 3 && path[1] === 'UserData') event.userData = local;
  });
  parser.on('closeTag', () => {
    if (done) return;
    const local = path.at(-1);
    readElement(event, path, value, dataName);
    path.pop();
    value = '';
    if (path.length === 0 && local === 'Event') done = true;
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
      /end of file/.test(error.message)
        ? 'The XML ends inside the event.'
        : `The XML cannot be read further: ${error.message}.`,
      context().line,
    );
  });
  parser.on('warn', () => undefined);
  parser.parse(text);
  if (fault) event.problems.push(fault);
  else if (!done) report('The XML ends inside the event.', countLines(text, 0, text.length));
  if (fault && event.problems.length === 0) event.problems.push(fault);
  return event;
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
  else if (group === 'UserData' && path.length === 4) addData(event.data, path[3], text);
  else if (group === 'RenderingInfo' && name === 'Message') event.message = text;
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
