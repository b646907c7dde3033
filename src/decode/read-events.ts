import type { Definitions } from '../catalog/definitions.ts';
import type { RawEvent } from '../event.ts';
import { cef } from './formats/cef.ts';
import { csv } from './formats/csv.ts';
import { details } from './formats/details.ts';
import { eventList } from './formats/event-list.ts';
import { formatList } from './formats/format-list.ts';
import { friendly } from './formats/friendly.ts';
import type { Problem } from '../problem.ts';
import { foldProblems } from './fold-problems.ts';
import { STEP, type Format, type Read, type Step } from './formats/format.ts';
import { json } from './formats/json.ts';
import { legacy } from './formats/legacy.ts';
import { leef } from './formats/leef.ts';
import { linePairs } from './formats/line-pairs.ts';
import { localized } from './formats/localized.ts';
import { message, UNKNOWN_TEXT } from './formats/message.ts';
import { ossec } from './formats/ossec.ts';
import { plaso } from './formats/plaso.ts';
import { qradar } from './formats/qradar.ts';
import { relayHeadAt } from './formats/relay-head.ts';
import { snare } from './formats/snare.ts';
import { xml } from './formats/xml.ts';
import { messageFinder, recognise } from './message/recognise.ts';
import { normaliseText } from './message/normalise.ts';
import { splitText } from './split.ts';
import { plainPaste } from './paste/plain-paste.ts';

/** Every format that can be pasted; what has least of its own is the last. */
export const formats: readonly Format[] = [
  cef,
  csv,
  details,
  eventList,
  formatList,
  friendly,
  json,
  leef,
  legacy,
  localized,
  message,
  ossec,
  plaso,
  qradar,
  snare,
  xml,
  linePairs,
];

/** Characters of a text without an event that are looked at once more, to say what it may be. */
const HEAD = 65_536;
/** What normaliseText would change. */
const UNUSUAL = /[\r\u00a0\u2007\u200e\u200f\u202a-\u202f\u3000\ufeff]/;
/** XML in JSON in a cell of a table is as deep as it gets. */
const MOST_DEPTH = 3;

/**
 * Reads the events of a text, in whatever formats they are, in input order; never throws on input. What is no event is
 * a problem in its place; of problems that are alike the first few, and a word on the others.
 */
export function* readEvents(text: string, definitions: Definitions, file = '-'): Generator<Read> {
  for (const read of readInSteps(text, definitions, file)) if (!('read' in read)) yield read;
}

/** The same, with a step at least every few million characters, for a host that shows progress or may be stopped. */
export function readInSteps(
  text: string,
  definitions: Definitions,
  file = '-',
): Generator<Read | Step> {
  return foldProblems(readNested(text, definitions, file, 0));
}

function* readNested(
  input: string,
  definitions: Definitions,
  file: string,
  depth: number,
): Generator<Read | Step> {
  const text = plainPaste(input);
  const inner = (inside: string): RawEvent | undefined => {
    if (depth >= MOST_DEPTH) return undefined;
    for (const read of readNested(inside, definitions, file, depth + 1)) {
      if ('event' in read) return read.event;
    }
    return undefined;
  };
  let index = 0;
  let step = STEP;
  let end: number | undefined;
  let any = false;
  const cuts = stretches(text, definitions);
  for (let turn = cuts.next(); !turn.done; turn = cuts.next(end)) {
    const { format = message, from, to, line, goesOn } = turn.value;
    any = true;
    const isLong = to !== undefined && to - from > LONGEST_LINE && !hasLines(text, from, to);
    const reads: Generator<Read | Step, unknown> =
      to === undefined && format.readFrom
        ? format.readFrom(text, from, file, definitions, inner)
        : format.read(
            text.slice(from, isLong ? from + LONGEST_LINE : to),
            file,
            definitions,
            inner,
          );
    let events = 0;
    let read = reads.next();
    for (; !read.done; read = reads.next()) {
      const one = read.value;
      if ('read' in one) yield one;
      else if (!(goesOn && 'problem' in one && one.problem.code === UNKNOWN_TEXT)) {
        if ('event' in one) {
          const { provider } = one.event;
          if (provider !== undefined) one.event.provider = definitions.providerName(provider);
          events += 1;
        }
        yield moved(one, index, line - 1);
      }
    }
    if (isLong) yield { problem: longLine(file, line, to - from) };
    index += events;
    end = typeof read.value === 'number' ? read.value : undefined;
    const place = end ?? to ?? 0;
    if (place >= step) {
      yield { read: place };
      step = place + STEP;
    }
  }
  // All of it is words around an event, or blank.
  if (!any) yield* message.read(text.slice(0, HEAD), file, definitions);
}

/** No event of one line is longer. */
const LONGEST_LINE = 1 << 20;

function hasLines(text: string, from: number, to: number): boolean {
  const lineEnd = text.indexOf('\n', from);
  return lineEnd >= 0 && lineEnd < to - 1;
}

const longLine = (file: string, line: number, length: number): Problem => ({
  code: 'long-line',
  place: { file, line },
  message: `The line has ${length} characters: the first ${LONGEST_LINE} of them were read.`,
  hint: 'No event has a line as long. The lines before and after it were read whole.',
});

function stretches(text: string, definitions: Definitions) {
  const mayBegin = messageFinder(text, definitions);
  const begins = (at: number, lineEnd: number) => {
    if (!mayBegin(at, lineEnd)) return false;
    const head = text.slice(at, at + 1_000);
    return recognise(UNUSUAL.test(head) ? normaliseText(head) : head, definitions) !== undefined;
  };
  return splitText(text, formats, (at, lineEnd) => {
    if (begins(at, lineEnd)) return true;
    const behind = relayHeadAt(text, at)?.end ?? lineEnd;
    return behind < lineEnd && begins(behind, lineEnd);
  });
}

/** Puts the place of what was read in a stretch right for the whole text. */
function moved(read: Read, index: number, lines: number): Read {
  if ('problem' in read) {
    const { place } = read.problem;
    if (place.line !== undefined) place.line += lines;
    if (place.event !== undefined) place.event += index;
    return read;
  }
  const { event } = read;
  event.source = {
    ...event.source,
    index: event.source.index + index,
    ...(event.source.line === undefined ? {} : { line: event.source.line + lines }),
  };
  for (const problem of event.problems) {
    const { place } = problem;
    problem.place = {
      ...place,
      ...(place.line === undefined ? {} : { line: place.line + lines }),
      ...(place.event === undefined ? {} : { event: event.source.index }),
    };
  }
  return read;
}
