import type { Chain } from './chain.ts';
import type { Rule } from './compile.ts';
import { Waiting } from './waiting.ts';

/** Events that a store takes before it is looked through, beside one for each that it holds. */
const AT_LEAST = 32;

/** The chains of one rule within one scope. */
export class Store {
  readonly open = new Map<number | string, Chain>();
  readonly waiting = new Waiting();
  /** The run of the computer that it belongs to, where that is its scope. */
  readonly boot: Boot | undefined;
  #events = 0;

  constructor(boot?: Boot) {
    this.boot = boot;
  }

  /** Counts an event. @returns whether to look through the store: once for as many events as it holds */
  count(): boolean {
    this.#events += 1;
    if (this.#events < AT_LEAST + this.open.size + this.waiting.size) return false;
    this.#events = 0;
    return true;
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
