import type { Definitions } from '../../catalog/definitions.ts';
import { readEvtx } from '../evtx/read-evtx.ts';
import type { Read } from '../formats/format.ts';
import { csvHead } from '../formats/csv.ts';
import { readEvents } from '../read-events.ts';
import type { Chunks } from './bytes.ts';
import type { Limits } from './limits.ts';
import { openInput } from './open-input.ts';

/**
 * Reads the events of a file in whatever it is: an event log, text in any format, or archives of them. Never throws on
 * input; what cannot be read is a problem in its place.
 *
 * @param input the file's bytes, whole or in pieces
 * @param file its name for places; a file in an archive is `logs.zip/Security.evtx`
 */
export function* readInput(
  input: Uint8Array | Chunks,
  file: string,
  definitions: Definitions,
  limits?: Limits,
): Generator<Read> {
  let before: { file: string; index: number; head: string } | undefined;
  for (const part of openInput(input, file, limits)) {
    if (part.kind === 'problem') yield { problem: part.problem };
    else if (part.kind === 'evtx') yield* readEvtx(part.bytes, part.file);
    else if (part.kind === 'text') {
      const isFirst = part.line === 1 || before?.file !== part.file;
      if (!isFirst && !/\S/.test(part.text)) continue;
      const index: number = isFirst || !before ? 0 : before.index;
      // A table that was cut goes on without its line of names.
      const head: string = isFirst || !before ? csvHead(part.text) : before.head;
      const text = isFirst ? part.text : head + part.text;
      const lines = part.line - 1 - (isFirst || head === '' ? 0 : 1);
      let count = 0;
      for (const read of readEvents(text, definitions, part.file)) {
        if ('event' in read) count += 1;
        yield lines === 0 && index === 0 ? read : later(read, lines, index);
      }
      before = { file: part.file, index: index + count, head };
    }
  }
}

/** Puts the place of what was read in a later piece of a text right. */
function later(read: Read, lines: number, index: number): Read {
  const problems = 'event' in read ? read.event.problems : [read.problem];
  for (const problem of problems) {
    const { line, event } = problem.place;
    problem.place = {
      ...problem.place,
      ...(line === undefined ? {} : { line: line + lines }),
      ...(event === undefined ? {} : { event: event + index }),
    };
  }
  if ('event' in read) {
    const { source } = read.event;
    read.event.source = {
      ...source,
      index: source.index + index,
      ...(source.line === undefined ? {} : { line: source.line + lines }),
    };
  }
  return read;
}
