import type { Chain } from './chain.ts';
import type { Rule } from './plan.ts';
import { Waiting } from './waiting.ts';

/** A store that holds fewer is not worth looking through. */
const FEW = 64;

/** The chains of one rule within one scope. */
export class Store {
  readonly open = new Map<number | string, Chain>();
  readonly waiting = new Waiting();
  /** The run of the computer that it belongs to, where that is its scope. */
  readonly boot: Boot | undefined;
  /** How much it may hold before it is looked through. */
  #room = FEW;

  constructor(boot?: Boot) {
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

  of({ index }: Rule): Store {
    return (this.#stores[index] ??= this.make());
  }

  *all(): Generator<Store> {
    for (const store of this.#stores) if (store) yield store;
  }

  protected make(): Store {
    return new Store();
  }
}

/** One run of a computer, from start to stop. */
export class Boot extends Stores {
  readonly number: number;

  constructor(number: number) {
    super();
    this.number = number;
  }

  protected override make(): Store {
    return new Store(this);
  }
}

/** Where the chains of each rule are, for an event of some computer. */
export class Scopes {
  readonly everywhere = new Stores();

  storeOf(rule: Rule, { boot, host }: { boot: Boot; host: Stores }): Store {
    if (rule.scope === 'boot') return boot.of(rule);
    return (rule.scope === 'computer' ? host : this.everywhere).of(rule);
  }
}
