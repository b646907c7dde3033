import type { Format, Read } from './format.ts';
import { hasMark } from './has-mark.ts';
import { addBody, shortLine } from './line-body.ts';

/**
 * OSSEC and Wazuh before 3: `WinEvtLog: Security: AUDIT_FAILURE(4625): <source>: <user>: <domain>: <computer>: <message>`,
 * the message flattened to one line and cut at a few thousand characters.
 */
export const ossec: Format = {
  id: 'ossec',
  title: 'OSSEC',

  marks: ['WinEvtLog: '],
  extent: (text, at, lineEnd) => {
    if (!hasMark(text, at, lineEnd, 'WinEvtLog: ')) return undefined;
    const start = /(?:.{0,300}?[^\w])?WinEvtLog: [^:\n]{1,80}: [A-Z_]+\(\d+\): /y;
    start.lastIndex = at;
    return start.test(text) ? lineEnd : undefined;
  },

  *read(text, file, definitions): Generator<Read> {
    const found =
      /(\d{4} \w{3} \d\d [\d:]{8} )?WinEvtLog: ([^:\n]+): ([A-Z_]+)\((\d+)\): ([^:\n]+): ([^:\n]*): ([^:\n]*): ([^:\n]*): ?([\s\S]*)$/.exec(
        text,
      );
    if (!found) {
      yield { problem: shortLine(file, 'OSSEC', 'is cut off before its message') };
      return;
    }
    const [, time, channel, keywords, eventId, provider, , , computer, body = ''] = found;
    const event = { format: 'ossec', data: [], problems: [], source: { file, index: 0, line: 1 } };
    addBody(
      event,
      { channel, keywords, eventId, provider, computer, time: isoTime(time) },
      body.replace(/\\"/g, '"'),
      definitions,
    );
    yield { event };
  },
};

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** `2012 Feb 01 10:00:00` in the order of ISO 8601; its zone is unknown. */
function isoTime(time: string | undefined): string | undefined {
  const [, year, month = '', day, clock] =
    /^(\d{4}) (\w{3}) (\d\d) ([\d:]{8})/.exec(time ?? '') ?? [];
  const number = MONTHS.indexOf(month) / 3 + 1;
  return year ? `${year}-${String(number).padStart(2, '0')}-${day} ${clock}` : undefined;
}
