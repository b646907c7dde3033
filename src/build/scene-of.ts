import type { EventEntry } from '../catalog/build.ts';
import type { CorrelationEntry } from '../catalog/correlations.ts';
import { readEvents } from '../decode/read-events.ts';
import type { Site } from './catalog.ts';

type Records = ReadonlyMap<string, { provider: string | undefined; eventId: number | undefined }>;

const known = new WeakMap<Site, ReadonlyMap<string, Records>>();

/** Scenario → record → what event it is. */
function recordsOf(site: Site): ReadonlyMap<string, Records> {
  const found = known.get(site);
  if (found) return found;
  const made = new Map(
    site.catalog.scenarios.map(({ id, xml }) => {
      const records = new Map<
        string,
        { provider: string | undefined; eventId: number | undefined }
      >();
      for (const read of readEvents(xml ?? '', site.definitions)) {
        if (!('event' in read)) continue;
        const { recordId, provider, eventId } = read.event;
        if (recordId !== undefined) records.set(recordId, { provider, eventId });
      }
      return [id, records];
    }),
  );
  known.set(site, made);
  return made;
}

/**
 * Address at which the demo shows a rule on an event: in the scenario where a chain of the rule holds it, and there at
 * the event; else in the first that has such a chain; undefined where none has.
 */
export function sceneOf(site: Site, rule: CorrelationEntry, event: EventEntry): string | undefined {
  const scenes = site.catalog.scenarios.flatMap(({ id, chains }) =>
    (chains ?? [])
      .filter((chain) => chain.rule === rule.id)
      .map(({ records }) => ({ id, records })),
  );
  for (const { id, records } of scenes) {
    const holds = records.some((one) => {
      const found = recordsOf(site).get(id)?.get(one);
      return found?.eventId === event.id && found.provider === event.provider.name;
    });
    if (holds) return `/correlate/#scenario=${id}&rule=${rule.id}&event=${event.id}`;
  }
  return scenes[0] && `/correlate/#scenario=${scenes[0].id}&rule=${rule.id}`;
}
