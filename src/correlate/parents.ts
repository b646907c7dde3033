import type { Chain } from './chain.ts';
import { IntRows } from './int-rows.ts';

const EVENT = 0;
const RELATION = 1;
const NEXT = 2;

/** Which chains stand above others, and which event led there: a list for each chain, last found first. */
export class Parents {
  readonly #chains: (Chain | undefined)[] = [];
  readonly #rows = new IntRows(3);

  /**
   * @param event its place in the journal
   * @param relation which of those that the event's action may lead to
   * @param next the link that was found before
   * @returns the place of the link
   */
  add(chain: Chain, event: number, relation: number, next: number): number {
    const place = this.#rows.add();
    this.#chains[place] = chain;
    this.#rows.set(place, EVENT, event);
    this.#rows.set(place, RELATION, relation);
    this.#rows.set(place, NEXT, next);
    return place;
  }

  chainAt(place: number): Chain {
    return this.#chains[place] as Chain;
  }

  eventAt(place: number): number {
    return this.#rows.get(place, EVENT);
  }

  relationAt(place: number): number {
    return this.#rows.get(place, RELATION);
  }

  next(place: number): number {
    return this.#rows.get(place, NEXT);
  }

  /** Lets a place be used again. */
  release(place: number): void {
    this.#chains[place] = undefined;
    this.#rows.release(place);
  }
}
