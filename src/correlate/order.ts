import { push } from '../catalog/push.ts';
import type { Canonical } from './canonical.ts';
import type { Plan } from './plan.ts';
import { compareAt, type Arrival, type KeptEvent } from './entry.ts';
import type { Host } from './host.ts';

/** Events of one log of one computer, that wait, as columns. */
export interface Stream {
  readonly host: Host;
  plans: Plan[];
  events: KeptEvent[];
  times: number[];
  records: number[];
  /** What rules compare of the events, one after another, and where each event's part begins. */
  cells: Canonical[];
  bases: number[];
  /** How many of them have been given out. */
  given: number;
  sorted: boolean;
  /** Highest record number, and latest time, so far. */
  record: number;
  time: number;
  /** Events without a record number are ordered by time. */
  numbered: boolean;
  /** How often time went on from one event to the next, less how often it went back. */
  direction: number;
}

export const newStream = (host: Host, numbered: boolean): Stream => ({
  host,
  plans: [],
  events: [],
  times: [],
  records: [],
  cells: [],
  bases: [],
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
  readonly #apart: boolean;
  readonly #give: (plan: Plan, at: Arrival) => void;
  #at: Arrival | undefined = undefined;
  #streams: Stream[] = [];
  #held = 0;
  outOfOrder = 0;

  /** @param apart computers have nothing to do with each other, so that each may be given out by itself */
  constructor(hold: number, apart: boolean, give: (plan: Plan, at: Arrival) => void) {
    this.#hold = hold;
    this.#apart = apart;
    this.#give = give;
  }

  add(stream: Stream, plan: Plan, event: KeptEvent, time: number, record: number): void {
    if (stream.plans.length === 0) this.#streams.push(stream);
    stream.plans.push(plan);
    stream.events.push(event);
    stream.times.push(time);
    stream.records.push(record);
    const { cells, host } = stream;
    stream.bases.push(cells.length);
    const { slots } = plan;
    for (let at = 0; at < slots.length; at += 1) {
      cells.push(compareAt(slots[at] as (typeof slots)[number], event, host));
    }
    if (stream.numbered) {
      if (record < stream.record) {
        stream.sorted = false;
        this.outOfOrder += 1;
      } else {
        stream.record = record;
      }
      if (time > stream.time) stream.time = time;
    } else if (!Number.isNaN(time) && time !== stream.time) {
      stream.direction += time < stream.time ? -1 : 1;
      if (time < stream.time) {
        stream.sorted = false;
        this.outOfOrder += 1;
      }
      stream.time = time;
    }
    this.#held += 1;
    if (this.#held > this.#hold) this.release(this.#held - Math.floor(this.#hold / 2));
  }

  /** Gives out the first events of all that wait. */
  release(count = this.#held): void {
    for (const stream of this.#streams) if (!stream.sorted) sort(stream);
    if (this.#apart && count === this.#held) {
      for (const streams of byHost(this.#streams)) this.#merge(streams, Infinity);
    } else {
      this.#merge(this.#streams, count);
    }
    this.#held -= count;
    this.#streams = this.#streams.filter((stream) => {
      const { given, plans } = stream;
      pick(stream, (column) => column.slice(given));
      stream.given = 0;
      if (given > 0) keepCells(stream);
      return plans.length > given;
    });
  }

  /** Gives out the first events of some streams. */
  #merge(streams: readonly Stream[], count: number): void {
    const heap = streams.map(headOf).sort(earlier);
    let left = count;
    while (left > 0 && heap.length > 0) {
      const head = heap[0] as Head;
      const limit = heap.length === 1 ? Infinity : (secondOf(heap)?.time ?? Infinity);
      left = this.#drain(head, limit, left);
      if (head.stream.given === head.stream.plans.length) dropFirst(heap);
      else sinkFirst(heap);
    }
  }

  /** Gives out events of one stream as long as no other has an earlier one. */
  #drain(head: Head, limit: number, count: number): number {
    const { stream } = head;
    const { plans, events, times, bases, cells, host } = stream;
    const arrival = (this.#at ??= newArrival(host, plans[0] as Plan));
    arrival.host = host;
    arrival.cells = cells;
    let left = count;
    let at = stream.given;
    do {
      arrival.event = events[at] as KeptEvent;
      arrival.time = times[at] as number;
      arrival.base = bases[at] as number;
      this.#give(plans[at] as Plan, arrival);
      at += 1;
      left -= 1;
      if (at === plans.length) break;
      const time = times[at] as number;
      if (!Number.isNaN(time)) head.time = time;
    } while (left > 0 && head.time <= limit);
    stream.given = at;
    return left;
  }
}

function byHost(streams: readonly Stream[]): Iterable<Stream[]> {
  const groups = new Map<Host, Stream[]>();
  for (const stream of streams) push(groups, stream.host, stream);
  return groups.values();
}

/** Logs are often written down newest first; then events of one time stand in that order too. */
function sort(stream: Stream): void {
  const { records, times, numbered } = stream;
  const order = Array.from(records, (_record, at) => at);
  const by = numbered ? records : timesIn(times);
  if (!numbered && stream.direction < 0) order.reverse();
  order.sort((a, b) => (by[a] as number) - (by[b] as number));
  pick(stream, <T>(column: readonly T[]) => order.map((at) => column[at] as T));
  stream.sorted = true;
}

/** An event without a time stays behind the one before it. */
function timesIn(times: readonly number[]): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return times.map((time) => (last = Number.isNaN(time) ? last : time));
}

function pick(stream: Stream, from: <T>(column: readonly T[]) => T[]): void {
  stream.plans = from(stream.plans);
  stream.events = from(stream.events);
  stream.times = from(stream.times);
  stream.records = from(stream.records);
  stream.bases = from(stream.bases);
}

/** Lets go of the cells of events that have been given out. */
function keepCells(stream: Stream): void {
  const { cells, plans } = stream;
  const kept: Canonical[] = [];
  stream.bases = stream.bases.map((base, at) => {
    const start = kept.length;
    const length = (plans[at] as Plan).slots.length;
    for (let cell = base; cell < base + length; cell += 1) kept.push(cells[cell]);
    return start;
  });
  stream.cells = kept;
}

const newArrival = (host: Host, { actions }: Plan): Arrival => ({
  event: { data: [], source: { file: '', index: 0 } },
  action: actions[0] as Plan['actions'][number],
  cells: [],
  base: 0,
  host,
  time: Number.NaN,
  steady: Number.NaN,
  order: 0,
});

interface Head {
  stream: Stream;
  time: number;
  place: number;
}

function headOf(stream: Stream, place: number): Head {
  const time = stream.times[0] as number;
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
