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

/** The same while chains are being joined: a list, last found first. */
export interface ParentPlace {
  readonly chain: Chain;
  readonly under: Under;
  readonly place: number;
  readonly next: ParentPlace | undefined;
}

/** What few chains have. */
export interface More {
  /** Further keys that aliases gave. */
  aliases?: (number | string)[];
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
}

/** Events that belong together by one rule, as the engine keeps them; `describeChain` spells them out. */
export class Chain {
  readonly rule: Rule;
  /** Number among the rule's chains. */
  readonly number: number;
  readonly key: number | string;
  readonly store: Store;
  readonly journal: Journal;
  status: ChainStatus = 'open';
  /** Places of its events in the journal. */
  head: number;
  tail: number;
  opened = NOWHERE;
  closed = NOWHERE;
  /** Place of the event since which its time runs out; nowhere when only an event ends it. */
  heard: number;
  finished = false;
  firstParent: ParentPlace | undefined = undefined;
  more: More | undefined = undefined;
  #entries: Entry[] | undefined = undefined;

  constructor(rule: Rule, key: number | string, store: Store, journal: Journal, place: number) {
    this.rule = rule;
    rule.chains += 1;
    this.number = rule.chains;
    this.key = key;
    this.store = store;
    this.journal = journal;
    this.head = place;
    this.tail = place;
    this.heard = rule.limit < Infinity ? place : NOWHERE;
  }

  get id(): string {
    return `${this.rule.id}/${this.number}`;
  }

  get boot(): Boot | undefined {
    return this.store.boot;
  }

  /** It has ended; it may still be joined for a moment. */
  get ended(): boolean {
    return this.closed !== NOWHERE || this.finished;
  }

  /** Whether its time has run out, by a clock that is never set. */
  isOver(now: number): boolean {
    if (this.heard === NOWHERE) return false;
    const { limit, linger } = this.rule;
    const length = this.status === 'closed' ? linger : limit;
    return now - this.journal.steadyAt(this.heard) > length;
  }

  get host(): Host {
    return this.first.host;
  }

  get first(): Entry {
    return this.entries()[0] as Entry;
  }

  get opener(): Entry | undefined {
    return this.entryAt(this.opened);
  }

  get closer(): Entry | undefined {
    return this.entryAt(this.closed);
  }

  get twin(): Chain | undefined {
    return this.more?.twin;
  }

  get parents(): Parent[] {
    const list: Parent[] = [];
    for (let at = this.firstParent; at; at = at.next) {
      const { chain, under, place } = at;
      list.push({ chain, under, entry: this.entryAt(place) as Entry });
    }
    return list.reverse();
  }

  add(place: number): void {
    this.journal.next[this.tail] = place;
    this.tail = place;
  }

  /** Its events in the order in which they joined it. */
  entries(): readonly Entry[] {
    if (this.#entries) return this.#entries;
    const list: Entry[] = [];
    const { journal } = this;
    for (let at = this.head; at !== NOWHERE; at = journal.next[at] as number) {
      list.push(journal.read(at));
    }
    if (this.finished) this.#entries = list;
    return list;
  }

  /** Whether it has so many events, without reading them. */
  hasAtLeast(count: number): boolean {
    if (this.#entries) return this.#entries.length >= count;
    let left = count;
    const { next } = this.journal;
    for (let at = this.head; at !== NOWHERE && left > 0; at = next[at] as number) left -= 1;
    return left <= 0;
  }

  /** Takes the events of a finished chain out of the journal, whose places others may use. */
  takeEntries(): void {
    for (const { place } of this.entries()) this.journal.release(place);
  }

  /** The latest event that is no evidence. */
  get latest(): Entry {
    const told = this.entries().filter(({ member }) => member.data.role !== 'evidence');
    return told.at(-1) ?? this.first;
  }

  private entryAt(place: number): Entry | undefined {
    return place === NOWHERE ? undefined : this.entries().find((one) => one.place === place);
  }
}

/** What few chains have, made when it is needed. */
export function moreOf(chain: Chain): More {
  chain.more ??= {};
  return chain.more;
}
