import { moreOf, type Chain, type ChainStatus } from './chain.ts';
import type { Rule } from './compile.ts';
import type { Store, Stores } from './host.ts';
import { NOWHERE, type Journal, type Moment } from './journal.ts';
import { countUnmatched } from './waiting.ts';

/** Spent places at the head of a queue before it is cut. */
const SPENT = 1024;

/** How chains end: by an event, by time or silence, with their parent, with their computer's run, with the log. */
export class Ending {
  readonly #journal: Journal;
  readonly #everywhere: Stores;
  readonly #give: (chain: Chain) => void;

  /** @param give is called with each chain that is finished and wanted */
  constructor(journal: Journal, everywhere: Stores, give: (chain: Chain) => void) {
    this.#journal = journal;
    this.#everywhere = everywhere;
    this.#give = give;
  }

  finish(chain: Chain, status: ChainStatus, endedBy?: Moment): void {
    if (chain.finished) return;
    chain.finished = true;
    chain.ended = true;
    chain.status = chain.rule.opens && chain.opened === NOWHERE ? 'orphan' : status;
    if (endedBy && chain.closed === NOWHERE) moreOf(chain).endedBy = endedBy;
    const dependents = chain.more?.dependents;
    if (dependents) {
      const end = chain.closer ?? endedBy;
      for (const one of dependents) {
        if (one.finished) continue;
        const scope = one.boot ?? (one.rule.scope === 'computer' ? one.host : this.#everywhere);
        this.forget(one, scope.of(one.rule));
        this.finish(one, status, end);
      }
      delete chain.more?.dependents;
    }
    this.#give(chain);
  }

  /** An event ends a chain, or one of its keys. */
  close(chain: Chain, place: number, key: number | string, store: Store): void {
    const { rule, data } = this.#journal.memberAt(place);
    const keys = chain.more?.openKeys ?? 1;
    if (keys > 1) {
      moreOf(chain).openKeys = keys - 1;
      store.open.delete(key);
      return;
    }
    if (chain.closed === NOWHERE) chain.closed = place;
    chain.ended = true;
    if (data.final === 'no') return;
    if (rule.linger > 0) {
      store.ended.push(chain);
      store.due = Math.min(store.due, this.#journal.steadyAt(place) + rule.linger);
    } else {
      this.forget(chain, store);
      this.finish(chain, 'closed');
    }
  }

  /** What was open under a key that is opened anew has ended, nobody knows when. */
  replace(chain: Chain, store: Store, lastBefore: Moment | undefined): void {
    const { rule } = chain;
    this.forget(chain, store);
    if (chain.ended || !rule.closes) this.finish(chain, 'closed');
    else if (rule.definesBoot) this.finish(chain, 'lost', lastBefore);
    else this.finish(chain, 'ambiguous');
  }

  /** Takes a chain out of the map, under all of its keys. */
  forget(chain: Chain, store: Store): void {
    if (store.open.get(chain.key) === chain) store.open.delete(chain.key);
    const aliases = chain.more?.aliases;
    if (aliases) {
      for (const key of aliases) if (store.open.get(key) === chain) store.open.delete(key);
    }
    if (chain.rule.limit < Infinity) store.heard.delete(chain);
  }

  /** Notes the event from which a chain's time, or its silence, is counted. */
  hear(chain: Chain, place: number, store: Store): void {
    const steady = this.#journal.steadyAt(place);
    store.heard.delete(chain);
    store.heard.set(chain, steady);
    store.due = Math.min(store.due, steady + chain.rule.limit);
  }

  /** Finishes what has been over for longer than its rule waits. */
  sweep(rule: Rule, store: Store, now: number): void {
    let due = Number.POSITIVE_INFINITY;
    while (store.endedFrom < store.ended.length) {
      const chain = store.ended[store.endedFrom] as Chain;
      const until = chain.finished ? now : this.#journal.steadyAt(chain.closed) + rule.linger;
      if (!chain.finished && now <= until) {
        due = until;
        break;
      }
      store.endedFrom += 1;
      if (chain.finished) continue;
      this.forget(chain, store);
      this.finish(chain, 'closed');
    }
    if (store.endedFrom > SPENT) {
      store.ended = store.ended.slice(store.endedFrom);
      store.endedFrom = 0;
    }
    for (const [chain, heard] of store.heard) {
      if (now - heard <= rule.limit) {
        due = Math.min(due, heard + rule.limit);
        break;
      }
      this.forget(chain, store);
      this.finish(chain, 'closed');
    }
    store.due = Math.min(due, store.waiting.sweep(now, this.#giveUp));
  }

  /** The computer stopped: what was open was lost, with the last event before as its end. */
  lose(store: Store, end: Moment | undefined): void {
    for (const chain of this.#left(store)) {
      const { closes, endsWithParent } = chain.rule;
      const over = chain.ended || !(closes || endsWithParent);
      this.finish(chain, over ? 'closed' : 'lost', end);
    }
  }

  /** The log ends at `last`. */
  finishStore(store: Store, last: number): void {
    for (const chain of this.#left(store)) {
      const { limit } = chain.rule;
      const over =
        limit < Infinity &&
        last - (store.heard.get(chain) ?? this.#journal.steadyAt(chain.head)) > limit;
      this.finish(chain, chain.ended || over ? 'closed' : 'open');
    }
    store.open.clear();
  }

  /** Chains of a store that are not finished; evidence that still waits is given up. */
  #left(store: Store): Chain[] {
    store.waiting.sweep(Number.POSITIVE_INFINITY, this.#giveUp);
    const left = new Set([...store.ended.slice(store.endedFrom), ...store.open.values()]);
    return [...left].filter(({ finished }) => !finished);
  }

  readonly #giveUp = (place: number): void => {
    countUnmatched(this.#journal, place);
    this.#journal.release(place);
  };
}
