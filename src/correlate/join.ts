import { adoptable, moveAlias, partAlias } from './aliases.ts';
import { Chain, moreOf } from './chain.ts';
import type { Action, Compiled, Plan, Rule, Under } from './compile.ts';
import { Ending } from './ending.ts';
import { agrees, agreesAt, cellAt, keyAt, keyOf, valueAt } from './entry.ts';
import type { Arrival, KeptEvent } from './entry.ts';
import type { Hosts } from './host.ts';
import { readTime } from './iso-time.ts';
import { Journal, NOWHERE, type Moment } from './journal.ts';
import { Boot, Stores, type Store } from './store.ts';
import { giveUp } from './waiting.ts';

/** A clock set by less than this is a correction, not a jump. */
const JUMP = 1000;

type Key = number | string;

/**
 * Joins events, given in order, into chains. Each event touches the stores of its rules only, so time
 * grows with the events, and memory with what is open.
 */
export class Joiner {
  readonly #compiled: Compiled;
  readonly #hosts: Hosts;
  readonly #everywhere = new Stores();
  readonly #journal: Journal;
  readonly #ending: Ending;
  clockJumps = 0;
  boots = 0;
  #order = 0;
  #last = Number.NEGATIVE_INFINITY;
  /** When the computer that started last had stopped, as far as is known. */
  #beforeStart: Moment | undefined = undefined;

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
      if (streaming) chain.takeEntries();
      if (chain.rule.wanted) give(chain);
    });
  }

  /** Joins one event; its host, time and place in the order are filled in. */
  join(plan: Plan, at: Arrival): void {
    const { host } = at;
    at.order = this.#order;
    this.#order += 1;
    at.boot = host.boot;
    at.drift = host.drift;
    if (Number.isNaN(at.time)) at.time = host.steady + host.drift;
    const { actions } = plan;
    for (let index = 0; index < actions.length; index += 1) {
      const action = actions[index] as Action;
      at.action = action;
      if (action.tests.length === 0 || passes(action, at)) this.#act(action, at);
    }
    const steady = at.time - at.drift;
    host.steady = steady;
    if (steady > this.#last) this.#last = steady;
  }

  /** Gives out what is left, in the order of rules. */
  finish(): void {
    const last = this.#last;
    for (const rule of this.#compiled.rules) {
      if (rule.scope === 'everywhere') this.#ending.finishStore(this.#everywhere.of(rule), last);
      for (const host of this.#hosts.all) {
        if (rule.scope === 'boot') this.#ending.finishStore(host.boot.of(rule), last);
        else if (rule.scope === 'computer') this.#ending.finishStore(host.of(rule), last);
      }
    }
  }

  #storeOf(rule: Rule, at: Arrival): Store {
    if (rule.scope === 'boot') return at.boot.of(rule);
    return (rule.scope === 'computer' ? at.host : this.#everywhere).of(rule);
  }

  #act(action: Action, at: Arrival): void {
    const { rule, role } = action;
    if (role === 'clock') {
      this.#setClock(action, at);
      return;
    }
    const key = keyAt(action.key, at, rule.never);
    if (key === undefined) return;
    if (rule.definesBoot && role === 'open' && this.#startsBoot(action, at)) this.#restart(at);
    const store = this.#storeOf(rule, at);
    const now = at.time - at.drift;
    if (rule.expires && store.isFull) this.#ending.sweep(store, now);
    if (role === 'open') this.#open(at, key, store);
    else if (role === 'evidence') this.#evidence(at, key, store);
    else if (role === 'alias') this.#alias(at, key, store);
    else this.#continue(at, key, store);
  }

  #open(at: Arrival, key: Key, store: Store): void {
    const { rule, member } = at.action;
    const now = at.time - at.drift;
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
      this.#findParents(chain, place, at);
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
    if (old) this.#ending.replace(old, this.#beforeStart);
    const chain = new Chain(at.action.rule, key, store, this.#journal, place);
    store.open.set(key, chain);
    this.#findParents(chain, place, at);
    return chain;
  }

  #begin(chain: Chain, place: number, at: Arrival, store: Store): void {
    const journal = this.#journal;
    chain.opened = place;
    if (at.action.pair) this.#findTwin(chain, at, store);
    let after = NOWHERE;
    for (let waiter = store.waiting.take(chain.key, journal); waiter !== NOWHERE; waiter = after) {
      after = journal.next[waiter] as number;
      journal.next[waiter] = NOWHERE;
      const action = journal.actionAt(waiter);
      const apart = at.time - at.drift - journal.steadyAt(waiter);
      const near = apart <= (action.member.data.before ?? 0);
      if (near && agrees(action.agree, journal, waiter, place)) {
        chain.add(waiter);
        this.#findParents(chain, waiter, at);
      } else {
        giveUp(journal, waiter);
      }
    }
  }

  #evidence(at: Arrival, key: Key, store: Store): void {
    const { action } = at;
    const { before, after } = action.member.data;
    const now = at.time - at.drift;
    const chain = this.#ending.current(store, key, now);
    const opener = chain ? (chain.opened === NOWHERE ? chain.head : chain.opened) : NOWHERE;
    const inTime = after === undefined || now - this.#journal.steadyAt(opener) <= after;
    if (chain && inTime && agreesAt(action.agree, at, this.#journal, opener)) {
      const place = this.#journal.add(at);
      chain.add(place);
      this.#findParents(chain, place, at);
    } else if (before === undefined) {
      unmatched(action);
    } else {
      store.waiting.add(this.#journal.add(at), key, this.#journal);
    }
  }

  /** Something happens in a chain, or ends it. */
  #continue(at: Arrival, key: Key, store: Store): void {
    const { rule, member, role, agree } = at.action;
    const chain = this.#ending.current(store, key, at.time - at.drift);
    const fits = chain !== undefined && agreesAt(agree, at, this.#journal, chain.opened);
    if (!fits && member.data.alone) {
      unmatched(at.action);
      return;
    }
    const place = this.#journal.add(at);
    if (chain && !fits) {
      const alone = new Chain(rule, key, store, this.#journal, place);
      this.#findParents(alone, place, at);
      if (role === 'close') alone.closed = place;
      this.#ending.closeAlone(alone);
      return;
    }
    const there = chain ?? this.#create(place, at, key, store, undefined);
    if (chain) chain.add(place);
    if (role === 'close') this.#ending.close(there, place, key);
    else if (rule.idle < Infinity) there.until = this.#journal.steadyAt(place) + rule.limit;
  }

  #alias(at: Arrival, key: Key, store: Store): void {
    const now = at.time - at.drift;
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

  #giveKey(chain: Chain, at: Arrival, store: Store): void {
    const second = keyAt(at.action.gives, at, chain.rule.never);
    if (second === undefined || second === chain.key) return;
    const there = this.#ending.current(store, second, at.time - at.drift);
    if (there === chain) return;
    if (there) this.#ending.replace(there, this.#beforeStart);
    store.open.set(second, chain);
    const more = moreOf(chain);
    more.aliases = [...(more.aliases ?? []), second];
    more.openKeys = (more.openKeys ?? 1) + 1;
  }

  /** @param place of the event that leads to them: the one that arrives, or one that waited */
  #findParents(chain: Chain, place: number, at: Arrival): void {
    const journal = this.#journal;
    const { under } = journal.actionAt(place);
    for (let index = 0; index < under.length; index += 1) {
      const one = under[index] as Under;
      if (hasParent(chain, one.rule)) continue;
      const key =
        journal.orderAt(place) === at.order
          ? keyAt(one.key, at, one.rule.never)
          : keyOf(
              one.key,
              journal.events[place] as KeptEvent,
              journal.hostAt(place),
              one.rule.never,
            );
      if (key === undefined) continue;
      const parent = this.#ending.current(this.#storeOf(one.rule, at), key, at.time - at.drift);
      if (!parent || parent === chain) continue;
      if (!agrees(one.agree, journal, place, parent.opened)) continue;
      chain.firstParent = { chain: parent, under: one, place, next: chain.firstParent };
      if (chain.rule.endsWithParent) (moreOf(parent).dependents ??= []).push(chain);
    }
  }

  #findTwin(chain: Chain, at: Arrival, store: Store): void {
    if (!at.action.pair) return;
    const key = keyAt([at.action.pair], at, chain.rule.never);
    const twin =
      key === undefined ? undefined : this.#ending.current(store, key, at.time - at.drift);
    if (!twin || twin === chain) return;
    moreOf(chain).twin = twin;
    moreOf(twin).twin ??= chain;
  }

  #setClock({ gives }: Action, at: Arrival): void {
    const [before, after] = gives.map((slot) => readTime(valueAt(slot, at.event, at.host)));
    const by = (after ?? Number.NaN) - (before ?? Number.NaN);
    if (Number.isNaN(by)) return;
    at.host.drift += by;
    at.drift += by;
    if (Math.abs(by) >= JUMP) this.clockJumps += 1;
  }

  #startsBoot({ rule, member }: Action, at: Arrival): boolean {
    const { host } = at;
    if (member.data.unsure && host.started) return false;
    const chain = host.of(rule).open.get(0);
    const again =
      chain !== undefined &&
      chain.opened !== NOWHERE &&
      !chain.ended &&
      at.time - at.drift - this.#journal.steadyAt(chain.opened) <= rule.merge;
    if (!member.data.unsure) host.started = true;
    return !again;
  }

  /** Whatever is open on the computer was lost when it started again. */
  #restart(at: Arrival): void {
    const { host } = at;
    this.boots += 1;
    const boot = this.#compiled.boot;
    const run = boot && host.of(boot).open.get(0);
    const end = run?.closer ?? host.lastMoment();
    for (const store of host.boot.all()) this.#ending.lose(store, end);
    host.boot = new Boot(host.boot.number + 1);
    at.boot = host.boot;
    this.#beforeStart = end;
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

function hasParent(chain: Chain, rule: Rule): boolean {
  for (let at = chain.firstParent; at; at = at.next) if (at.under.rule === rule) return true;
  return false;
}
