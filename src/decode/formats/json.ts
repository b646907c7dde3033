import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';
import { Alike } from './alike.ts';
import { countLines } from './count-lines.ts';
import { STEP, type Format, type Read, type ReadInner, type Step } from './format.ts';
import {
  endOfPlain,
  mendObject,
  nextObject,
  OPEN,
  parseObject,
  scanObject,
  valueBehind,
} from './json-scan.ts';
import { mayHoldEvent, readRow } from './shapes/rows.ts';
import { rowOf } from './shapes/shape.ts';

/**
 * Events as JSON: one object, a list of them, one a line, or the answer of a search; strings among them that hold the
 * text of an event. The shape is told from the keys, object by object; shapes/ has one file each.
 */
export const json: Format = {
  id: 'json',
  title: 'JSON',

  marks: ['{', '\\'],
  begins: (text, at, lineEnd) =>
    (text.charCodeAt(at) === OPEN && nextObject(text, at, lineEnd) >= 0) ||
    stringAt(text, at) !== undefined,

  *read(text, file, definitions, inner): Generator<Read> {
    const from = nextObject(text, 0, text.length);
    if (from < 0) return;
    for (let at = from; at >= 0;) {
      const run = readRun(text, at, file, definitions, inner);
      let turn = run.next();
      for (; !turn.done; turn = run.next()) if (!('read' in turn.value)) yield turn.value;
      at = nextObject(text, turn.value, text.length);
    }
  },

  readFrom: readRun,
};

/** Objects one behind the other, with white space, commas and the brackets of lists between. */
function* readRun(
  text: string,
  at: number,
  file: string,
  definitions: Definitions,
  inner: ReadInner = () => undefined,
): Generator<Read | Step, number> {
  const alike = new Alike();
  let index = 0;
  let line = 1;
  let counted = at;
  let end = at;
  let step = at + STEP;
  const first = stringAt(text, at) === undefined ? nextObject(text, at, text.length) : at;
  if (first > at) yield { problem: notJson('no name follows its brace', { file, line, event: 0 }) };
  for (let from = first; from >= 0; from = valueBehind(text, end)) {
    line += countLines(text, counted, from);
    counted = from;
    const place = { file, line, event: index };
    if (text.charCodeAt(from) !== OPEN) {
      const string = stringAt(text, from);
      const event = string && inner(string.value);
      const plain = text.slice(from, string?.end ?? endOfPlain(text, from));
      // A word alone may be the name of a table's only column.
      if (!event && /^"\w*"$/.test(plain)) return end;
      end = from + plain.length;
      if (event) {
        yield* alike.flush();
        const problems = event.problems.map((problem) => ({ ...problem, place }));
        yield { event: { ...event, problems, source: { file, index, line } } };
        index += 1;
      } else yield* alike.add(() => noEventValue(plain, place));
      continue;
    }
    const scanned = scanObject(text, from);
    end = scanned.end;
    const cut = scanned.cut && {
      code: 'json-cut',
      place: { file, line: line + countLines(text, from, end), event: index },
      message: 'The JSON ends inside an object.',
      hint: KEPT,
    };
    const json = mendObject(text, from, scanned);
    // Junk costs little: what can be no event is not taken apart.
    const mayHold = mayHoldEvent(json);
    const isShort = json.length < LONGEST_NONE;
    const value = mayHold || (isShort && !alike.isFull) ? parse(json) : { row: {} };
    if ('fault' in value)
      yield* alike.add(
        () => cut ?? notJson(value.fault, faultPlace(value.fault, text, from, place)),
      );
    else {
      let found = 0;
      const source = { file, index, line };
      const start = (): RawEvent => ({
        format: 'json',
        data: [],
        problems: [],
        source: { ...source, index },
      });
      for (const event of mayHold ? readRow(value.row, { definitions, inner, start }) : []) {
        yield* alike.flush();
        event.source = { ...source, index };
        if (cut) Object.assign(event, { partial: true, problems: [...event.problems, cut] });
        yield { event };
        found += 1;
        index += 1;
      }
      if (found === 0) yield* alike.add(() => cut ?? noEvent(Object.keys(value.row), place));
    }
    if (end > step) {
      yield* alike.flush();
      yield { read: end };
      step = end + STEP;
    }
  }
  yield* alike.flush();
  return end;
}

/** A string that is all of a line, or one of a list, and may hold the text of an event. */
function stringAt(text: string, at: number): { value: string; end: number } | undefined {
  if (text[at] !== '"') return undefined;
  const end = endOfPlain(text, at);
  if (end === undefined || end - at < SHORTEST_TEXT) return undefined;
  try {
    const value = JSON.parse(text.slice(at, end)) as string;
    return /[\n{<]/.test(value) ? { value, end } : undefined;
  } catch {
    return undefined;
  }
}
const SHORTEST_TEXT = 20;

/** What is longer and can be no event is not taken apart to say what it is. */
const LONGEST_NONE = 1 << 20;
const KEPT = 'The events before and after it were read. Copy it again, whole.';

function parse(text: string): { row: Record<string, unknown> } | { fault: string } {
  for (const one of /[\u201c\u201d]/.test(text)
    ? [text, text.replace(/[\u201c\u201d]/g, '"')]
    : [text]) {
    try {
      const row = rowOf(parseObject(one));
      if (row) return { row };
    } catch (error) {
      if (one !== text || !/[\u201c\u201d]/.test(text)) {
        return { fault: error instanceof Error ? error.message : 'unknown fault' };
      }
    }
  }
  return { fault: 'it is no object' };
}

/** Where engines say that the fault is. */
const POSITION = /(?: in JSON)? at position (\d+).*$/;

function faultPlace(
  fault: string,
  text: string,
  from: number,
  place: Problem['place'],
): Problem['place'] {
  const position = POSITION.exec(fault)?.[1];
  if (position === undefined) return place;
  const at = from + Number(position);
  return {
    ...place,
    line: (place.line ?? 1) + countLines(text, from, at),
    column: at - text.lastIndexOf('\n', at - 1),
  };
}

const notJson = (fault: string, place: Problem['place']): Problem => ({
  code: 'not-json',
  place,
  message: `An object cannot be read: ${fault.replace(POSITION, '')}.`,
  hint: KEPT,
});

const noEventValue = (plain: string, place: Problem['place']): Problem => ({
  code: 'no-event-value',
  place,
  message: `No event, but a value alone: ${plain.slice(0, MOST_SHOWN)}${plain.length > MOST_SHOWN ? '…' : ''}`,
  hint: NO_EVENT_HINT,
});
const MOST_SHOWN = 60;
const NO_EVENT_HINT = 'An event has an EventID, event_id, winlog or Event key.';

function noEvent(keys: readonly string[], place: { file: string; line: number; event: number }) {
  return {
    code: 'no-event-object',
    place,
    message:
      keys.length > 0
        ? `The object is no event: it has ${keys.slice(0, 5).join(', ')}.`
        : 'The object is no event.',
    hint: NO_EVENT_HINT,
  };
}
