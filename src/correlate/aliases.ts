import { moreOf, type Chain } from './chain.ts';
import { keyOf } from './entry.ts';
import { NOWHERE, type Journal } from './journal.ts';

/** How long before the opening event an alias may stand. */
const reach = (journal: Journal, place: number) => journal.memberAt(place).data.before ?? 0;

/** An alias that came first waits for the opening event, which follows at once. */
export function adoptable({ opened, ended, head, journal }: Chain, now: number): boolean {
  if (opened !== NOWHERE || ended || journal.memberAt(head).data.role !== 'alias') return false;
  return now - journal.steadyAt(head) <= reach(journal, head);
}

/** Cuts the last alias, and what followed it, off a chain whose key is opened anew just after it. */
export function partAlias(chain: Chain, now: number): number {
  const { journal, more } = chain;
  const { alias, beforeAlias } = more ?? {};
  if (alias === undefined || beforeAlias === undefined) return NOWHERE;
  if (now - journal.steadyAt(alias) > reach(journal, alias)) return NOWHERE;
  for (let after = journal.next(alias); after !== NOWHERE; after = journal.next(after)) {
    if (journal.memberAt(after).data.role !== 'close') return NOWHERE;
  }
  journal.link(beforeAlias, NOWHERE);
  chain.tail = beforeAlias;
  return alias;
}

/** An alias written just before its key is opened anew belongs to the new opening, and so do its ends. */
export function moveAlias(chain: Chain, alias: number): void {
  const { journal, store } = chain;
  const { gives } = journal.actionAt(alias);
  const event = journal.eventAt(alias);
  const second = keyOf(gives, event, journal.hostAt(alias), chain.rule.never);
  chain.add(alias);
  for (let at = alias; at !== NOWHERE; at = journal.next(at)) chain.tail = at;
  if (second === undefined) return;
  const more = moreOf(chain);
  more.aliases = [second];
  if (chain.tail !== alias) return;
  store.open.set(second, chain);
  more.openKeys = 2;
}
