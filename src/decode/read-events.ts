import type { Definitions } from '../catalog/definitions.ts';
import type { RawEvent } from '../event.ts';
import { cef } from './formats/cef.ts';
import { csv } from './formats/csv.ts';
import { details } from './formats/details.ts';
import { eventList } from './formats/event-list.ts';
import { formatList } from './formats/format-list.ts';
import type { Format, Read } from './formats/format.ts';
import { json } from './formats/json.ts';
import { legacy } from './formats/legacy.ts';
import { leef } from './formats/leef.ts';
import { localized } from './formats/localized.ts';
import { message } from './formats/message.ts';
import { ossec } from './formats/ossec.ts';
import { qradar } from './formats/qradar.ts';
import { snare } from './formats/snare.ts';
import { xml } from './formats/xml.ts';
import { recognise } from './message/recognise.ts';
import { normaliseText } from './message/normalise.ts';
import { splitText, type Stretch } from './split.ts';
import { unquote } from './unquote.ts';

/** Every format that can be pasted, in alphabetical order. */
export const formats: readonly Format[] = [
  cef,
  csv,
  details,
  eventList,
  formatList,
  json,
  leef,
  legacy,
  localized,
  message,
  ossec,
  qradar,
  snare,
  xml,
];

const HEAD = 65_536;
/** What normaliseText would change. */
const UNUSUAL = /[\r\u00a0\u2007\u200e\u200f\u202a-\u202f\u3000\ufeff]/;
/** XML in JSON in a cell of a table is as deep as it gets. */
const MOST_DEPTH = 3;

/** The format that a text is in, and how sure that is (0 to 1); undefined when none knows it. */
export function detectFormat(
  text: string,
  definitions: Definitions,
): { format: Format; confidence: number } | undefined {
  const head = unquote(text.slice(0, HEAD));
  for (const stretch of stretches(head, definitions)) {
    if (stretch.format) return { format: stretch.format, confidence: 0.95 };
    const confidence = message.confidence(head.slice(stretch.from, stretch.to), definitions);
    if (confidence > 0) return { format: message, confidence };
  }
  return undefined;
}

/**
 * Reads the events of a text, in whatever formats they are, in input order; never throws on input. What is no event is
 * a problem in its place.
 */
export function* readEvents(text: string, definitions: Definitions, file = '-'): Generator<Read> {
  yield* readNested(text, definitions, file, 0);
}

function* readNested(
  input: string,
  definitions: Definitions,
  file: string,
  depth: number,
): Generator<Read> {
  const text = unquote(input);
  const inner = (inside: string): RawEvent | undefined => {
    if (depth >= MOST_DEPTH) return undefined;
    for (const read of readNested(inside, definitions, file, depth + 1)) {
      if ('event' in read) return read.event;
    }
    return undefined;
  };
  let index = 0;
  let any = false;
  for (const stretch of stretches(text, definitions)) {
    any = true;
    const piece = text.slice(stretch.from, stretch.to);
    const format = stretch.format ?? message;
    let read = 0;
    for (const one of format.read(piece, file, definitions, inner)) {
      yield moved(one, index, stretch.line - 1);
      if ('event' in one) read += 1;
    }
    index += read;
  }
  if (!any) yield* message.read('', file, definitions);
}

function stretches(text: string, definitions: Definitions): Generator<Stretch> {
  return splitText(text, formats, (at) => {
    const head = text.slice(at, at + 1_000);
    return recognise(UNUSUAL.test(head) ? normaliseText(head) : head, definitions) !== undefined;
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
