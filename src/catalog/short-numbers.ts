import type { NamedEvent } from '../schema/text.ts';
import type { Catalog, EventEntry } from './build.ts';
import { eventNamed, mainName } from './event-address.ts';

/** A page that a number alone may mean. */
export interface Numbered {
  /** The number, behind its log where that is not the main one. */
  name: NamedEvent;
  title: string;
  url: string;
}

/**
 * Number → what a short address such as /4634/ may mean. An event of the main log is meant before all others; where it has
 * none, events of the other logs and the one from before Windows Vista are of one rank.
 */
export function shortNumbers(catalog: Catalog): Map<number, Numbered[]> {
  const targets = new Map<number, Numbered[]>();
  const events = catalog.events.map((event) => ({ ...event, name: mainName(catalog, event) }));
  const legacy = [...catalog.legacy.values()].map((one) => ({
    ...one,
    name: one.id,
    title: one.facts.title,
  }));
  for (const { id, name, title, url } of [...events, ...legacy]) {
    if (eventNamed(catalog, id) && targets.has(id)) continue;
    targets.set(id, [...(targets.get(id) ?? []), { name, title, url }]);
  }
  return targets;
}

/** Events of other logs that have the number of an event. */
export function sameNumber(event: EventEntry, catalog: Catalog): EventEntry[] {
  const slugs = new Set([...catalog.providers.values()].map(({ slug }) => slug));
  slugs.delete(event.slug);
  return [...slugs].flatMap((slug) => catalog.eventByAddress.get(`${slug}/${event.id}`) ?? []);
}
