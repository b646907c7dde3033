import type { RawEvent } from '../../event.ts';
import type { KeptText } from './reading.ts';

/** Longest text of one event that a page shows. */
const LONGEST = 32_768;

/**
 * The text of one event as it stood in the input.
 *
 * @param next first line of the event after it, where that is another
 * @param before how many events begin on the same line before it
 */
export function inputText(
  kept: KeptText | undefined,
  event: RawEvent,
  next: number | undefined,
  before: number,
): { text: string; cut: boolean } | undefined {
  const { line } = event.source;
  if (!kept || line === undefined) return undefined;
  const piece = kept.pieces.findLast((candidate) => candidate.line < line);
  if (!piece) return undefined;
  const from = offsetOfLine(piece.text, line - piece.line);
  const to =
    next === undefined || next <= line
      ? piece.text.length
      : offsetOfLine(piece.text, next - piece.line);
  const whole = piece.text.slice(from, next === line ? endOfLine(piece.text, from) : to);
  const own = before > 0 || next === line ? oneOfLine(whole, before) : whole;
  const text = own.slice(0, LONGEST).trimEnd();
  return { text, cut: own.length > LONGEST };
}

function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let left = line - 1; left > 0; left -= 1) {
    const found = text.indexOf('\n', at);
    if (found < 0) return text.length;
    at = found + 1;
  }
  return at;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Events on one line are XML or JSON one after the other. */
function oneOfLine(text: string, before: number): string {
  const starts = [...text.matchAll(/<Event[\s>]/g)].map((found) => found.index);
  if (starts.length <= before) return text;
  return text.slice(starts[before], starts[before + 1] ?? text.length);
}
