import { push } from '../catalog/push.ts';
import { Chain, type ChainStatus, type More } from './chain.ts';
import type { Action, Compiled, Plan, Rule } from './compile.ts';
import { agrees, agreesAt, cellAt, Entry, keyAt, keyOf, valueAt, type Arrival } from './entry.ts';
import { Boot, Stores, type Hosts, type Store } from './host.ts';
import { readTime } from './iso-time.ts';

/** A clock set by less than this is a correction, not a jump. */
const JUMP = 1000;
/** Spent places at the head of a queue before it is cut. */
const SPENT = 1024;

/**
 * Joins events, given in order, into chains. Each event touches the stores of its rules only, so time
 * grows with the events, and memory with what is open.
 */
export class Joiner {
  readonly #compiled: Compiled;
  readonly #hosts: Hosts;
  readonly #everywhere = new Stores();
  readonly #give: (chain: Chain) => void;
  clockJumps = 0;
  boots = 0;
  #order = 0;
  #last = Number.NEGATIVE_INFINITY;

  /** @param give is called with each chain as soon as nothing can join it any more */
  constructor(compiled: Compiled, hosts: Hosts, give: (chain: Chain) => void) {
    this.#compiled = compiled;
    this.#hosts = hosts;
    this.#give = give;
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
      if (action.tests.length === 0 || passes(action, at)) this.#act(action, at);
    }
    const steady = at.time - at.drift;
    host.steady = steady;
    if (steady > this.#last) this.#last = steady;
  }

  /** Gives out what is left, in the order of rules. */
  finish(): void {
    for (const rule of this.#compiled.rules) {
      if (rule.scope === 'everywhere') this.#finishStore(this.#everywhere.of(rule));
      for (const host of this.#hosts.all) {
        if (rule.scope === 'boot') this.#finishStore(host.boot.of(rule));
        else if (rule.scope === 'computer') this.#finishStore(host.of(rule));
      }
    }
  }

  #finishStore(store: Store): void {
    for (const chain of leftIn(store)) {
      const over = this.#last - this.#heard(chain, store) > chain.rule.limit;
      this.#finish(chain, chain.ended || over ? 'closed' : 'open');
    }
    store.open.clear();
  }

  #storeOf(rule: Rule, at: Arrival): Store {
    if (rule.scope === 'boot') return at.boot.of(rule);
    return (rule.scope === 'computer' ? at.host : this.#everywhere).of(rule);
  }

  #act(action: Action, at: Arrival): void {
    const { rule } = action;
    const { role } = action.member.data;
    if (role === 'clock') {
      this.#setClock(action, at);
      return;
    }
    const key = keyAt(action.key, at, rule.never);
    if (key === undefined) return;
    if (rule.definesBoot && role === 'open' && this.#startsBoot(action, at)) this.#restart(at);
    const store = this.#storeOf(rule, at);
    const now = at.time - at.drift;
    if (now > store.due) this.#sweep(rule, store, now);
    const chain = store.open.get(key);
    const entry = new Entry(action, at);
    at.host.last = entry;
    if (role === 'open') this.#open(entry, at, key, store, chain);
    else if (role === 'evidence') this.#evidence(entry, at, key, store, chain);
    else if (role === 'alias') this.#alias(entry, at, key, store, chain);
    else this.#continue(entry, at, key, store, chain);
  }

  #open(
    entry: Entry,
    at: Arrival,
    key: number | string,
    store: Store,
    chain: Chain | undefined,
  ): void {
    const { rule, member } = entry.action;
    if (chain) {
      const { opener } = chain;
      if (opener && !chain.ended && entry.steady - opener.steady <= rule.merge) {
        chain.add(entry);
        return;
      }
    }
    if (member.data.unsure && at.host.started) {
      chain?.add(entry);
      return;
    }
    if (chain && adoptable(chain, entry)) {
      chain.add(entry);
      this.#findParents(chain, entry, at);
      this.#begin(chain, entry, at, store);
      return;
    }
    const next = this.#create(entry, at, key, store, chain);
    this.#begin(next, entry, at, store);
  }

  /** A new chain in place of what was open under the key, which has ended, nobody knows when. */
  #create(
    entry: Entry,
    at: Arrival,
    key: number | string,
    store: Store,
    old?: Chain | undefined,
  ): Chain {
    const { rule } = entry.action;
    const alias = old && partAlias(old, entry);
    if (old) this.#replace(old, store, at);
    const chain = new Chain(rule, key, at.boot, entry);
    store.open.set(key, chain);
    if (rule.limit < Infinity) this.#hear(chain, entry, store);
    this.#findParents(chain, entry, at);
    if (alias) this.#moveAlias(chain, alias, store);
    return chain;
  }

  #replace(chain: Chain, store: Store, at: Arrival): void {
    const { rule } = chain;
    const last = at.host.last;
    this.#forget(chain, store);
    if (chain.ended || !rule.closes) this.#finish(chain, 'closed');
    else if (rule.definesBoot) this.#finish(chain, 'lost', this.#lastBefore(last, at));
    else this.#finish(chain, 'ambiguous');
  }

  #begin(chain: Chain, entry: Entry, at: Arrival, store: Store): void {
    chain.opener = entry;
    if (entry.action.pair) this.#findTwin(chain, entry, at, store);
    const waiting = store.waitingBy.size === 0 ? undefined : store.waitingBy.get(chain.key);
    if (!waiting) return;
    store.waitingBy.delete(chain.key);
    for (const one of waiting) {
      one.taken = true;
      const { action, steady } = one.entry;
      const near = entry.steady - steady <= (action.member.data.before ?? 0);
      if (near && agrees(action.agree, one.entry, entry)) {
        chain.add(one.entry);
        if (action.under.length > 0) this.#findParents(chain, one.entry, at);
      } else {
        unmatched(action);
      }
    }
  }

  #evidence(
    entry: Entry,
    at: Arrival,
    key: number | string,
    store: Store,
    chain: Chain | undefined,
  ): void {
    const { action } = entry;
    const { before, after } = action.member.data;
    const opener = chain && (chain.opener ?? chain.first);
    const inTime = opener && (after === undefined || entry.steady - opener.steady <= after);
    if (chain && inTime && agreesAt(action.agree, at, opener)) {
      chain.add(entry);
      if (action.under.length > 0) this.#findParents(chain, entry, at);
    } else if (before === undefined) {
      unmatched(action);
    } else {
      const waiting = { entry, key, taken: false };
      store.waiting.push(waiting);
      push(store.waitingBy, key, waiting);
      store.due = Math.min(store.due, entry.steady + before);
    }
  }

  /** Something happens in a chain, or ends it. */
  #continue(
    entry: Entry,
    at: Arrival,
    key: number | string,
    store: Store,
    chain: Chain | undefined,
  ): void {
    const { rule, member, agree } = entry.action;
    const fits = chain !== undefined && agreesAt(agree, at, chain.opener);
    if (!fits && member.data.alone) {
      unmatched(entry.action);
      return;
    }
    if (chain && !fits) {
      const alone = new Chain(rule, key, at.boot, entry);
      this.#findParents(alone, entry, at);
      if (member.data.role === 'close') alone.closer = entry;
      this.#finish(alone, 'closed');
      return;
    }
    const there = chain ?? this.#create(entry, at, key, store);
    if (chain) chain.add(entry);
    if (member.data.role === 'close') this.#close(there, entry, key, store);
    else if (rule.idle < Infinity) this.#hear(there, entry, store);
  }

  #close(chain: Chain, entry: Entry, key: number | string, store: Store): void {
    const { rule, member } = entry.action;
    const keys = chain.more?.openKeys ?? 1;
    if (keys > 1) {
      moreOf(chain).openKeys = keys - 1;
      store.open.delete(key);
      return;
    }
    chain.closer ??= entry;
    chain.ended = true;
    if (member.data.final === 'no') return;
    if (rule.linger > 0) {
      store.ended.push(chain);
      store.due = Math.min(store.due, entry.steady + rule.linger);
    } else {
      this.#forget(chain, store);
      this.#finish(chain, 'closed');
    }
  }

  #alias(
    entry: Entry,
    at: Arrival,
    key: number | string,
    store: Store,
    chain: Chain | undefined,
  ): void {
    const late = chain && !chain.opener && !adoptable(chain, entry);
    if (chain && !chain.ended && !late) {
      Object.assign(moreOf(chain), { beforeAlias: chain.last, alias: entry });
      chain.add(entry);
      this.#giveKey(chain, entry, at, store);
    } else {
      this.#giveKey(this.#create(entry, at, key, store, chain), entry, at, store);
    }
  }

  #giveKey(chain: Chain, { action }: Entry, at: Arrival, store: Store): void {
    const second = keyAt(action.gives, at, chain.rule.never);
    if (second === undefined || second === chain.key) return;
    const there = store.open.get(second);
    if (there === chain) return;
    if (there) this.#replace(there, store, at);
    store.open.set(second, chain);
    const more = moreOf(chain);
    more.aliases = [...(more.aliases ?? []), second];
    more.openKeys = (more.openKeys ?? 1) + 1;
  }

  /** An alias written just before its key is opened anew belongs to the new opening, and so do its ends. */
  #moveAlias(chain: Chain, first: Entry, store: Store): void {
    const { action, event, host } = first;
    const second = keyOf(action.gives, event, host, chain.rule.never);
    chain.last.next = first;
    while (chain.last.next) chain.last = chain.last.next;
    const more = moreOf(chain);
    if (second === undefined) return;
    more.aliases = [second];
    if (chain.last !== first) return;
    store.open.set(second, chain);
    more.openKeys = 2;
  }

  #findParents(chain: Chain, entry: Entry, at: Arrival): void {
    const { rule, under } = entry.action;
    for (let index = 0; index < under.length; index += 1) {
      const one = under[index] as (typeof under)[number];
      if (hasParent(chain, one.rule)) continue;
      const now = entry.order === at.order;
      const key = now
        ? keyAt(one.key, at, one.rule.never)
        : keyOf(one.key, entry.event, entry.host, one.rule.never);
      if (key === undefined) continue;
      const parent = this.#storeOf(one.rule, at).open.get(key);
      if (!parent || parent === chain) continue;
      if (one.agree.length > 0 && !agrees(one.agree, entry, parent.opener)) continue;
      chain.firstParent = { chain: parent, under: one, entry, next: chain.firstParent };
      if (rule.endsWithParent) (moreOf(parent).dependents ??= []).push(chain);
    }
  }

  #findTwin(chain: Chain, { action }: Entry, at: Arrival, store: Store): void {
    if (!action.pair) return;
    const key = keyAt([action.pair], at, chain.rule.never);
    const twin = key === undefined ? undefined : store.open.get(key);
    if (!twin || twin === chain) return;
    moreOf(chain).twin = twin;
    moreOf(twin).twin ??= chain;
  }

  /** Takes a chain out of the map, under all of its keys. */
  #forget(chain: Chain, store: Store): void {
    if (store.open.get(chain.key) === chain) store.open.delete(chain.key);
    for (const key of chain.more?.aliases ?? []) {
      if (store.open.get(key) === chain) store.open.delete(key);
    }
    if (chain.rule.limit < Infinity) store.heard.delete(chain);
  }

  #finish(chain: Chain, status: ChainStatus, endedBy?: Entry): void {
    if (chain.finished) return;
    chain.finished = true;
    chain.ended = true;
    chain.status = chain.rule.opens && !chain.opener ? 'orphan' : status;
    if (endedBy && !chain.closer) moreOf(chain).endedBy = endedBy;
    const dependents = chain.more?.dependents;
    if (dependents) {
      for (const one of dependents) {
        if (one.finished) continue;
        const scope = one.boot ?? (one.rule.scope === 'computer' ? one.host : this.#everywhere);
        this.#forget(one, scope.of(one.rule));
        this.#finish(one, status, chain.closer ?? endedBy);
      }
      delete (chain.more as More).dependents;
    }
    if (chain.rule.wanted) this.#give(chain);
  }

  /** Notes the event from which a chain's time, or its silence, is counted. */
  #hear(chain: Chain, entry: Entry, store: Store): void {
    store.heard.delete(chain);
    store.heard.set(chain, entry.steady);
    store.due = Math.min(store.due, entry.steady + chain.rule.limit);
  }

  #heard(chain: Chain, store: Store): number {
    return store.heard.get(chain) ?? chain.first.steady;
  }

  /** Finishes what has been over for longer than its rule waits. */
  #sweep(rule: Rule, store: Store, now: number): void {
    let due = Number.POSITIVE_INFINITY;
    while (store.endedFrom < store.ended.length) {
      const chain = store.ended[store.endedFrom] as Chain;
      const until = (chain.closer as Entry).steady + rule.linger;
      if (!chain.finished && now <= until) {
        due = until;
        break;
      }
      store.endedFrom += 1;
      this.#forget(chain, store);
      this.#finish(chain, 'closed');
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
      this.#forget(chain, store);
      this.#finish(chain, 'closed');
    }
    store.due = Math.min(due, sweepWaiting(store, now));
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
      chain?.opener && !chain.ended && at.time - at.drift - chain.opener.steady <= rule.merge;
    if (!member.data.unsure) host.started = true;
    return !again;
  }

  /** Whatever is open on the computer was lost when it started again. */
  #restart(at: Arrival): void {
    const { host } = at;
    this.boots += 1;
    const boot = this.#compiled.boot;
    const run = boot && host.of(boot).open.get(0);
    const end = run?.closer ?? host.last;
    for (const store of host.boot.all()) {
      for (const chain of leftIn(store)) {
        const { closes, endsWithParent } = chain.rule;
        const over = chain.ended || !(closes || endsWithParent);
        this.#finish(chain, over ? 'closed' : 'lost', end);
      }
    }
    host.boot = new Boot(host.boot.number + 1);
    at.boot = host.boot;
    this.#before = end;
  }

  #before: Entry | undefined = undefined;

  /** The last event of a computer before the one that is being joined. */
  #lastBefore(last: Entry | undefined, at: Arrival): Entry | undefined {
    return last?.order === at.order ? this.#before : last;
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

function moreOf(chain: Chain): More {
  chain.more ??= {};
  return chain.more;
}

function hasParent(chain: Chain, rule: Rule): boolean {
  for (let at = chain.firstParent; at; at = at.next) if (at.under.rule === rule) return true;
  return false;
}

/** Gives up evidence that has waited too long. @returns when the next will have */
function sweepWaiting(store: Store, now: number): number {
  while (store.waitingFrom < store.waiting.length) {
    const one = store.waiting[store.waitingFrom] as Store['waiting'][number];
    const until = one.entry.steady + (one.entry.member.data.before ?? 0);
    if (!one.taken && now <= until) return until;
    store.waitingFrom += 1;
    if (store.waitingFrom > SPENT) {
      store.waiting = store.waiting.slice(store.waitingFrom);
      store.waitingFrom = 0;
    }
    if (one.taken) continue;
    unmatched(one.entry.action);
    const list = store.waitingBy.get(one.key);
    if (list?.[0] !== one) continue;
    if (list.length === 1) store.waitingBy.delete(one.key);
    else list.shift();
  }
  return Number.POSITIVE_INFINITY;
}

/** Chains of a store that are not finished; evidence that still waits is given up. */
function leftIn(store: Store): Set<Chain> {
  for (const one of store.waiting.slice(store.waitingFrom)) {
    if (!one.taken) unmatched(one.entry.action);
  }
  return new Set([...store.ended.slice(store.endedFrom), ...store.open.values()]);
}

/** An alias that came first waits for the opening event, which follows at once. */
function adoptable({ opener, ended, first }: Chain, entry: Entry): boolean {
  if (opener !== undefined || ended || first.member.data.role !== 'alias') return false;
  return entry.steady - first.steady <= (first.member.data.before ?? 0);
}

/** Cuts the last alias, and what followed it, off a chain whose key is opened anew just after it. */
function partAlias(chain: Chain, entry: Entry): Entry | undefined {
  const { alias, beforeAlias } = chain.more ?? {};
  if (!alias || !beforeAlias || entry.member.data.role !== 'open') return undefined;
  if (entry.steady - alias.steady > (alias.member.data.before ?? 0)) return undefined;
  for (let after = alias.next; after; after = after.next) {
    if (after.member.data.role !== 'close') return undefined;
  }
  beforeAlias.next = undefined;
  chain.last = beforeAlias;
  return alias;
}
