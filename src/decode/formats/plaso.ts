import { addByPosition } from './shapes/positional.ts';
import type { Format, Read } from './format.ts';
import { hasMark } from './has-mark.ts';
import { setHeader } from './header.ts';
import { shortLine } from './line-body.ts';

/**
 * A line of Plaso (log2timeline): `[4634 / 0x121a] Source Name: … Strings: ['…', '…'] Computer Name: … Record Number: …`,
 * in any of its outputs, the values in the order of the event's XML (Plaso, data/formatters/windows.yaml:
 * windows:evtx:record).
 */
export const plaso: Format = {
  id: 'plaso',
  title: 'Plaso',

  marks: ['Source Name: '],
  extent: (text, at, lineEnd) =>
    hasMark(text, at, lineEnd, 'Source Name: ') && HEAD.test(text.slice(at, at + MOST_BEFORE))
      ? lineEnd
      : undefined,

  *read(text, file, definitions): Generator<Read> {
    // A line of l2t_csv says it twice, first in short.
    const head = [...text.matchAll(HEADS)].at(-1);
    const from = head?.index ?? 0;
    const cell = text[from - 1] === '"' ? text.slice(from).replaceAll('""', '"') : text.slice(from);
    const begin = cell.indexOf(LIST);
    const end = cell.lastIndexOf(BEHIND);
    if (begin < 0 || end < begin) {
      yield { problem: shortLine(file, 'Plaso', 'has no list of strings before its end') };
      return;
    }
    const [, computer, recordId] =
      /^(\S+)(?: Record Number: (\d+))?/.exec(cell.slice(end + BEHIND.length)) ?? [];
    const event = {
      format: 'plaso',
      data: [],
      problems: [],
      source: { file, index: 0, line: 1 },
    };
    setHeader(event, {
      eventId: head?.[1],
      provider: /Source Name: (\S+)/.exec(cell)?.[1],
      computer,
      recordId,
      time: timeOf(text),
    });
    addByPosition(event, stringsOf(cell.slice(begin + LIST.length, end)), { definitions });
    yield { event };
  },
};

/** Columns of time, source, host and file before the message. */
const MOST_BEFORE = 1_000;
const HEAD = /\[(\d{1,5}) \/ 0x[0-9a-f]{4,8}\] (?:Provider identifier: \S+ )?Source Name: /;
const LIST = ' Strings: [';
const BEHIND = '] Computer Name: ';
const HEADS = new RegExp(HEAD, 'g');

/**
 * A list as Python writes it, whose commas some outputs take out. Plaso pads hexadecimal numbers with zeros, which the
 * event's XML has not.
 */
function stringsOf(list: string): string[] {
  const one = /[\s,]*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/sy;
  const strings: string[] = [];
  for (let found = one.exec(list); found; found = one.exec(list)) {
    strings.push(
      (found[1] ?? found[2] ?? '').replace(/^0x0+(?=[\da-f])/, '0x').replace(ESCAPED, unescape),
    );
  }
  return strings;
}

const ESCAPED = /\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gs;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescape(_: string, x: string | undefined, u: string | undefined, char = ''): string {
  const code = x ?? u;
  return code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(parseInt(code, 16));
}

/** `2024-03-05T08:17:14.864132+00:00,` of the dynamic output, or `03/05/2024,08:17:14,UTC,` of l2t_csv. */
function timeOf(text: string): string | undefined {
  const iso = /^\s*"?(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))/.exec(text)?.[1];
  const [, month, day, year, clock, zone] =
    /^\s*"?(\d\d)\/(\d\d)\/(\d{4}),([\d:]{8}),(\w+)/.exec(text) ?? [];
  return iso ?? (year && `${year}-${month}-${day} ${clock}${zone === 'UTC' ? ' UTC' : ''}`);
}
