import { moreOf, type Chain, type ChainStatus } from './chain.ts';
import { NOWHERE, type Journal, type Moment } from './journal.ts';
import type { Store } from './store.ts';

/** How chains end: by an event, by time or silence, with their parent, with their computer's run, with the log. */
export class Ending {
  readonly #journal: Journal;
  readonly #give: (chain: Chain) => void;

  /** @param give is called with each chain that is finished */
  constructor(journal: Journal, give: (chain: Chain) => void) {
    this.#journal = journal;
    this.#give = give;
  }

  /** The chain that is open under a key; one that is over by now is finished first. */
  current(store: Store, key: number | string, now: number): Chain | undefined {
    const chain = store.open.get(key);
    if (chain === undefined) return undefined;
    this.#look(chain, now);
    return chain.finished ? undefined : chain;
  }

  /** The chain to which an event leads: by its exact key, and by the rule's where one of both has none. */
  find(
    store: Store,
    key: number | string,
    exact: string | undefined,
    now: number,
  ): Chain | undefined {
    const own = exact === undefined ? undefined : this.current(store, exact, now);
    if (own) return own;
    const chain = this.current(store, key, now);
    return exact !== undefined && chain?.more?.exact ? undefined : chain;
  }

  /** An event ends a chain, or one of its keys. */
  close(chain: Chain, place: number, key: number | string): void {
    const keys = chain.more?.openKeys ?? 1;
    if (keys > 1) {
      moreOf(chain).openKeys = keys - 1;
      chain.store.open.delete(key);
      return;
    }
    if (chain.closed === NOWHERE) chain.closed = place;
    if (this.#journal.memberAt(place).data.final === 'no') return;
    const { linger } = chain.rule;
    if (linger === 0) {
      this.#end(chain, 'closed');
    } else {
      chain.status = 'closed';
      chain.heard = place;
    }
  }

  /** A chain of a single event, which is over with it. */
  closeAlone(chain: Chain): void {
    this.#finish(chain, 'closed');
  }

  /** What was open under a key that is opened anew has ended, nobody knows when. */
  replace(chain: Chain, lastBefore: Moment | undefined): void {
    const { closes, definesBoot } = chain.rule;
    if (chain.ended || !closes) this.#end(chain, 'closed');
    else if (definesBoot) this.#end(chain, 'lost', lastBefore);
    else this.#end(chain, 'ambiguous');
  }

  /** Finishes what is over by now, and gives up what has waited for too long. */
  sweep(store: Store, now: number): void {
    for (const chain of store.open.values()) this.#look(chain, now);
    store.waiting.sweep(now, this.#journal);
    store.makeRoom();
  }

  /** The computer stopped: what was open was lost, with the last event before as its end. */
  lose(store: Store, end: Moment | undefined): void {
    store.waiting.sweep(Number.POSITIVE_INFINITY, this.#journal);
    for (const chain of store.open.values()) {
      const { closes, endsWithParent } = chain.rule;
      const over = chain.ended || (end !== undefined && chain.isOver(end.steady));
      this.#finish(chain, over || !(closes || endsWithParent) ? 'closed' : 'lost', end);
    }
    store.open.clear();
  }

  /** The log ends at `last`. */
  finishStore(store: Store, last: number): void {
    store.waiting.sweep(Number.POSITIVE_INFINITY, this.#journal);
    for (const chain of store.open.values())
      this.#finish(chain, chain.ended || chain.isOver(last) ? 'closed' : 'open');
    store.open.clear();
  }

  #look(chain: Chain, now: number): void {
    if (chain.isOver(now)) {
      this.#end(chain, 'closed');
    } else if (chain.rule.endsWithParent) {
      const { parents } = this.#journal;
      for (let at = chain.parent; at !== NOWHERE; at = parents.next(at)) {
        const parent = parents.chainAt(at);
        if (!parent.finished) this.#look(parent, now);
      }
    }
  }

  /** Takes a chain out of its store, and finishes it. */
  #end(chain: Chain, status: ChainStatus, endedBy?: Moment): void {
    forget(chain);
    this.#finish(chain, status, endedBy);
  }

  #finish(chain: Chain, status: ChainStatus, endedBy?: Moment): void {
    if (chain.finished) return;
    chain.finish();
    chain.status = chain.rule.opens && chain.opened === NOWHERE ? 'orphan' : status;
    if (endedBy && chain.closed === NOWHERE) moreOf(chain).endedBy = endedBy;
    const { more } = chain;
    if (more?.dependents) {
      const end = chain.closed === NOWHERE ? endedBy : this.#journal.read(chain.closed);
      for (const one of more.dependents) this.#end(one, status, end);
      delete more.dependents;
    }
    this.#give(chain);
  }
}

/** Takes a chain out of its store, under all of its keys. */
function forget(chain: Chain): void {
  const { open } = chain.store;
  if (open.get(chain.key) === chain) open.delete(chain.key);
  const aliases = chain.more?.aliases;
  if (aliases) for (const key of aliases) if (open.get(key) === chain) open.delete(key);
}
