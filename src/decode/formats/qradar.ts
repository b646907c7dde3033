import type { Format, Read } from './format.ts';
import { hasMark } from './has-mark.ts';
import { addBody, shortLine } from './line-body.ts';

/**
 * QRadar's WinCollect: `AgentDevice=WindowsLog`, `Name=value` between tabs (also written `\t`, or spaces), the message
 * last and flattened to one line. Times are seconds or milliseconds since 1970.
 */
export const qradar: Format = {
  id: 'qradar',
  title: 'QRadar WinCollect',

  marks: ['AgentDevice='],
  extent: (text, at, lineEnd) => {
    if (!hasMark(text, at, lineEnd, 'AgentDevice=')) return undefined;
    const start = /(?:.{0,300}?[^\w])?AgentDevice=\w/y;
    start.lastIndex = at;
    return start.test(text) ? endOfMessage(text, lineEnd) : undefined;
  },

  *read(text, file, definitions): Generator<Read> {
    const from = text.indexOf('AgentDevice=');
    const at = /[\s]Message=|\\tMessage=/.exec(text);
    const head = text.slice(from, Math.min(at?.index ?? text.length, from + MOST_HEAD));
    const pairs = new Map<string, string>();
    for (const [, name = '', value = ''] of head.matchAll(
      /(?:^|\s|\\t)([A-Z]\w+)=((?:(?!\s{1,4}[A-Z]\w+=|\t|\\t[A-Z]\w+=).)*)/g,
    )) {
      pairs.set(name, value.trim());
    }
    if (!/^\d+$/.test(pairs.get('EventID') ?? pairs.get('EventIDCode') ?? '')) {
      yield { problem: shortLine(file, 'WinCollect', 'has no EventID') };
      return;
    }
    const event = { format: 'qradar', data: [], problems: [], source: { file, index: 0, line: 1 } };
    addBody(
      event,
      {
        channel: pairs.get('AgentLogFile'),
        provider: pairs.get('Source'),
        computer: pairs.get('Computer') ?? pairs.get('OriginatingComputer'),
        eventId: pairs.get('EventIDCode') ?? pairs.get('EventID'),
        recordId: pairs.get('RecordNumber'),
        time: pairs.get('TimeGenerated') ?? pairs.get('TimeWritten'),
        task: pairs.get('EventCategory'),
        keywords: OUTCOMES[pairs.get('EventType') ?? ''],
      },
      at ? text.slice(at.index + at[0].length).replace(/\\[rnt]/g, ' ') : '',
      definitions,
    );
    yield { event };
  },
};

const MOST_HEAD = 8_192;

/** EVENTLOG_AUDIT_SUCCESS and EVENTLOG_AUDIT_FAILURE (winnt.h). */
const OUTCOMES: Record<string, string> = { '8': 'Audit Success', '16': 'Audit Failure' };

/** A message that kept its lines ends before the next line that begins anew. */
function endOfMessage(text: string, lineEnd: number): number {
  let end = lineEnd;
  while (/[\t ]/.test(text[end + 1] ?? '') && end < text.length) {
    const next = text.indexOf('\n', end + 1);
    end = next < 0 ? text.length : next;
  }
  return end;
}
