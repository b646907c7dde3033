import type { Span } from './time-scale.ts';

const DAY = 86_400_000;
/** A stretch without events is folded where it takes up such a part of what else is drawn, and lasts a day. */
const PART = 1 / 5;
/** What a folded stretch takes up, of what is drawn in full. */
const FOLDED = 0.06;

/** A long stretch without events, and where it lies in drawn time. */
export interface Fold extends Span {
  drawn: Span;
}

/**
 * Times as they are drawn: long stretches without events are folded, so that a log of some days of last year and some
 * of this one is not two hairlines. Drawn time goes on as time does, but for the folds.
 */
export class Folds {
  readonly list: readonly Fold[];

  /** @param times of all events, in milliseconds since 1970, in order */
  constructor(times: ArrayLike<number>) {
    const [first = 0, last = first] = [times[0], times[times.length - 1]];
    const empty: Span[] = [];
    for (let at = 1; at < times.length; at += 1) {
      const [from, to] = [times[at - 1] as number, times[at] as number];
      if (to - from >= DAY) empty.push({ from, to });
    }
    const folded: Span[] = [];
    let left = last - first;
    // The longest first: with each that is folded, the others take up more of the rest.
    for (const one of empty.sort((a, b) => b.to - b.from - (a.to - a.from))) {
      const length = one.to - one.from;
      if (length < left * PART) break;
      left -= length;
      folded.push(one);
    }
    const length = Math.max(1_000, left * FOLDED);
    let saved = 0;
    this.list = folded
      .sort((a, b) => a.from - b.from)
      .map(({ from, to }) => {
        const start = from - saved;
        saved += to - from - length;
        return { from, to, drawn: { from: start, to: start + length } };
      });
  }

  /** Drawn time of a time. */
  fold(at: number): number {
    let moved = at;
    for (const { from, to, drawn } of this.list) {
      if (at <= from) break;
      if (at < to) return toOther(at, { from, to }, drawn);
      moved = drawn.to + (at - to);
    }
    return moved;
  }

  /** Time of a drawn time. */
  unfold(at: number): number {
    let moved = at;
    for (const { from, to, drawn } of this.list) {
      if (at <= drawn.from) break;
      if (at < drawn.to) return toOther(at, drawn, { from, to });
      moved = to + (at - drawn.to);
    }
    return moved;
  }

  /** The parts of a stretch of time that are drawn in full. */
  parts({ from, to }: Span): Span[] {
    const parts: Span[] = [];
    let start = from;
    for (const fold of this.list) {
      if (fold.to <= start) continue;
      if (fold.from >= to) break;
      if (fold.from > start) parts.push({ from: start, to: fold.from });
      start = fold.to;
    }
    if (start < to) parts.push({ from: start, to });
    return parts;
  }
}

function toOther(at: number, one: Span, other: Span): number {
  const share = (at - one.from) / (one.to - one.from);
  return other.from + share * (other.to - other.from);
}
