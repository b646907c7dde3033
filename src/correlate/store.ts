import type { Chain } from './chain.ts';
import type { Host } from './host.ts';
import type { Rule } from './plan.ts';
import { Waiting } from './waiting.ts';

/** A store that holds fewer is not worth looking through. */
const FEW = 64;

/** The chains of one rule within one scope. */
export class Store {
  readonly rule: Rule;
  readonly open = new Map<number | string, Chain>();
  readonly waiting = new Waiting();
  /** The run of the computer that it belongs to, where that is its scope. */
  readonly boot: Boot | undefined;
  /** How much it may hold before it is looked through. */
  #room = FEW;

  constructor(rule: Rule, boot?: Boot) {
    this.rule = rule;
    this.boot = boot;
  }

  /** Whether to look for what is over: it holds twice what was left the last time. */
  get isFull(): boolean {
    return this.open.size + this.waiting.size > this.#room;
  }

  /** What is left is still open. */
  makeRoom(): void {
    this.#room = Math.max(FEW, 2 * (this.open.size + this.waiting.size));
  }
}

/** The stores of rules within one scope: a run of a computer, a computer, or everything. */
export class Stores {
  readonly #stores: (Store | undefined)[] = [];

  of(rule: Rule): Store {
    return (this.#stores[rule.index] ??= this.make(rule));
  }

  *all(): Generator<Store> {
    for (const store of this.#stores) if (store) yield store;
  }

  protected make(rule: Rule): Store {
    return new Store(rule);
  }
}

/** One run of a computer, from start to stop. */
export class Boot extends Stores {
  readonly number: number;

  constructor(number: number) {
    super();
    this.number = number;
  }

  protected override make(rule: Rule): Store {
    return new Store(rule, this);
  }
}

/** Where the chains of each rule are, for an event of some computer. */
export class Scopes {
  readonly everywhere = new Stores();

  storeOf(rule: Rule, host: Host): Store {
    if (rule.scope === 'boot') return host.boot.of(rule);
    return (rule.scope === 'computer' ? host : this.everywhere).of(rule);
  }
}
