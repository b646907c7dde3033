import { adoptable, moveAlias, partAlias } from './aliases.ts';
import { Chain, moreOf } from './chain.ts';
import type { Action, Compiled, Plan, Slot } from './plan.ts';
import { Ending } from './ending.ts';
import { agrees, agreesAt, cellAt, exactAt, keyAt, type Arrival } from './entry.ts';
import type { Hosts } from './host.ts';
import { Journal, NOWHERE } from './journal.ts';
import { Kinship } from './kinship.ts';
import { Starts } from './starts.ts';
import { Scopes, type Store } from './store.ts';
import { giveUp } from './waiting.ts';

type Key = number | string;

/**
 * Joins events, given in order, into chains. Each event touches the stores of its rules only, so time
 * grows with the events, and memory with what is open.
 */
export class Joiner {
  readonly #compiled: Compiled;
  readonly #hosts: Hosts;
  readonly #scopes = new Scopes();
  readonly #journal: Journal;
  readonly #ending: Ending;
  readonly #kinship: Kinship;
  readonly starts: Starts;
  #order = 0;
  #last = Number.NEGATIVE_INFINITY;

  /**
   * @param give is called with each chain as soon as nothing can join it any more
   * @param streaming finished chains take their events out of the journal, so that it does not grow
   */
  constructor(
    compiled: Compiled,
    hosts: Hosts,
    { give, streaming }: { give: (chain: Chain) => void; streaming: boolean },
  ) {
    this.#compiled = compiled;
    this.#hosts = hosts;
    this.#journal = new Journal(compiled.actions, hosts.all);
    this.#ending = new Ending(this.#journal, (chain) => {
      if (streaming) chain.leaveJournal();
      if (chain.rule.wanted) give(chain);
    });
    this.#kinship = new Kinship(this.#journal, this.#ending, this.#scopes);
    this.starts = new Starts(compiled.boot, this.#journal, this.#ending);
  }

  /** Joins one event; its host, time and place in the order are filled in. */
  join(plan: Plan, at: Arrival): void {
    const { host } = at;
    at.order = this.#order;
    this.#order += 1;
    if (Number.isNaN(at.time)) at.time = host.steady + host.drift;
    at.steady = at.time - host.drift;
    const { actions } = plan;
    for (let index = 0; index < actions.length; index += 1) {
      const action = actions[index] as Action;
      at.action = action;
      if (action.tests.length === 0 || passes(action, at)) this.#act(action, at);
    }
    const { steady } = at;
    host.steady = steady;
    if (steady > this.#last) this.#last = steady;
  }

  /** Gives out what is left, in the order of rules. */
  finish(): void {
    const last = this.#last;
    for (const rule of this.#compiled.rules) {
      if (rule.scope === 'everywhere')
        this.#ending.finishStore(this.#scopes.everywhere.of(rule), last);
      for (const host of this.#hosts.all) {
        if (rule.scope === 'boot') this.#ending.finishStore(host.boot.of(rule), last);
        else if (rule.scope === 'computer') this.#ending.finishStore(host.of(rule), last);
      }
    }
  }

  #act(action: Action, at: Arrival): void {
    const { rule, role } = action;
    if (role === 'clock') {
      this.starts.setClock(action, at);
      return;
    }
    const key = keyAt(action.key, at, rule.never);
    if (key === undefined) return;
    if (rule.definesBoot && role === 'open') this.starts.open(action, at);
    const store = this.#scopes.storeOf(rule, at.host);
    if (rule.expires && store.isFull) this.#ending.sweep(store, at.steady);
    if (role === 'open') this.#open(at, key, store);
    else if (role === 'evidence') this.#evidence(at, key, store);
    else if (role === 'alias') this.#alias(at, key, store);
    else this.#continue(at, key, store);
  }

  #open(at: Arrival, key: Key, store: Store): void {
    const { rule, member } = at.action;
    const now = at.steady;
    const chain = this.#ending.current(store, key, now);
    const place = this.#journal.add(at);
    if (chain && chain.opened !== NOWHERE && !chain.ended) {
      if (now - this.#journal.steadyAt(chain.opened) <= rule.merge) {
        chain.add(place);
        return;
      }
    }
    if (member.data.unsure && at.host.started) {
      if (chain) chain.add(place);
      else this.#journal.release(place);
      return;
    }
    if (chain && adoptable(chain, now)) {
      chain.add(place);
      this.#kinship.findParents(chain, place, at);
      this.#begin(chain, place, at, store);
      return;
    }
    const alias = chain ? partAlias(chain, now) : NOWHERE;
    const next = this.#create(place, at, key, store, chain);
    if (alias !== NOWHERE) moveAlias(next, alias);
    this.#begin(next, place, at, store);
  }

  /** A new chain in place of what was open under the key. */
  #create(place: number, at: Arrival, key: Key, store: Store, old: Chain | undefined): Chain {
    if (old && !old.more?.exact) this.#ending.replace(old, this.starts.lastBefore);
    const chain = new Chain(key, store, this.#journal, place);
    store.open.set(key, chain);
    this.#kinship.findParents(chain, place, at);
    return chain;
  }

  #begin(chain: Chain, place: number, at: Arrival, store: Store): void {
    const journal = this.#journal;
    chain.opened = place;
    this.#giveExact(chain, at.action.exact, at);
    if (at.action.pair) this.#kinship.findTwin(chain, at);
    let after = NOWHERE;
    for (let waiter = store.waiting.take(chain.key, journal); waiter !== NOWHERE; waiter = after) {
      after = journal.next(waiter);
      journal.link(waiter, NOWHERE);
      const action = journal.actionAt(waiter);
      const apart = at.steady - journal.steadyAt(waiter);
      const near = apart <= (action.member.data.before ?? 0);
      if (near && agrees(action.agree, journal, waiter, place)) {
        chain.add(waiter);
        this.#kinship.findParents(chain, waiter, at);
      } else {
        giveUp(journal, waiter);
      }
    }
  }

  #evidence(at: Arrival, key: Key, store: Store): void {
    const { action } = at;
    const { before, after } = action.member.data;
    const now = at.steady;
    const exact = exactAt(action.exact, at, action.rule.neverExact);
    const chain = this.#ending.find(store, key, exact, now);
    const opener = chain ? (chain.opened === NOWHERE ? chain.head : chain.opened) : NOWHERE;
    const inTime = after === undefined || now - this.#journal.steadyAt(opener) <= after;
    if (chain && inTime && agreesAt(action.agree, at, this.#journal, opener)) {
      const place = this.#journal.add(at);
      chain.add(place);
      this.#kinship.findParents(chain, place, at);
    } else if (before === undefined) {
      unmatched(action);
    } else {
      store.waiting.add(this.#journal.add(at), key, this.#journal);
    }
  }

  /** Something happens in a chain, or ends it. */
  #continue(at: Arrival, key: Key, store: Store): void {
    const { rule, member, role, agree } = at.action;
    const exact = exactAt(at.action.exact, at, rule.neverExact);
    const chain = this.#ending.find(store, key, exact, at.steady);
    const fits = chain !== undefined && agreesAt(agree, at, this.#journal, chain.opened);
    if (!fits && member.data.alone) {
      unmatched(at.action);
      return;
    }
    const place = this.#journal.add(at);
    if (chain && !fits) {
      const alone = new Chain(key, store, this.#journal, place);
      this.#kinship.findParents(alone, place, at);
      if (role === 'close') alone.closed = place;
      this.#ending.closeAlone(alone);
      return;
    }
    const there = chain ?? this.#create(place, at, exact ?? key, store, undefined);
    if (chain) chain.add(place);
    else if (exact !== undefined) moreOf(there).exact = true;
    if (at.action.exact.length > 0) this.#giveExact(there, at.action.gives, at);
    if (role === 'close') this.#ending.close(there, place, key);
    else if (rule.idle < Infinity) there.heard = place;
  }

  #alias(at: Arrival, key: Key, store: Store): void {
    const now = at.steady;
    const chain = this.#ending.current(store, key, now);
    const place = this.#journal.add(at);
    const late = chain && chain.opened === NOWHERE && !adoptable(chain, now);
    if (chain && !chain.ended && !late) {
      const more = moreOf(chain);
      more.beforeAlias = chain.tail;
      more.alias = place;
      chain.add(place);
      this.#giveKey(chain, at, store);
    } else {
      this.#giveKey(this.#create(place, at, key, store, chain), at, store);
    }
  }

  /** A chain is found by exact values from now on; another that was found by them has ended. */
  #giveExact(chain: Chain, slots: readonly Slot[], at: Arrival): void {
    const { store, rule } = chain;
    const exact = exactAt(slots, at, rule.neverExact);
    if (exact === undefined) return;
    const there = this.#ending.current(store, exact, at.steady);
    if (there === chain) return;
    if (there) this.#ending.replace(there, this.starts.lastBefore);
    store.open.set(exact, chain);
    const more = moreOf(chain);
    more.exact = true;
    more.aliases = [...(more.aliases ?? []), exact];
  }

  #giveKey(chain: Chain, at: Arrival, store: Store): void {
    const second = keyAt(at.action.gives, at, chain.rule.never);
    if (second === undefined || second === chain.key) return;
    const there = this.#ending.current(store, second, at.steady);
    if (there === chain) return;
    if (there) this.#ending.replace(there, this.starts.lastBefore);
    store.open.set(second, chain);
    const more = moreOf(chain);
    more.aliases = [...(more.aliases ?? []), second];
    more.openKeys = (more.openKeys ?? 1) + 1;
  }
}

function passes({ tests }: Action, at: Arrival): boolean {
  for (const { slot, values, wanted } of tests) {
    if (values.has(cellAt(slot, at)) !== wanted) return false;
  }
  return true;
}

function unmatched({ rule, member }: Action): void {
  const { id } = member.data;
  rule.unmatched[id] = (rule.unmatched[id] ?? 0) + 1;
}
