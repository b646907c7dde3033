import type { Catalog, EventEntry } from './build.ts';

/** One way to narrow the list of events, with the values that some event has. */
export interface Facet {
  id: string;
  title: string;
  values: readonly { value: string; title: string }[];
  of(event: EventEntry): readonly string[];
}

type Titles = readonly (readonly [value: string, title: string])[];

const OUTCOMES: Titles = [
  ['success', 'Success'],
  ['failure', 'Failure'],
  ['unknown', 'Not known'],
];
const RATINGS: Titles = [
  ['high', 'High'],
  ['medium-to-high', 'Medium to high'],
  ['medium', 'Medium'],
  ['low', 'Low'],
  ['none', 'Not rated'],
];
const VOLUMES: Titles = [
  ['very-high', 'Very high'],
  ['high', 'High'],
  ['medium', 'Medium'],
  ['low', 'Low'],
  ['unknown', 'Not stated'],
];
const PLACES: Titles = [
  ['any', 'Any computer'],
  ['domain-controller', 'Domain controllers only'],
  ['role', 'Servers of one role'],
  ['unknown', 'Not stated'],
];
const WRITTEN: Titles = [
  ['usual', 'Written'],
  ['on-request', 'On request'],
  ['deprecated', 'Deprecated'],
  ['never-written', 'Never written'],
];
const yesNo = (yes: string, no: string): Titles => [
  ['yes', yes],
  ['no', no],
];

/** The ways to narrow a list of events, without those in which all events are alike. */
export function eventFacets(catalog: Catalog, events: readonly EventEntry[]): Facet[] {
  const facet = (
    id: string,
    title: string,
    titles: Titles,
    of: (event: EventEntry) => readonly string[],
  ): Facet => {
    const used = new Set(events.flatMap(of));
    const values = titles.filter(([value]) => used.has(value));
    return { id, title, of, values: values.map(([value, name]) => ({ value, title: name })) };
  };
  const bySubcategory = (event: EventEntry) => event.subcategories.map((one) => one.subcategory);
  return [
    facet(
      'category',
      'Category',
      [...catalog.categories.map((one) => [one.id, one.facts.title] as const), ['none', 'None']],
      (event) => orElse([...new Set(bySubcategory(event).map((one) => one.category.id))], 'none'),
    ),
    facet('outcome', 'Outcome', OUTCOMES, (event) => orElse(event.facts.outcome ?? [], 'unknown')),
    facet('criticality', 'Criticality', RATINGS, (event) => [
      event.facts.criticality?.rating ?? 'none',
    ]),
    facet('rules', 'Sigma rules', yesNo('Has rules', 'Has none'), (event) => [
      event.rules.length > 0 ? 'yes' : 'no',
    ]),
    facet('on', 'Written on', PLACES, placesOf),
    facet('volume', 'Volume of its subcategory', VOLUMES, (event) =>
      orElse(
        [...new Set(bySubcategory(event).flatMap((one) => levels(one.facts.volume)))],
        'unknown',
      ),
    ),
    facet(
      'since',
      'Since',
      catalog.releases.map((release) => [release.id, release.title] as const),
      (event) => sinceOf(event),
    ),
    facet('legacy', 'Before Vista', yesNo('Has a legacy id', 'Is new'), (event) => [
      event.legacy.length > 0 ? 'yes' : 'no',
    ]),
    facet('status', 'Status', WRITTEN, (event) => [event.facts.status ?? 'usual']),
    facet(
      'provider',
      'Provider',
      [...catalog.providers.values()].map((one) => [one.id, one.title] as const),
      (event) => [event.provider.id],
    ),
    facet(
      'subcategory',
      'Subcategory',
      [...catalog.subcategories.values()].map((one) => [one.id, one.facts.title] as const),
      (event) => bySubcategory(event).map((one) => one.id),
    ),
  ].filter((one) => one.values.length > 1);
}

const orElse = (values: readonly string[], none: string) => (values.length > 0 ? values : [none]);

/** The release that wrote an event first. */
export function sinceOf(event: EventEntry): string[] {
  const [first] = event.versions;
  return first?.since === undefined ? [] : [first.since];
}

function placesOf({ facts }: EventEntry): string[] {
  const on = facts.on ?? [];
  if (on.length === 0) return ['unknown'];
  if (on.some((place) => place === 'any' || place === 'workstation')) return ['any'];
  return on.length === 1 && on[0] === 'domain-controller' ? ['domain-controller'] : ['role'];
}

/** The levels that a sentence about volume names. */
function levels(volume: string | undefined): string[] {
  const found = volume?.toLowerCase().match(/very high|high|medium|low/g) ?? [];
  return [...new Set(found.map((level) => level.replace(' ', '-')))];
}
