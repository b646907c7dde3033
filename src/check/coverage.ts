import type { Catalog } from '../catalog/build.ts';
import { mainName } from '../catalog/event-address.ts';
import type { Content } from '../catalog/read-content.ts';

/** How much of one thing the content has, so that gaps are visible. */
export interface Coverage {
  what: string;
  have: number;
  of: number;
  /** Names of what is missing; cut to the first few for people. */
  missing: string[];
}

/** Counts what the content covers. */
export function coverage(catalog: Catalog, content: Content): Coverage[] {
  const { events, main } = catalog;
  const versions = events.flatMap((event) => event.versions.map((version) => ({ event, version })));
  const measure = <T>(
    what: string,
    all: readonly T[],
    has: (one: T) => boolean,
    name: (one: T) => string,
  ): Coverage => ({
    what,
    have: all.filter(has).length,
    of: all.length,
    missing: all.filter((one) => !has(one)).map(name),
  });
  const name = (event: (typeof events)[number]) => String(mainName(catalog, event));
  // Events of other logs belong to no audit policy, and so have no outcome either.
  const audited = events.filter(({ slug }) => slug === main?.slug);
  const withText = versions.filter(({ version }) => version.text !== 'none');
  return [
    measure('events with a title', events, (event) => Boolean(event.facts.title), name),
    measure('events with prose', events, (event) => content.prose.has(`events/${event.key}`), name),
    measure(
      'events that say when they are written',
      events,
      (event) => Boolean(event.facts.written),
      name,
    ),
    measure(
      'audited events with a subcategory',
      audited,
      (event) => event.subcategories.length > 0,
      name,
    ),
    measure(
      'audited events with an outcome',
      audited,
      (event) => Boolean(event.facts.outcome),
      name,
    ),
    measure('events with a source', events, (event) => event.facts.sources.length > 0, name),
    measure(
      'versions whose message text is known',
      versions,
      ({ version }) => version.text !== 'none',
      ({ event, version }) => `${name(event)} v${version.version ?? '-'}`,
    ),
    measure(
      'versions with a text that have a sample',
      withText,
      ({ event, version }) =>
        event.samples.some(({ xml }) =>
          version.version === null
            ? !xml.includes('<Version>')
            : xml.includes(`<Version>${version.version}</Version>`),
        ),
      ({ event, version }) => `${name(event)} v${version.version ?? '-'}`,
    ),
    measure(
      'legacy events with a successor',
      [...catalog.legacy.values()],
      (legacy) => legacy.successors.length > 0,
      (legacy) => String(legacy.id),
    ),
    measure(
      'field names with a meaning',
      [...catalog.fields.values()],
      (field) => Boolean(field.means),
      (field) => field.names[0] ?? field.id,
    ),
    measure(
      'code tables held by a field',
      [...catalog.codes.values()],
      (table) => table.usedBy.length > 0,
      (table) => table.id,
    ),
  ];
}
