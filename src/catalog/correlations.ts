import type { CorrelationFacts } from '../schema/correlation.ts';
import type { EventEntry } from './build.ts';
import { push } from './push.ts';

/** One correlation rule and the events that it joins. */
export interface CorrelationEntry {
  id: string;
  url: string;
  facts: CorrelationFacts;
  /** Those of its events that have a definition, in the order of its members. */
  events: readonly EventEntry[];
}

/** Rules in their order, and the rules of each event. */
export function correlationEntries(
  records: ReadonlyMap<string, CorrelationFacts>,
  events: readonly EventEntry[],
): {
  correlations: ReadonlyMap<string, CorrelationEntry>;
  ofEvent: ReadonlyMap<EventEntry, readonly CorrelationEntry[]>;
} {
  const byKey = new Map(events.map((event) => [event.key, event]));
  const ofEvent = new Map<EventEntry, CorrelationEntry[]>();
  const ordered = [...records].sort(
    ([a, first], [b, second]) => first.order - second.order || a.localeCompare(b),
  );
  const correlations = new Map(
    ordered.map(([id, facts]) => {
      const members = facts.members.flatMap((member) =>
        member.events.flatMap((event) => byKey.get(`${member.provider}/${event}`) ?? []),
      );
      const entry = { id, url: `/correlate/${id}/`, facts, events: [...new Set(members)] };
      for (const event of entry.events) push(ofEvent, event, entry);
      return [id, entry] as const;
    }),
  );
  return { correlations, ofEvent };
}
