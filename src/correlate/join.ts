import { Boot, Stores, type Hosts, type Store, type Waiting } from './host.ts';
import { Chain, type ChainStatus } from './chain.ts';
import { push } from '../catalog/push.ts';
import type { Action, Compiled, Rule } from './compile.ts';
import { readTime } from './iso-time.ts';
import { agrees, keyOf, type Row } from './row.ts';

/** A clock set by less than this is a correction, not a jump. */
const JUMP = 1000;

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

  join(row: Row): void {
    const { host } = row;
    row.order = this.#order;
    this.#order += 1;
    row.steady = (Number.isNaN(row.time) ? host.last + host.drift : row.time) - host.drift;
    row.boot = host.boot;
    for (const action of row.plan.actions) if (passes(action, row)) this.#act(action, row);
    host.last = row.steady;
    host.lastRow = row;
    if (row.steady > this.#last) this.#last = row.steady;
  }

  /** Gives out what is left, in the order of rules. */
  finish(): void {
    for (const rule of this.#compiled.rules) {
      for (const host of this.#hosts.all) {
        if (rule.scope === 'boot') this.#finishStore(host.boot.of(rule));
        else if (rule.scope === 'computer') this.#finishStore(host.of(rule));
      }
      if (rule.scope === 'everywhere') this.#finishStore(this.#everywhere.of(rule));
    }
  }

  #finishStore(store: Store): void {
    for (const chain of leftIn(store)) this.#finish(chain, this.#statusAtEnd(chain));
    store.open.clear();
  }

  #statusAtEnd(chain: Chain): ChainStatus {
    const { rule } = chain;
    const since = this.#last - (rule.idle < Infinity ? chain.latest : chain.first.row).steady;
    const over = since > Math.min(rule.idle, rule.after);
    return chain.ended || over ? 'closed' : 'open';
  }

  #storeOf(rule: Rule, row: Row): Store {
    if (rule.scope === 'boot') return (row.boot as Boot).of(rule);
    return (rule.scope === 'computer' ? row.host : this.#everywhere).of(rule);
  }

  #act(action: Action, row: Row): void {
    const { rule } = action;
    const { role } = action.member.data;
    if (role === 'clock') {
      this.#setClock(action, row);
      return;
    }
    const key = keyOf(row, action.key, rule.never);
    if (key === undefined) return;
    if (rule.definesBoot && role === 'open' && this.#startsBoot(rule, action, row)) {
      this.#restart(row);
    }
    const store = this.#storeOf(rule, row);
    this.#sweep(rule, store, row.steady);
    const chain = store.open.get(key);
    if (role === 'open') this.#open(action, row, key, store, chain);
    else if (role === 'evidence') this.#evidence(action, row, key, store, chain);
    else if (role === 'alias') this.#alias(action, row, key, store, chain);
    else this.#continue(action, row, key, store, chain);
  }

  #open(
    action: Action,
    row: Row,
    key: number | string,
    store: Store,
    chain: Chain | undefined,
  ): void {
    const { rule, member } = action;
    if (chain?.opener && !chain.ended && row.steady - chain.opener.steady <= rule.merge) {
      chain.add(row, action);
      return;
    }
    if (member.data.unsure && row.host.started) {
      if (chain) chain.add(row, action);
      return;
    }
    if (chain && adoptable(chain, row)) {
      this.#begin(chain, action, row, store);
      return;
    }
    if (chain) this.#replace(chain, row, store);
    const next = this.#create(action, row, key, store);
    this.#begin(next, action, row, store);
    const alias = chain && movableAlias(chain, row);
    if (alias) this.#giveKey(next, alias.action, alias.row, store);
  }

  /** What was open under a key that is opened anew has ended, nobody knows when. */
  #replace(chain: Chain, row: Row, store: Store): void {
    const { rule } = chain;
    this.#forget(chain, store);
    if (chain.ended) this.#finish(chain, 'closed');
    else if (rule.definesBoot) this.#finish(chain, 'lost', row.host.lastRow);
    else this.#finish(chain, rule.closes ? 'ambiguous' : 'closed');
  }

  #create(action: Action, row: Row, key: number | string, store: Store): Chain {
    const chain = new Chain(action.rule, key, row, action.member);
    store.open.set(key, chain);
    this.#findParents(chain, action, row);
    return chain;
  }

  #begin(chain: Chain, action: Action, row: Row, store: Store): void {
    chain.opener = row;
    if (chain.first.row !== row) {
      chain.add(row, action);
      if (!chain.parents) this.#findParents(chain, action, row);
    }
    if (action.pair) this.#findTwin(chain, action, row, store);
    const waiting = store.waitingBy.get(chain.key);
    if (!waiting) return;
    store.waitingBy.delete(chain.key);
    for (const one of waiting) {
      const close = row.steady - one.row.steady <= (one.action.member.data.before ?? 0);
      if (close && agrees(one.row, row, one.action.agree)) {
        chain.add(one.row, one.action);
        this.#findParents(chain, one.action, one.row);
      } else {
        unmatched(one.action);
      }
      one.taken = true;
    }
  }

  #evidence(
    action: Action,
    row: Row,
    key: number | string,
    store: Store,
    chain: Chain | undefined,
  ): void {
    const { before, after } = action.member.data;
    const opener = chain?.opener ?? chain?.first.row;
    const inTime =
      opener !== undefined && (after === undefined || row.steady - opener.steady <= after);
    if (chain && inTime && agrees(row, opener, action.agree)) {
      chain.add(row, action);
      this.#findParents(chain, action, row);
    } else if (before === undefined) {
      unmatched(action);
    } else {
      const waiting: Waiting = { row, action, key, taken: false };
      store.waiting.push(waiting);
      push(store.waitingBy, key, waiting);
    }
  }

  /** Something happens in a chain, or ends it. */
  #continue(
    action: Action,
    row: Row,
    key: number | string,
    store: Store,
    chain: Chain | undefined,
  ): void {
    const { rule, member } = action;
    const fits = chain !== undefined && agrees(row, chain.opener, action.agree);
    if (!fits && member.data.alone) {
      unmatched(action);
      return;
    }
    if (chain && !fits) {
      const alone = new Chain(rule, key, row, member);
      this.#findParents(alone, action, row);
      this.#finish(alone, 'closed');
      return;
    }
    const there = chain ?? this.#create(action, row, key, store);
    if (chain) chain.add(row, action);
    there.latest = row;
    if (member.data.role === 'close') this.#close(there, action, row, key, store);
    else if (rule.idle < Infinity && chain) {
      store.open.delete(key);
      store.open.set(key, chain);
    }
  }

  #close(chain: Chain, action: Action, row: Row, key: number | string, store: Store): void {
    const { rule, member } = action;
    if (chain.openKeys > 1) {
      chain.openKeys -= 1;
      store.open.delete(key);
      return;
    }
    chain.closer ??= row;
    chain.ended = true;
    if (member.data.final === 'no') return;
    if (rule.linger > 0) {
      store.ended.push(chain);
    } else {
      this.#forget(chain, store);
      this.#finish(chain, 'closed');
    }
  }

  #alias(
    action: Action,
    row: Row,
    key: number | string,
    store: Store,
    chain: Chain | undefined,
  ): void {
    if (chain && !chain.ended) chain.add(row, action);
    const there = chain && !chain.ended ? chain : this.#create(action, row, key, store);
    there.latest = row;
    this.#giveKey(there, action, row, store);
  }

  #giveKey(chain: Chain, action: Action, row: Row, store: Store): void {
    const { rule } = action;
    const second = keyOf(row, action.gives, rule.never);
    if (second === undefined || second === chain.key) return;
    const there = store.open.get(second);
    if (there && there !== chain) this.#replace(there, row, store);
    store.open.set(second, chain);
    chain.aliases = [...(chain.aliases ?? []), second];
    chain.openKeys += 1;
  }

  #findParents(chain: Chain, action: Action, row: Row): void {
    const { rule } = action;
    for (const under of action.under) {
      if (chain.parents?.some((parent) => parent.under.rule === under.rule)) continue;
      const key = keyOf(row, under.key, under.rule.never);
      if (key === undefined) continue;
      const parent = this.#storeOf(under.rule, row).open.get(key);
      if (!parent || parent === chain || !agrees(row, parent.opener, under.agree)) continue;
      (chain.parents ??= []).push({ chain: parent, under, row });
      if (rule.endsWithParent) (parent.dependents ??= []).push(chain);
    }
  }

  #findTwin(chain: Chain, action: Action, row: Row, store: Store): void {
    if (!action.pair) return;
    const key = keyOf(row, [action.pair], chain.rule.never);
    const twin = key === undefined ? undefined : store.open.get(key);
    if (!twin || twin === chain) return;
    chain.twin = twin;
    twin.twin ??= chain;
  }

  /** Takes a chain out of the map, under all of its keys. */
  #forget(chain: Chain, store: Store): void {
    for (const key of [chain.key, ...(chain.aliases ?? [])]) {
      if (store.open.get(key) === chain) store.open.delete(key);
    }
  }

  #finish(chain: Chain, status: ChainStatus, endedBy?: Row): void {
    if (chain.finished) return;
    chain.finished = true;
    chain.ended = true;
    const orphan = chain.rule.opens && !chain.opener;
    chain.status = orphan ? 'orphan' : status;
    if (!chain.closer) chain.endedBy = endedBy;
    for (const one of chain.dependents ?? []) {
      if (one.finished) continue;
      const scope = one.boot ?? (one.rule.scope === 'computer' ? one.host : this.#everywhere);
      this.#forget(one, scope.of(one.rule));
      this.#finish(one, status, chain.closer ?? endedBy);
    }
    chain.dependents = undefined;
    if (chain.rule.wanted) this.#give(chain);
  }

  /** Finishes what has been over for longer than its rule waits. */
  #sweep(rule: Rule, store: Store, now: number): void {
    while (store.endedFrom < store.ended.length) {
      const chain = store.ended[store.endedFrom] as Chain;
      if (!chain.finished && now - (chain.closer as Row).steady <= rule.linger) break;
      store.endedFrom += 1;
      this.#forget(chain, store);
      this.#finish(chain, 'closed');
    }
    if (store.endedFrom > 1024) {
      store.ended = store.ended.slice(store.endedFrom);
      store.endedFrom = 0;
    }
    const limit = Math.min(rule.idle, rule.after);
    if (limit < Infinity) {
      for (const chain of store.open.values()) {
        if (now - (rule.idle < Infinity ? chain.latest : chain.first.row).steady <= limit) break;
        this.#forget(chain, store);
        this.#finish(chain, 'closed');
      }
    }
    this.#sweepWaiting(store, now);
  }

  #sweepWaiting(store: Store, now: number): void {
    while (store.waitingFrom < store.waiting.length) {
      const one = store.waiting[store.waitingFrom] as Waiting;
      if (now - one.row.steady <= (one.action.member.data.before ?? 0)) break;
      store.waitingFrom += 1;
      const list = store.waitingBy.get(one.key);
      if (one.taken || list?.[0] !== one) continue;
      unmatched(one.action);
      if (list.length === 1) store.waitingBy.delete(one.key);
      else list.shift();
    }
    if (store.waitingFrom > 1024) {
      store.waiting = store.waiting.slice(store.waitingFrom);
      store.waitingFrom = 0;
    }
  }

  #setClock(action: Action, row: Row): void {
    const [before, after] = action.gives.map((slot) => readTime(row.valueAt(slot)));
    const by = (after ?? Number.NaN) - (before ?? Number.NaN);
    if (Number.isNaN(by)) return;
    row.host.drift += by;
    row.steady -= by;
    if (Math.abs(by) >= JUMP) this.clockJumps += 1;
  }

  #startsBoot(rule: Rule, action: Action, row: Row): boolean {
    const { host } = row;
    if (action.member.data.unsure && host.started) return false;
    const chain = host.of(rule).open.get(0);
    const again = chain?.opener && !chain.ended && row.steady - chain.opener.steady <= rule.merge;
    if (!action.member.data.unsure) host.started = true;
    return !again;
  }

  /** Whatever is open on the computer was lost when it started again. */
  #restart(row: Row): void {
    const { host } = row;
    this.boots += 1;
    const boot = this.#compiled.boot;
    const run = boot && host.of(boot).open.get(0);
    const end = run?.closer ?? host.lastRow;
    for (const [, store] of host.boot.all()) {
      for (const chain of leftIn(store)) {
        const { closes, endsWithParent } = chain.rule;
        const over = chain.ended || !(closes || endsWithParent);
        this.#finish(chain, over ? 'closed' : 'lost', end);
      }
    }
    host.boot = new Boot(host.boot.number + 1);
    row.boot = host.boot;
  }
}

function passes({ tests }: Action, row: Row): boolean {
  for (const { slot, values, wanted } of tests) {
    if (values.has(row.compare(slot)) !== wanted) return false;
  }
  return true;
}

function unmatched({ rule, member }: Action): void {
  const { id } = member.data;
  rule.unmatched[id] = (rule.unmatched[id] ?? 0) + 1;
}

/** Chains of a store that are not finished; evidence that still waits is given up. */
function leftIn(store: Store): Set<Chain> {
  for (const one of store.waiting.slice(store.waitingFrom)) {
    if (!one.taken) unmatched(one.action);
  }
  return new Set([...store.ended.slice(store.endedFrom), ...store.open.values()]);
}

/** An alias that came first waits for the opening event, which follows at once. */
function adoptable(chain: Chain, row: Row): boolean {
  const { first } = chain;
  return (
    chain.opener === undefined &&
    !chain.ended &&
    first.member.data.role === 'alias' &&
    row.steady - first.row.steady <= (first.member.data.before ?? 0)
  );
}

/** An alias written just before a key is opened anew belongs to the new opening. */
function movableAlias(chain: Chain, row: Row): { row: Row; action: Action } | undefined {
  const { last } = chain;
  const { role, before = 0 } = last.member.data;
  if (role !== 'alias' || last === chain.first || row.steady - last.row.steady > before) return;
  const action = last.row.plan.actions.find(({ member }) => member === last.member);
  return action && { row: last.row, action };
}
