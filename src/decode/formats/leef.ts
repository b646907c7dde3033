import type { RawEvent } from '../../event.ts';
import { hasMark } from './has-mark.ts';
import { addMessage } from './body.ts';
import type { Format, Read } from './format.ts';
import { setHeader } from './header.ts';
import { addKeyed } from './key-values.ts';
import { reportOwnNames } from './known-fields.ts';
import { shortLine } from './line-body.ts';

/**
 * QRadar's Log Event Extended Format: `LEEF:1.0|vendor|product|version|event id|key=value<tab>…`; LEEF 2 names its
 * separator behind the event id. Keys are the event's field names, its labels, or those that LEEF defines.
 */
export const leef: Format = {
  id: 'leef',
  title: 'LEEF',

  marks: ['LEEF:'],
  extent: (text, at, lineEnd) => {
    if (!hasMark(text, at, lineEnd, 'LEEF:')) return undefined;
    const start = /(?:.{0,300}?[^\w])?LEEF:\s?[\d.]+\|/y;
    start.lastIndex = at;
    return start.test(text) ? lineEnd : undefined;
  },

  *read(text, file, definitions): Generator<Read> {
    const line = text.slice(text.search(/LEEF:\s?[\d.]+\|/));
    const [version = '', , , , id = '', ...rest] = line.split('|');
    const isSecond = /2/.test(version.slice(5, 7));
    const marked = isSecond && /^(?:[^\w\s=]|x[0-9a-f]{2}|0x[0-9a-f]{2}|)$/i.test(rest[0] ?? '');
    const separator = marked ? separatorOf(rest.shift() ?? '') : '\t';
    const pairs = readPairs(rest.join('|'), separator);
    const eventId = [id, pairs.get('EventIDCode'), pairs.get('EventID'), pairs.get('externalId')]
      .map((one) => /(?:^|\D)(\d{3,5})$/.exec(one ?? '')?.[1])
      .find((one) => one !== undefined);
    if (eventId === undefined || rest.length === 0) {
      yield {
        problem: shortLine(
          file,
          'LEEF',
          `has no event id of Windows: it says "${id.slice(0, 60)}"`,
        ),
      };
      return;
    }
    const event: RawEvent = {
      format: 'leef',
      data: [],
      problems: [],
      source: { file, index: 0, line: 1 },
    };
    setHeader(event, {
      eventId,
      provider: pairs.get('Source') ?? pairs.get('SourceName'),
      channel: pairs.get('AgentLogFile') ?? pairs.get('Channel') ?? pairs.get('LogName'),
      computer:
        pairs.get('Computer') ?? pairs.get('OriginatingComputer') ?? pairs.get('identHostName'),
      recordId: pairs.get('RecordNumber'),
      time: pairs.get('devTime') ?? pairs.get('TimeGenerated'),
      keywords: pairs.get('Keywords') ?? pairs.get('EventType'),
    });
    const message = pairs.get('Message') ?? pairs.get('msg');
    const unknown = addKeyed(event, pairs, 'leef', definitions).filter(
      (key) => !ENVELOPE.test(key),
    );
    if (event.data.length === 0 && message) addMessage(event, message, definitions);
    else reportOwnNames(event, unknown, 'the LEEF line');
    yield { event };
  },
};

/** Keys of LEEF and of WinCollect that say nothing of the event's own values. */
const ENVELOPE =
  /^(?:cat|devTime(?:Format)?|sev|Agent\w+|Source|SourceName|Channel|LogName|OriginatingComputer|Computer|ident\w+|RecordNumber|Time(?:Generated|Written)|EventID(?:Code)?|EventType|EventCategory|Keywords|Message|msg|PluginVersion|externalId|LogSource|DeviceType|Category|Opcode|Level|Task|is\w+|policy|realm|role)$/;

/** A character, or its code: `^`, `x5e`, `0x5E`. */
function separatorOf(mark: string): string {
  const code = /^(?:0?x)([0-9a-f]{2})$/i.exec(mark)?.[1];
  if (code) return String.fromCharCode(Number.parseInt(code, 16));
  return mark === '' ? '\t' : mark;
}

function readPairs(text: string, separator: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const cells =
    separator === '\t' && !text.includes('\t')
      ? text.split(text.includes('\\t') ? '\\t' : /[ \t](?=[A-Za-z]\w{0,40}=)/)
      : text.split(separator);
  for (const cell of cells) {
    const equals = cell.indexOf('=');
    if (equals > 0) pairs.set(cell.slice(0, equals).trim(), cell.slice(equals + 1).trim());
  }
  return pairs;
}
