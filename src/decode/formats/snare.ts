import type { Definitions } from '../../catalog/definitions.ts';
import { hasMark } from './has-mark.ts';
import { normaliseText } from '../message/normalise.ts';
import { recognise } from '../message/recognise.ts';
import type { RawEvent } from '../../event.ts';
import type { Format, Read } from './format.ts';
import { definitionsFor, reportLost } from './known-fields.ts';
import { addBody, shortLine } from './line-body.ts';

/**
 * Snare for Windows: `MSWinEventLog`, then criticality, log, counter, date, event id, source, user, kind of user,
 * outcome, computer, category, data, message and checksum, between tabs; relays write the tabs as `#011`, `\t` or runs
 * of spaces. The message has lost its line ends.
 */
export const snare: Format = {
  id: 'snare',
  title: 'Snare',

  marks: ['MSWinEventLog'],
  extent: (text, at, lineEnd) => {
    if (!hasMark(text, at, lineEnd, 'MSWinEventLog')) return undefined;
    const start = /(?:.{0,300}?[^\w])?MSWinEventLog(?:\t|#011|\\t|[ ;,]+\d)/y;
    start.lastIndex = at;
    return start.test(text) ? lineEnd : undefined;
  },

  *read(text, file, definitions): Generator<Read> {
    const line = text.slice(text.indexOf('MSWinEventLog'));
    const separator = ['\t', '#011', '\\t', ';'].find((one) => line.startsWith(one, 13));
    const cells = separator === undefined ? spaced(line) : line.split(separator);
    const [, , channel, , time, eventId, provider, , , outcome, computer] = cells;
    if (cells.length < 12 || !/^\d+$/.test(eventId ?? '')) {
      yield {
        problem: shortLine(file, 'Snare', `has ${cells.length} cells where 14 are expected`),
      };
      return;
    }
    const event: RawEvent = {
      format: 'snare',
      data: [],
      problems: [],
      source: { file, index: 0, line: 1 },
    };
    const body = cells.slice(12).filter((cell) => cell.trim() !== '');
    // Behind the message stands a checksum, or the record's number.
    if (body.length > 1 && /^\s*(?:\d+|[0-9a-f]{32})\s*$/i.test(body.at(-1) ?? '')) body.pop();
    addBody(
      event,
      { channel, provider, eventId, time, computer, keywords: outcome },
      withoutCategory(body.join('\t'), definitions),
      definitions,
    );
    if (separator === undefined) dropMixed(event, definitions);
    yield { event };
  },
};

/**
 * Takes away the values that lost tabs have mixed with what stood beside the message: one that begins it has the words of
 * the category before it, one of free text at its end a number behind it.
 */
function dropMixed(event: RawEvent, definitions: Definitions): void {
  const [definition] = definitionsFor(event, definitions);
  const layout = definition?.layouts.find(({ version }) => version === event.version);
  const first = layout?.first[0];
  const last = event.data.at(-1);
  const slot = layout?.fields.find(({ name }) => name === last?.name);
  const mixed = [
    first && 'field' in first ? first.field : undefined,
    slot && /^(?:text|list)$/.test(slot.type) && /\s\d{1,10}$/.test(last?.value ?? '')
      ? slot.name
      : undefined,
  ];
  for (const { name } of event.data.filter((value) => mixed.includes(value.name)))
    reportLost(
      event,
      name,
      'without tabs, what stands beside it cannot be told from it',
      'Copy the line with its tabs.',
    );
  event.data = event.data.filter(({ name }) => !mixed.includes(name));
}

/** Cells of a line whose tabs have become spaces: the date has five words, the outcome two, the category any number. */
function spaced(line: string): string[] {
  const found =
    /^MSWinEventLog\s{1,9}(\d+)\s{1,9}(\S+)\s{1,9}(\d+)\s{1,9}(\w{3} \w{3}\s{1,9}\d{1,2} [\d:]{8} \d{4})\s{1,9}(\d+)\s{1,9}(\S+)\s{1,9}(.{1,99}?)\s{1,9}(\S+)\s{1,9}((?:Success|Failure) Audit|Audit (?:Success|Failure)|Information|Warning|Error)\s{1,9}(\S+)\s/.exec(
      line.slice(0, 2_000),
    );
  if (!found) return line.slice(0, 2_000).split(/ {2,9}/);
  const body = line.slice(found[0].length);
  const counter = found[3] ?? '';
  const end = new RegExp(`\\s(?:${counter}|[0-9a-f]{32})$`, 'i');
  return ['MSWinEventLog', ...found.slice(1, 11), '', body.trimEnd().replace(end, '').trimEnd()];
}

/** Where tabs have become spaces, the words of the category stand right before the message. */
function withoutCategory(body: string, definitions: Definitions): string {
  const text = normaliseText(body);
  const word = /\s*\S+/y;
  for (let words = 0, at = 0; words < 6 && at < text.length; words += 1, at = word.lastIndex) {
    const rest = text.slice(at).trimStart();
    if (recognise(rest.slice(0, 1_000), definitions)) return rest;
    word.lastIndex = at;
    if (!word.test(text)) break;
  }
  return body;
}
