import type { Chunks } from './bytes.ts';
import { STEP, type Step } from './step.ts';
import type { Encoding } from './text-encoding.ts';

/** A stretch of a text that is too long for one string. */
export interface TextPiece {
  text: string;
  /** Line of its first character, from 1. */
  line: number;
}

/** Characters of a piece: far below what a string can hold, far above what an event has. */
const MOST = 64 * 1_024 * 1_024;
/** Characters of the first piece, where events plainly begin: whoever waits for the first of them waits less. */
const FIRST = 2 * 1_024 * 1_024;
/** How far back from there an event's beginning is looked for. */
const BACK = 1_024 * 1_024;

/**
 * Text in pieces that end where an event ends, as far as that shows: before a line that begins an element or an object,
 * at a blank line, or at least at a line's end. Zero bytes are left out, of which there may be gigabytes: hence steps.
 */
export function* textPieces(chunks: Chunks, encoding: Encoding): Generator<TextPiece | Step> {
  const decoder = new TextDecoder(encoding);
  let text = '';
  let line = 1;
  for (const chunk of chunks) {
    if (isBlank(chunk)) {
      yield STEP;
      continue;
    }
    text += plain(decoder.decode(chunk, { stream: true }));
    for (let end = endOf(text, line === 1); end > 0; end = endOf(text, false)) {
      yield { text: text.slice(0, end), line };
      line += countLines(text, end);
      text = text.slice(end);
    }
    yield STEP;
  }
  text += plain(decoder.decode());
  yield { text, line };
}

/** Whether there are zero bytes alone, as behind a log that was cut off by a crash. */
const isBlank = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

const plain = (text: string) => (text.includes('\0') ? text.replaceAll('\0', '') : text);

const MARKS = ['\n<Event ', '\n{', '\n\n', '\r\n\r\n', '\n'];

/** Where a piece ends; 0 while it goes on. */
function endOf(text: string, isFirst: boolean): number {
  if (text.length > MOST) return lastOf(text, MARKS, MOST) || MOST;
  if (!isFirst || text.length <= FIRST) return 0;
  // Elements and objects one after the other; in an array or a table they do not stand alone.
  const mark = { '<': '>\n<Event ', '{': '}\n{' }[/\S/.exec(text)?.[0] ?? ''];
  return mark === undefined ? 0 : lastOf(text, [mark, mark.replace('\n', '\r\n')], FIRST);
}

function lastOf(text: string, marks: readonly string[], before: number): number {
  const from = before - BACK;
  const tail = text.slice(from, before);
  for (const mark of marks) {
    const found = tail.lastIndexOf(mark);
    if (found >= 0) return from + tail.indexOf('\n', found) + 1;
  }
  return 0;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
}
