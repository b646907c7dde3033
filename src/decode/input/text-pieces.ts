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
    text += plain(decoder.decode(chunk, { stream: true }));
    while (text.length > MOST) {
      const end = boundary(text);
      yield { text: text.slice(0, end), line };
      line += countLines(text, end);
      text = text.slice(end);
    }
    yield STEP;
  }
  text += plain(decoder.decode());
  yield { text, line };
}

const plain = (text: string) => (text.includes('\0') ? text.replaceAll('\0', '') : text);

function boundary(text: string): number {
  const from = MOST - BACK;
  const tail = text.slice(from, MOST);
  for (const mark of ['\n<Event ', '\n{', '\n\n', '\r\n\r\n', '\n']) {
    const found = tail.lastIndexOf(mark);
    if (found >= 0) return from + found + 1;
  }
  return MOST;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
}
