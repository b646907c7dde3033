import type { EventDefinition } from '../catalog/definitions.ts';
import type { Layout } from '../catalog/layout.ts';
import type { RawEvent } from '../event.ts';

/** What a newer version of an event has that the sample's has not, and the other way round. */
export interface NewerVersion {
  version: number;
  adds: string[];
  drops: string[];
}

/** A field that a layout does not have weighs more than all that it has beside. */
const EXTRA = 1_000;

/** The layout of the event's version whose fields are the event's; the version's newest otherwise. */
export function findLayout(definition: EventDefinition, raw: RawEvent): Layout | undefined {
  const { version } = raw;
  const names = new Set(raw.data.map(({ name }) => name));
  const own = definition.layouts.filter(
    (layout) => version === undefined || layout.version === version || layout.version === null,
  );
  const candidates = own.length > 0 ? own : definition.layouts;
  if (candidates.length < 2) return candidates[0];
  // Some formats leave fields out; none makes one up.
  const misfit = (layout: Layout) => {
    const shared = layout.fields.filter((field) => names.has(field.name)).length;
    return layout.fields.length - shared + EXTRA * (names.size - shared);
  };
  let best: Layout | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const layout of candidates) {
    const own = misfit(layout);
    if (own < least) [best, least] = [layout, own];
  }
  return best;
}

/** Versions after the sample's, oldest first; none when the sample's version is not known. */
export function newerVersions(definition: EventDefinition, raw: RawEvent): NewerVersion[] {
  const { version } = raw;
  const own = definition.layouts.find((layout) => layout.version === version);
  if (version === undefined || !own) return [];
  const names = new Set(own.fields.map(({ name }) => name));
  const newest = new Map<number, Layout>();
  for (const layout of definition.layouts) {
    if (layout.version !== null && layout.version > version && !newest.has(layout.version)) {
      newest.set(layout.version, layout);
    }
  }
  return [...newest]
    .sort(([a], [b]) => a - b)
    .map(([number, layout]) => {
      const fields = layout.fields.map(({ name }) => name);
      return {
        version: number,
        adds: fields.filter((name) => !names.has(name)),
        drops: [...names].filter((name) => !fields.includes(name)),
      };
    });
}
