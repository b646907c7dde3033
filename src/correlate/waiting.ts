import { NOWHERE, type Journal } from './journal.ts';

type Key = number | string;

/** Evidence that came before what it is evidence of: 4672 before its 4624. */
export class Waiting {
  /** The last that came for each key, with those before it behind it by `next`. */
  #byKey = new Map<Key, number>();
  size = 0;

  add(place: number, key: Key, journal: Journal): void {
    journal.link(place, this.#byKey.get(key) ?? NOWHERE);
    this.#byKey.set(key, place);
    this.size += 1;
  }

  /** What waits for a key, which waits no longer: the first that came, with the others behind it by `next`. */
  take(key: Key, journal: Journal): number {
    let at = this.size === 0 ? NOWHERE : (this.#byKey.get(key) ?? NOWHERE);
    if (at === NOWHERE) return NOWHERE;
    this.#byKey.delete(key);
    let first = NOWHERE;
    while (at !== NOWHERE) {
      const before = journal.next(at);
      journal.link(at, first);
      first = at;
      at = before;
      this.size -= 1;
    }
    return first;
  }

  /** Gives up what has waited for longer, by `now`, than its member may. */
  sweep(now: number, journal: Journal): void {
    const waiting = this.#byKey;
    this.#byKey = new Map();
    for (const [key, last] of waiting) {
      let first = NOWHERE;
      let kept = NOWHERE;
      let before = NOWHERE;
      for (let at = last; at !== NOWHERE; at = before) {
        before = journal.next(at);
        if (now - journal.steadyAt(at) <= (journal.memberAt(at).data.before ?? 0)) {
          if (kept === NOWHERE) first = at;
          else journal.link(kept, at);
          kept = at;
        } else {
          this.size -= 1;
          giveUp(journal, at);
        }
      }
      if (kept === NOWHERE) continue;
      journal.link(kept, NOWHERE);
      this.#byKey.set(key, first);
    }
  }
}

/** Counts evidence that found no chain, and lets it go. */
export function giveUp(journal: Journal, place: number): void {
  const { rule, data } = journal.memberAt(place);
  rule.unmatched[data.id] = (rule.unmatched[data.id] ?? 0) + 1;
  journal.release(place);
}
