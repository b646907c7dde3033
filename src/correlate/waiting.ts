import { push } from '../catalog/push.ts';
import type { Journal } from './journal.ts';

/** Spent places at the head of the queue before it is cut. */
const SPENT = 1024;

const NONE: readonly number[] = [];

interface Waiter {
  /** In the journal. */
  place: number;
  key: number | string;
  /** When it is given up. */
  until: number;
  taken: boolean;
}

/** Evidence that came before what it is evidence of: 4672 before its 4624. */
export class Waiting {
  /** Oldest first. */
  #queue: Waiter[] = [];
  #from = 0;
  readonly #byKey = new Map<number | string, Waiter[]>();

  add(place: number, key: number | string, until: number): void {
    const waiter = { place, key, until, taken: false };
    this.#queue.push(waiter);
    push(this.#byKey, key, waiter);
  }

  /** Places of what waits for a key, which waits no longer. */
  take(key: number | string): readonly number[] {
    const list = this.#byKey.size === 0 ? undefined : this.#byKey.get(key);
    if (!list) return NONE;
    this.#byKey.delete(key);
    return list.map((one) => {
      one.taken = true;
      return one.place;
    });
  }

  /** Gives up what has waited too long. @returns when the next will have */
  sweep(now: number, giveUp: (place: number) => void): number {
    while (this.#from < this.#queue.length) {
      const one = this.#queue[this.#from] as Waiter;
      if (!one.taken && now <= one.until) return one.until;
      this.#from += 1;
      if (this.#from > SPENT) {
        this.#queue = this.#queue.slice(this.#from);
        this.#from = 0;
      }
      if (one.taken) continue;
      const list = this.#byKey.get(one.key);
      if (list?.[0] === one) {
        if (list.length === 1) this.#byKey.delete(one.key);
        else list.shift();
      }
      giveUp(one.place);
    }
    return Number.POSITIVE_INFINITY;
  }
}

/** Counts evidence that found no chain. */
export function countUnmatched(journal: Journal, place: number): void {
  const { rule, data } = journal.memberAt(place);
  rule.unmatched[data.id] = (rule.unmatched[data.id] ?? 0) + 1;
}
