import type { Row } from './row.ts';

/** Events of one log of one computer. */
export interface Stream {
  rows: Row[];
  /** How many of the rows have been given out. */
  given: number;
  sorted: boolean;
  /** Highest record number, and latest time, so far. */
  record: number;
  time: number;
  /** Rows without a record number are ordered by time. */
  numbered: boolean;
  /** How often time went on from one row to the next, less how often it went back. */
  direction: number;
}

export const newStream = (numbered: boolean): Stream => ({
  rows: [],
  given: 0,
  sorted: true,
  record: -1,
  time: Number.NEGATIVE_INFINITY,
  numbered,
  direction: 0,
});

/**
 * Puts events in order: by record number within a log of a computer, since the clock may be set; by
 * time across logs and computers. At most `hold` events wait; the rest are given out, half at a time,
 * so that the order depends on the events alone and not on how they were handed over.
 */
export class Ordering {
  readonly #hold: number;
  readonly #give: (row: Row) => void;
  #streams: Stream[] = [];
  #held = 0;
  outOfOrder = 0;

  constructor(hold: number, give: (row: Row) => void) {
    this.#hold = hold;
    this.#give = give;
  }

  add(row: Row, stream: Stream): void {
    if (stream.rows.length === 0) this.#streams.push(stream);
    stream.rows.push(row);
    if (stream.numbered) {
      if (row.record < stream.record) {
        stream.sorted = false;
        this.outOfOrder += 1;
      } else {
        stream.record = row.record;
      }
    } else if (row.time !== stream.time) {
      stream.direction += row.time < stream.time ? -1 : 1;
      if (row.time < stream.time) stream.sorted = false;
      stream.time = row.time;
    }
    if (stream.numbered && row.time > stream.time) stream.time = row.time;
    this.#held += 1;
    if (this.#held > this.#hold) this.release(this.#held - Math.floor(this.#hold / 2));
  }

  /** Gives out the first rows of all that wait. */
  release(count = this.#held): void {
    for (const stream of this.#streams) {
      if (!stream.sorted) sort(stream);
    }
    const heap = this.#streams.map(headOf).sort(earlier);
    let left = count;
    while (left > 0 && heap.length > 0) {
      const head = heap[0] as Head;
      const limit = heap.length === 1 ? Infinity : (secondOf(heap)?.time ?? Infinity);
      left = this.#drain(head, limit, left);
      if (head.stream.given === head.stream.rows.length) dropFirst(heap);
      else sinkFirst(heap);
    }
    this.#held -= count;
    this.#streams = this.#streams.filter((stream) => {
      stream.rows = stream.rows.slice(stream.given);
      stream.given = 0;
      return stream.rows.length > 0;
    });
  }

  /** Gives out rows of one stream as long as no other has an earlier one. */
  #drain(head: Head, limit: number, count: number): number {
    const { stream } = head;
    let left = count;
    do {
      this.#give(stream.rows[stream.given] as Row);
      stream.given += 1;
      left -= 1;
      const next = stream.rows[stream.given];
      if (!next) return left;
      if (!Number.isNaN(next.time)) head.time = next.time;
    } while (left > 0 && head.time <= limit);
    return left;
  }
}

/** Logs are often written down newest first; then rows of one time stand in that order too. */
function sort(stream: Stream): void {
  const newestFirst = stream.direction < 0 ? -1 : 1;
  stream.rows.sort(
    stream.numbered
      ? (a, b) => a.record - b.record || a.index - b.index
      : (a, b) => a.time - b.time || (a.index - b.index) * newestFirst,
  );
  stream.sorted = true;
}

interface Head {
  stream: Stream;
  time: number;
  place: number;
}

function headOf(stream: Stream, place: number): Head {
  const time = (stream.rows[0] as Row).time;
  return { stream, time: Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time, place };
}

const earlier = (a: Head, b: Head) => a.time - b.time || a.place - b.place;

function secondOf(heap: readonly Head[]): Head | undefined {
  const [, left, right] = heap;
  return left && right && earlier(right, left) < 0 ? right : left;
}

function dropFirst(heap: Head[]): void {
  const last = heap.pop();
  if (last && heap.length > 0) {
    heap[0] = last;
    sinkFirst(heap);
  }
}

function sinkFirst(heap: Head[]): void {
  const head = heap[0] as Head;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    const left = heap[child];
    if (!left) break;
    const right = heap[child + 1];
    if (right && earlier(right, left) < 0) child += 1;
    const least = heap[child] as Head;
    if (earlier(head, least) <= 0) break;
    heap[at] = least;
    at = child;
  }
  heap[at] = head;
}
