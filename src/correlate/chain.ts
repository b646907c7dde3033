import type { IntRows } from './int-rows.ts';
import type { Rule, Under } from './plan.ts';
import type { Host } from './host.ts';
import { NOWHERE, type Entry, type Journal, type Moment } from './journal.ts';
import type { Boot, Store } from './store.ts';

/**
 * `closed` has its start and its end; `open` had not ended when the log did; `orphan` began before the
 * log did, or its start is missing; `lost` was open when the computer started again; `ambiguous` was
 * still open when its key was opened anew.
 */
export type ChainStatus = 'closed' | 'open' | 'orphan' | 'lost' | 'ambiguous';

export interface Parent {
  readonly chain: Chain;
  readonly under: Under;
  /** The event that led there. */
  readonly entry: Entry;
}

/** What a chain tells once it is finished. */
interface Told {
  readonly entries: readonly Entry[];
  readonly opener: Entry | undefined;
  readonly closer: Entry | undefined;
  readonly parents: readonly Parent[];
}

/** Where the numbers of a chain stand in its row: `Journal.chains`. */
const HEAD = 0;
const TAIL = 1;
const OPENED = 2;
const CLOSED = 3;
const HEARD = 4;
const PARENT = 5;
const FINISHED = 6;

/** What few chains have. */
export interface More {
  /** Further keys that aliases gave. */
  aliases?: (number | string)[];
  /** Exact values lead to it: its key may be given to another, and an event with other values is not of it. */
  exact?: boolean;
  /** How many of its keys are still open. */
  openKeys?: number;
  /** Chains that end with this one. */
  dependents?: Chain[];
  twin?: Chain;
  /** End that no event of the chain marks: that of its parent, or of its computer's run. */
  endedBy?: Moment;
  /** Places of the event before the last alias, and of that alias: they part when the key is opened anew. */
  beforeAlias?: number;
  alias?: number;
  /** Read from the journal when it was asked for, of a finished chain. */
  told?: Told;
}

/**
 * Events that belong together by one rule, as the engine keeps them; `describeChain` spells them out. Its numbers
 * are a row of the journal's chains.
 */
export class Chain {
  readonly journal: Journal;
  readonly #rows: IntRows;
  readonly store: Store;
  readonly key: number | string;
  /** Number among the rule's chains. */
  readonly number: number;
  status: ChainStatus = 'open';
  more: More | undefined = undefined;
  /** Of its row; nowhere once the journal has let go of it. */
  #place: number;

  constructor(key: number | string, store: Store, journal: Journal, head: number) {
    const { rule } = store;
    rule.chains += 1;
    this.journal = journal;
    this.#rows = journal.chains;
    this.store = store;
    this.key = key;
    this.number = rule.chains;
    this.#place = journal.chains.add();
    this.#rows.set(this.#place, HEAD, head);
    this.#rows.set(this.#place, TAIL, head);
    this.#rows.set(this.#place, OPENED, NOWHERE);
    this.#rows.set(this.#place, CLOSED, NOWHERE);
    this.#rows.set(this.#place, HEARD, rule.limit < Infinity ? head : NOWHERE);
    this.#rows.set(this.#place, PARENT, NOWHERE);
    this.#rows.set(this.#place, FINISHED, 0);
  }

  get rule(): Rule {
    return this.store.rule;
  }

  get id(): string {
    return `${this.rule.id}/${this.number}`;
  }

  get boot(): Boot | undefined {
    return this.store.boot;
  }

  /** Places in the journal of its first event, its last, the one that opened it and the one that closed it. */
  get head(): number {
    return this.#rows.get(this.#place, HEAD);
  }

  get tail(): number {
    return this.#rows.get(this.#place, TAIL);
  }

  set tail(place: number) {
    this.#rows.set(this.#place, TAIL, place);
  }

  get opened(): number {
    return this.#rows.get(this.#place, OPENED);
  }

  set opened(place: number) {
    this.#rows.set(this.#place, OPENED, place);
  }

  get closed(): number {
    return this.#rows.get(this.#place, CLOSED);
  }

  set closed(place: number) {
    this.#rows.set(this.#place, CLOSED, place);
  }

  /** Place of the event since which its time runs out; nowhere when only an event ends it. */
  get heard(): number {
    return this.#rows.get(this.#place, HEARD);
  }

  set heard(place: number) {
    this.#rows.set(this.#place, HEARD, place);
  }

  /** Place among the journal's parents of the one that was found last. */
  get parent(): number {
    return this.#rows.get(this.#place, PARENT);
  }

  set parent(place: number) {
    this.#rows.set(this.#place, PARENT, place);
  }

  get finished(): boolean {
    return this.#place === NOWHERE || this.#rows.get(this.#place, FINISHED) === 1;
  }

  finish(): void {
    this.#rows.set(this.#place, FINISHED, 1);
  }

  /** It has ended; it may still be joined for a moment. */
  get ended(): boolean {
    return this.finished || this.closed !== NOWHERE;
  }

  /** Whether its time has run out, by a clock that is never set. */
  isOver(now: number): boolean {
    const { heard } = this;
    if (heard === NOWHERE) return false;
    const { limit, linger } = this.rule;
    const length = this.status === 'closed' ? linger : limit;
    return now - this.journal.steadyAt(heard) > length;
  }

  get host(): Host {
    return this.first.host;
  }

  get first(): Entry {
    return this.entries()[0] as Entry;
  }

  get opener(): Entry | undefined {
    return this.#told().opener;
  }

  get closer(): Entry | undefined {
    return this.#told().closer;
  }

  get twin(): Chain | undefined {
    return this.more?.twin;
  }

  get parents(): readonly Parent[] {
    return this.#told().parents;
  }

  add(place: number): void {
    this.journal.link(this.tail, place);
    this.tail = place;
  }

  /** Its events in the order in which they joined it. */
  entries(): readonly Entry[] {
    return this.#told().entries;
  }

  /** Whether it has so many events, without reading them. */
  hasAtLeast(count: number): boolean {
    const told = this.more?.told;
    if (told) return told.entries.length >= count;
    let left = count;
    for (let at = this.head; at !== NOWHERE && left > 0; at = this.journal.next(at)) left -= 1;
    return left <= 0;
  }

  /** The latest event that is no evidence. */
  get latest(): Entry {
    const told = this.entries().filter(({ member }) => member.data.role !== 'evidence');
    return told.at(-1) ?? this.first;
  }

  /** A finished chain takes what it tells out of the journal, whose places others may use. */
  leaveJournal(): void {
    const { journal } = this;
    for (const { place } of this.entries()) journal.release(place);
    for (let at = this.parent; at !== NOWHERE; at = journal.parents.next(at))
      journal.parents.release(at);
    journal.chains.release(this.#place);
    this.#place = NOWHERE;
  }

  #told(): Told {
    if (this.more?.told) return this.more.told;
    const { journal, opened, closed } = this;
    const entries: Entry[] = [];
    for (let at = this.head; at !== NOWHERE; at = journal.next(at)) entries.push(journal.read(at));
    const entryAt = (place: number) => entries.find((one) => one.place === place);
    const parents: Parent[] = [];
    for (let at = this.parent; at !== NOWHERE; at = journal.parents.next(at)) {
      const place = journal.parents.eventAt(at);
      parents.unshift({
        chain: journal.parents.chainAt(at),
        under: journal.actionAt(place).under[journal.parents.relationAt(at)] as Under,
        entry: entryAt(place) as Entry,
      });
    }
    const told = { entries, opener: entryAt(opened), closer: entryAt(closed), parents };
    if (this.finished) moreOf(this).told = told;
    return told;
  }
}

/** What few chains have, made when it is needed. */
export function moreOf(chain: Chain): More {
  chain.more ??= {};
  return chain.more;
}
