import type { Chain } from './chain.ts';
import { longer, ROOM } from './columns.ts';

/** Which chains stand above others, and which event led there: a list for each chain, last found first. */
export class ParentRows {
  readonly chains: (Chain | undefined)[] = [];
  /** Place of the event in the journal. */
  events = new Int32Array(ROOM);
  /** Which of the relations that the event's action may lead to. */
  relations = new Int32Array(ROOM);
  next = new Int32Array(ROOM);
  readonly #free: number[] = [];

  /** @returns the place of the link, behind which stand those found before */
  add(chain: Chain, event: number, relation: number, before: number): number {
    const place = this.#free.length > 0 ? (this.#free.pop() as number) : this.chains.length;
    if (place === this.next.length) this.#grow(2 * place);
    this.chains[place] = chain;
    this.events[place] = event;
    this.relations[place] = relation;
    this.next[place] = before;
    return place;
  }

  /** Lets a place be used again. */
  release(place: number): void {
    this.chains[place] = undefined;
    this.#free.push(place);
  }

  #grow(length: number): void {
    this.events = longer(this.events, length);
    this.relations = longer(this.relations, length);
    this.next = longer(this.next, length);
  }
}
