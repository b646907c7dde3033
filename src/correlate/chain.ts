import type { Boot, Host } from './host.ts';
import type { Action, Member, Rule, Under } from './compile.ts';
import type { Row } from './row.ts';

/**
 * `closed` has its start and its end; `open` had not ended when the log did; `orphan` began before the
 * log did, or its start is missing; `lost` was open when the computer started again; `ambiguous` was
 * still open when its key was opened anew.
 */
export type ChainStatus = 'closed' | 'open' | 'orphan' | 'lost' | 'ambiguous';

/** One event of a chain. */
export interface Entry {
  readonly row: Row;
  readonly member: Member;
  next: Entry | undefined;
}

export interface Parent {
  readonly chain: Chain;
  readonly under: Under;
  readonly row: Row;
}

/** Events that belong together by one rule, as the engine keeps them; `describeChain` spells them out. */
export class Chain {
  readonly rule: Rule;
  /** Number among the rule's chains. */
  readonly number: number;
  readonly key: number | string;
  readonly host: Host;
  readonly boot: Boot | undefined;
  status: ChainStatus = 'open';
  readonly first: Entry;
  last: Entry;
  opener: Row | undefined = undefined;
  closer: Row | undefined = undefined;
  /** Last event that counts for silence. */
  latest: Row;
  /** End that no event of the chain marks: that of its parent, or of its computer's run. */
  endedBy: Row | undefined = undefined;
  /** It has ended, and may still be joined for a moment. */
  ended = false;
  finished = false;
  /** Further keys that aliases gave. */
  aliases: (number | string)[] | undefined = undefined;
  /** Keys that are still open, where there is more than one. */
  openKeys = 1;
  parents: Parent[] | undefined = undefined;
  /** Chains that end with this one. */
  dependents: Chain[] | undefined = undefined;
  twin: Chain | undefined = undefined;

  constructor(rule: Rule, key: number | string, row: Row, member: Member) {
    this.rule = rule;
    rule.chains += 1;
    this.number = rule.chains;
    this.key = key;
    this.host = row.host;
    this.boot = rule.scope === 'boot' ? row.boot : undefined;
    this.first = { row, member, next: undefined };
    this.last = this.first;
    this.latest = row;
  }

  get id(): string {
    return `${this.rule.id}/${this.number}`;
  }

  add(row: Row, { member }: Action): void {
    const entry: Entry = { row, member, next: undefined };
    this.last.next = entry;
    this.last = entry;
  }

  *entries(): Generator<Entry> {
    for (let entry: Entry | undefined = this.first; entry; entry = entry.next) yield entry;
  }
}
