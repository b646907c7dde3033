import { NOT_YET, outcomes, type EventStore } from './event-store.ts';
import { Column } from './grow.ts';
import type { Sort, ViewState } from './protocol.ts';
import { testsOf, type RowTest } from './row-tests.ts';
import { needsEvents, sortRows } from './sort-rows.ts';
import type { Term } from './term.ts';

const SLICE = 2_000;
const FACETS = 60;

/** The rows that a filter lets through, in an order; worked out bit by bit, so that it can be left at any time. */
export class View {
  readonly #store: EventStore;
  readonly #tests: RowTest[];
  readonly #idTests: RowTest[];
  #rows = new Column((length) => new Uint32Array(length));
  #sorted: Uint32Array | undefined;
  #scanned = 0;
  #sort: Sort;
  #learnt = 0;
  #stopped = false;
  #idCounts: number[] = [];
  #outcomeCounts = [0, 0, 0];
  #computerCounts = new Map<number, number>();
  #gaps = 0;
  #flawed = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  constructor(store: EventStore, terms: readonly Term[], sort: Sort) {
    this.#store = store;
    this.#sort = sort;
    this.#idTests = testsOf(
      store,
      terms.filter(({ kind }) => kind === 'id'),
    );
    this.#tests = testsOf(
      store,
      terms.filter(({ kind }) => kind !== 'id'),
    );
  }

  get done(): boolean {
    return this.#stopped || (this.#scanned >= this.#store.length && this.#isSorted);
  }

  /** Leaves the rest: what was found stays, in the order of the input. */
  stop(): void {
    if (!this.complete) this.#stopped = true;
  }

  /** Takes up rows until the clock says stop. */
  step(until: number, now: () => number): void {
    const store = this.#store;
    if (this.#stopped) return;
    while (this.#scanned < store.length && now() < until) {
      // A test that decodes takes a hundred times as long as one that looks at a column.
      const to = Math.min(store.length, this.#scanned + SLICE);
      for (let row = this.#scanned; row < to; row += 1) {
        this.#take(row);
        if (row % 64 === 63 && now() > until) {
          this.#scanned = row + 1;
          return;
        }
      }
      this.#scanned = to;
    }
    if (!needsEvents(this.#sort)) return;
    for (; this.#learnt < this.matched && now() < until; this.#learnt += 1) {
      store.learn(this.#rows.at(this.#learnt));
    }
  }

  /** Whether every row was looked at, and the order may be made. */
  get complete(): boolean {
    if (this.#stopped) return true;
    const learnt = !needsEvents(this.#sort) || this.#learnt >= this.matched;
    return this.#scanned >= this.#store.length && learnt;
  }

  #take(row: number): void {
    if (!this.#tests.every((test) => test(row))) return;
    const store = this.#store;
    const kind = store.kind.at(row);
    this.#idCounts[kind] = (this.#idCounts[kind] ?? 0) + 1;
    if (!this.#idTests.every((test) => test(row))) return;
    this.#rows.push(row);
    this.#sorted = undefined;
    const outcome = store.outcome.at(row);
    if (outcome !== NOT_YET) this.#outcomeCounts[outcome] = (this.#outcomeCounts[outcome] ?? 0) + 1;
    const computer = store.computer.at(row);
    this.#computerCounts.set(computer, (this.#computerCounts.get(computer) ?? 0) + 1);
    if (store.missingBefore(row) > 0) this.#gaps += 1;
    if (store.isFlawed(row)) this.#flawed += 1;
    const time = store.time.at(row);
    if (time < this.#first) this.#first = time;
    if (time > this.#last) this.#last = time;
  }

  /** Order once all rows are there; in the worker a million takes a fraction of a second. */
  sort(): void {
    if (this.#isSorted || this.#stopped) return;
    this.#sorted = sortRows(this.#store, this.#rows.filled.slice(), this.#sort);
  }

  get #isSorted(): boolean {
    return this.#sorted !== undefined || this.#isInput;
  }

  get #isInput(): boolean {
    return this.#sort.key === 'input' && !this.#sort.down;
  }

  /** Rows looked at so far. */
  get scanned(): number {
    return this.#scanned;
  }

  get matched(): number {
    return this.#rows.length;
  }

  rowAt(place: number): number {
    return this.#sorted ? (this.#sorted[place] as number) : this.#rows.at(place);
  }

  placeOf(row: number): number {
    return this.#sorted ? this.#sorted.indexOf(row) : this.#rows.filled.indexOf(row);
  }

  state(): ViewState {
    const ids = new Map<string, { id: string; title: string; count: number }>();
    for (const [kind, count] of this.#idCounts.entries()) {
      if (!count) continue;
      const { id, title } = this.#store.kinds[kind] as { id: number | undefined; title: string };
      const key = id === undefined ? '?' : String(id);
      const known = ids.get(key);
      if (known) known.count += count;
      else ids.set(key, { id: key, title, count });
    }
    const byCount = (a: { count: number }, b: { count: number }) => b.count - a.count;
    return {
      matched: this.matched,
      unsorted: needsEvents(this.#sort) ? this.matched - this.#learnt : 0,
      scanned: this.#scanned,
      of: this.#store.length,
      done: this.done,
      stopped: this.#stopped,
      ids: [...ids.values()].sort(byCount).slice(0, FACETS),
      outcomes: outcomes.flatMap((outcome, index) => {
        const count = this.#outcomeCounts[index] ?? 0;
        return outcome && count > 0 ? [{ outcome, count }] : [];
      }),
      computers: [...this.#computerCounts]
        .map(([word, count]) => ({ computer: this.#store.word(word), count }))
        .filter(({ computer }) => computer !== '')
        .sort(byCount)
        .slice(0, FACETS),
      gaps: this.#gaps,
      flawed: this.#flawed,
      times: this.#first <= this.#last ? [this.#first, this.#last] : null,
    };
  }
}
