import type { EventEntry, LegacyEntry } from './build.ts';
import type { ContentRecords } from './folders.ts';
import { push } from './push.ts';

/**
 * Legacy events by number, and those of each event of today.
 *
 * @param slug log whose events are their successors
 */
export function legacyEntries(
  records: ContentRecords,
  slug: string,
  eventByAddress: ReadonlyMap<string, EventEntry>,
): {
  legacy: ReadonlyMap<number, LegacyEntry>;
  ofEvent: ReadonlyMap<EventEntry, EventEntry['legacy']>;
} {
  const legacy = new Map<number, LegacyEntry>();
  const ofEvent = new Map<EventEntry, EventEntry['legacy'][number][]>();
  for (const facts of [...records.legacy.values()].sort((a, b) => a.id - b.id)) {
    const entry: LegacyEntry = {
      id: facts.id,
      url: `/${slug}/legacy/${facts.id}/`,
      facts,
      successors: Object.entries(facts.successors ?? {}).flatMap(([id, basis]) => {
        const event = eventByAddress.get(`${slug}/${id}`);
        return event ? [{ event, basis }] : [];
      }),
    };
    legacy.set(facts.id, entry);
    for (const { event, basis } of entry.successors) push(ofEvent, event, { event: entry, basis });
  }
  return { legacy, ofEvent };
}
