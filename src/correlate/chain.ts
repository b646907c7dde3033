import type { Rule, Under } from './compile.ts';
import type { Boot, Host } from './host.ts';
import type { Entry } from './entry.ts';

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
  readonly next: Parent | undefined;
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
  endedBy?: Entry;
  /** The event before the last alias, and that alias: they part when the key is opened anew. */
  beforeAlias?: Entry;
  alias?: Entry;
}

/** Events that belong together by one rule, as the engine keeps them; `describeChain` spells them out. */
export class Chain {
  readonly rule: Rule;
  /** Number among the rule's chains. */
  readonly number: number;
  readonly key: number | string;
  readonly boot: Boot | undefined;
  status: ChainStatus = 'open';
  readonly first: Entry;
  last: Entry;
  opener: Entry | undefined = undefined;
  closer: Entry | undefined = undefined;
  /** It has ended, and may still be joined for a moment. */
  ended = false;
  finished = false;
  firstParent: Parent | undefined = undefined;
  more: More | undefined = undefined;

  constructor(rule: Rule, key: number | string, boot: Boot, entry: Entry) {
    this.rule = rule;
    rule.chains += 1;
    this.number = rule.chains;
    this.key = key;
    this.boot = rule.scope === 'boot' ? boot : undefined;
    this.first = entry;
    this.last = entry;
  }

  get id(): string {
    return `${this.rule.id}/${this.number}`;
  }

  get host(): Host {
    return this.first.host;
  }

  get twin(): Chain | undefined {
    return this.more?.twin;
  }

  get parents(): Parent[] {
    const list: Parent[] = [];
    for (let at = this.firstParent; at; at = at.next) list.push(at);
    return list.reverse();
  }

  add(entry: Entry): void {
    this.last.next = entry;
    this.last = entry;
  }

  *entries(): Generator<Entry> {
    for (let entry: Entry | undefined = this.first; entry; entry = entry.next) yield entry;
  }

  /** The latest event that is no evidence. */
  get latest(): Entry {
    let latest = this.first;
    for (const entry of this.entries()) if (entry.member.data.role !== 'evidence') latest = entry;
    return latest;
  }
}
