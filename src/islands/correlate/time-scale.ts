import { grouped } from '../../catalog/grouped.ts';
import { lengthText } from '../../correlate/span.ts';
import type { Folds } from './folds.ts';

/** A stretch of time, in milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 365].map((n) => n * DAY),
];

/** Narrowest stretch that can be shown. */
const NARROWEST = 20;

/** Pixels from the left edge of a drawing `width` wide that shows the span. */
export function toX({ from, to }: Span, width: number, at: number): number {
  return ((at - from) / (to - from)) * width;
}

/** The time at a pixel. */
export function toTime({ from, to }: Span, width: number, x: number): number {
  return from + (x / width) * (to - from);
}

/** Makes the span `factor` times as long, keeps the time `at` in its place, and stays inside the bounds. */
export function zoomed(span: Span, factor: number, at: number, bounds: Span): Span {
  const length = Math.max(NARROWEST, (span.to - span.from) * factor);
  const share = (at - span.from) / (span.to - span.from);
  return inside({ from: at - share * length, to: at + (1 - share) * length }, bounds);
}

/** Moves the span by so many milliseconds, inside the bounds. */
export function moved(span: Span, by: number, bounds: Span): Span {
  return inside({ from: span.from + by, to: span.to + by }, bounds);
}

/** The span inside the bounds: shifted where it fits, cut where it does not. */
export function inside({ from, to }: Span, bounds: Span): Span {
  const length = Math.min(to - from, bounds.to - bounds.from);
  const start = Math.min(Math.max(from, bounds.from), bounds.to - length);
  return { from: start, to: start + length };
}

/** The span with a margin on both sides, so that nothing sticks to an edge; never empty. */
export function padded({ from, to }: Span, share = 0.03): Span {
  const margin = Math.max((to - from) * share, to === from ? SECOND : NARROWEST);
  return { from: from - margin, to: to + margin };
}

export interface Tick {
  at: number;
  label: string;
  /** Set on the first of a day. */
  day?: string;
}

/**
 * Round times across a span, at least `room` pixels apart.
 *
 * @param offset minutes that the shown zone is ahead of UTC at a time
 */
export function ticks(
  span: Span,
  width: number,
  room: number,
  offset: (at: number) => number,
): Tick[] {
  const least = ((span.to - span.from) / width) * room;
  const step = STEPS.find((one) => one >= least) ?? (STEPS.at(-1) as number);
  const shift = offset(span.from) * MINUTE;
  const found: Tick[] = [];
  let lastDay = '';
  for (let at = Math.ceil((span.from + shift) / step) * step - shift; at <= span.to; at += step) {
    const iso = isoIn(at, offset);
    const day = iso.slice(0, 10);
    const time =
      step < SECOND ? iso.slice(11, 23) : step < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
    const tick: Tick = { at, label: step >= DAY ? day : time };
    if (day !== lastDay && step < DAY) tick.day = day;
    lastDay = day;
    found.push(tick);
  }
  return found;
}

const isoIn = (at: number, offset: (at: number) => number) =>
  new Date(at + offset(at) * MINUTE).toISOString();

/** The date at a time, in the zone that is shown. */
export const dayOf = (at: number, offset: (at: number) => number): string =>
  isoIn(at, offset).slice(0, 10);

/** A long time in words, in days. */
export const inDays = (milliseconds: number): string =>
  `${grouped(Math.round(milliseconds / DAY))} d`;

export interface Gap extends Span {
  words: string;
}

/**
 * Stretches of at least a sixth of the span in which no event lies, longest first, at most four.
 *
 * @param times in order
 * @param span in drawn time
 */
export function gaps(times: ArrayLike<number>, span: Span, folds: Folds): Gap[] {
  const least = Math.max((span.to - span.from) / 6, 10 * SECOND);
  const end = folds.unfold(span.to);
  const found: Gap[] = [];
  for (
    let index = firstFrom(times, folds.unfold(span.from));
    index + 1 < times.length;
    index += 1
  ) {
    const [from, to] = [times[index] as number, times[index + 1] as number];
    if (to > end) break;
    if (to - from < least || folds.fold(to) - folds.fold(from) < least) continue;
    found.push({ from, to, words: `${lengthText(to - from)} without events` });
  }
  return found.sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, 4);
}

/** Place of the first time that is not before another. */
function firstFrom(times: ArrayLike<number>, from: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
