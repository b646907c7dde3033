import { moreOf, type Chain } from './chain.ts';
import type { Rule, Under } from './plan.ts';
import type { Ending } from './ending.ts';
import { agrees, exactAt, exactOf, keyAt, keyOf, type Arrival } from './entry.ts';
import { NOWHERE, type Journal } from './journal.ts';
import type { Scopes } from './store.ts';

/** How chains find what they are under, and the other half of their pair. */
export class Kinship {
  readonly #journal: Journal;
  readonly #ending: Ending;
  readonly #scopes: Scopes;

  constructor(journal: Journal, ending: Ending, scopes: Scopes) {
    this.#journal = journal;
    this.#ending = ending;
    this.#scopes = scopes;
  }

  /** @param place of the event that leads to them: the one that arrives, or one that waited */
  findParents(chain: Chain, place: number, at: Arrival): void {
    const { under } = this.#journal.actionAt(place);
    for (let index = 0; index < under.length; index += 1) {
      const one = under[index] as Under;
      if (chain.parent !== NOWHERE && this.#hasParent(chain, one.rule)) continue;
      const key = this.#keyOfParent(one, place, at);
      if (key === undefined) continue;
      const store = this.#scopes.storeOf(one.rule, at.host);
      const parent = this.#ending.find(store, key, this.#exactOfParent(one, place, at), at.steady);
      if (!parent || parent === chain) continue;
      if (!agrees(one.agree, this.#journal, place, parent.opened)) continue;
      chain.parent = this.#journal.parents.add(parent, place, index, chain.parent);
      if (chain.rule.endsWithParent) (moreOf(parent).dependents ??= []).push(chain);
    }
  }

  /** The first to be opened of two is found by the second, and then knows of it. */
  findTwin(chain: Chain, at: Arrival): void {
    const { pair } = at.action;
    const key = pair && keyAt(pair, at, chain.rule.never);
    if (key === undefined) return;
    const twin = this.#ending.current(chain.store, key, at.steady);
    if (!twin || twin === chain) return;
    moreOf(chain).twin = twin;
    moreOf(twin).twin ??= chain;
  }

  #hasParent(chain: Chain, rule: Rule): boolean {
    const { parents } = this.#journal;
    for (let at = chain.parent; at !== NOWHERE; at = parents.next(at))
      if (parents.chainAt(at).rule === rule) return true;
    return false;
  }

  #exactOfParent({ exact, rule }: Under, place: number, at: Arrival): string | undefined {
    const never = rule.neverExact;
    if (this.#journal.orderAt(place) === at.order) return exactAt(exact, at, never);
    return exactOf(exact, this.#journal.eventAt(place), this.#journal.hostAt(place), never);
  }

  #keyOfParent({ key, rule }: Under, place: number, at: Arrival): number | string | undefined {
    if (this.#journal.orderAt(place) === at.order) return keyAt(key, at, rule.never);
    return keyOf(key, this.#journal.eventAt(place), this.#journal.hostAt(place), rule.never);
  }
}
