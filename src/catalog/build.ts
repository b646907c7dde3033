import type { CodeEntryFacts, CodeTableFacts } from '../schema/code-table.ts';
import type { EntityFacts } from '../schema/entity.ts';
import type { EventFacts } from '../schema/event.ts';
import type { LegacyEventFacts } from '../schema/legacy-event.ts';
import type { BaselineFacts, CategoryFacts, SubcategoryFacts } from '../schema/policy.ts';
import type { NoiseFacts } from '../schema/noise.ts';
import type { SigmaRuleFacts } from '../schema/detection.ts';
import type { ProviderFacts, ReleaseFacts } from '../schema/provider.ts';
import type { ScenarioFacts } from '../schema/scenario.ts';
import type { ContentRecords } from './folders.ts';
import { codeTables } from './code-tables.ts';
import { correlationEntries, type CorrelationEntry } from './correlations.ts';
import { fieldFinder, type FieldOf } from './dictionary.ts';
import { editionsOf, releasesOf } from './editions.ts';
import { eventAddress } from './event-address.ts';
import { eventEntry } from './event-entry.ts';
import type { FieldConcept, Layout } from './layout.ts';
import { legacyEntries } from './legacy-entries.ts';
import { policyOf } from './policy.ts';
import { push } from './push.ts';

export interface Provider extends ProviderFacts {
  id: string;
}

export interface Edition {
  id: string;
  title: string;
  build: string;
  release: string;
  /** Whether a manifest of this edition was on hand. */
  manifest: boolean;
}

export interface VersionFacts {
  version: number | null;
  since: string | undefined;
  /** Whether the version can be older than `since`, as no manifest of the edition before is on hand. */
  orEarlier: boolean;
  basis: string;
  /** How the message text is known: template, rendered, docs, carried, derived, none. */
  text: string;
  note: string | undefined;
  seen: readonly Edition[];
}

/** One event with everything that follows from its facts. */
export interface EventEntry {
  /** `security-auditing/4634`. */
  key: string;
  id: number;
  /** First part of the address: `security`. */
  slug: string;
  url: string;
  provider: Provider;
  facts: EventFacts;
  title: string;
  versions: readonly VersionFacts[];
  /** Newest first. */
  layouts: readonly Layout[];
  seen: readonly Edition[];
  subcategories: readonly { subcategory: SubcategoryEntry; basis: string }[];
  legacy: readonly { event: LegacyEntry; basis: 'documented' | 'derived' }[];
  rules: readonly SigmaRuleFacts[];
  samples: readonly { name: string; xml: string }[];
  /** Events that belong with it, each with the reason and the name that the facts give it. */
  related: readonly { event: EventEntry; why: string; named: string }[];
  /** Events that name this one as related, where this one does not name them. */
  namedBy: readonly EventEntry[];
}

export interface LegacyEntry {
  id: number;
  url: string;
  facts: LegacyEventFacts;
  successors: readonly { event: EventEntry; basis: 'documented' | 'derived' }[];
}

export interface SubcategoryEntry {
  id: string;
  url: string;
  facts: SubcategoryFacts;
  category: CategoryEntry;
  events: readonly EventEntry[];
  baselines: readonly { baseline: BaselineFacts; id: string; setting: string; atLeast: boolean }[];
}

export interface CategoryEntry {
  id: string;
  facts: CategoryFacts;
  subcategories: readonly SubcategoryEntry[];
}

/** A field concept and where it occurs. */
export interface FieldEntry extends FieldConcept {
  url: string;
  events: readonly EventEntry[];
}

export interface CodeEntry extends CodeEntryFacts {
  value: string;
}

export interface CodeTable {
  id: string;
  url: string;
  facts: CodeTableFacts;
  entries: readonly CodeEntry[];
  /** Fields that hold the table's values, with their events. */
  usedBy: readonly { field: FieldEntry; events: readonly EventEntry[] }[];
}

export interface Entity extends EntityFacts {
  id: string;
}

/** A log with a story. */
export interface Scenario extends ScenarioFacts {
  id: string;
  /** The log: `<Events>` around events as Windows writes them. */
  xml: string;
}

/** All content as one immutable, indexed model. */
export interface Catalog {
  records: ContentRecords;
  providers: ReadonlyMap<string, Provider>;
  /** The provider whose log comes first, and whose events a number alone means: the one with a predecessor. */
  main: Provider | undefined;
  releases: readonly (ReleaseFacts & { id: string })[];
  editions: readonly Edition[];
  /** Those of the main log first, by id. */
  events: readonly EventEntry[];
  /** By `<slug>/<id>`. */
  eventByAddress: ReadonlyMap<string, EventEntry>;
  legacy: ReadonlyMap<number, LegacyEntry>;
  categories: readonly CategoryEntry[];
  subcategories: ReadonlyMap<string, SubcategoryEntry>;
  fields: ReadonlyMap<string, FieldEntry>;
  /** What a name means in the events of a provider, or without one. */
  fieldOf: FieldOf<FieldEntry>;
  codes: ReadonlyMap<string, CodeTable>;
  entities: readonly Entity[];
  scenarios: readonly Scenario[];
  /** Correlation rules in their order. */
  correlations: ReadonlyMap<string, CorrelationEntry>;
  /** The rules that an event takes part in. */
  correlationsOf(event: EventEntry): readonly CorrelationEntry[];
  noise: readonly (NoiseFacts & { id: string })[];
  releaseOrder(release: string): number;
}

/**
 * Builds the catalog from valid records. References that lead nowhere are left out here and reported
 * by the check.
 *
 * @param samples path below content/samples (`security-auditing/4634/v0.xml`) → XML
 * @param logs scenario → XML
 */
export function buildCatalog(
  records: ContentRecords,
  samples: ReadonlyMap<string, string> = new Map(),
  logs: ReadonlyMap<string, string> = new Map(),
): Catalog {
  const releases = releasesOf(records);
  const editions = editionsOf(releases);
  const orders = new Map(releases.map((release, index) => [release.id, index]));
  const releaseOrder = (release: string) => orders.get(release) ?? Number.NaN;
  const providers = new Map(
    [...records.providers].map(([id, facts]): [string, Provider] => [id, { id, ...facts }]),
  );
  const main =
    [...providers.values()].find((provider) => provider.predecessor) ?? [...providers.values()][0];
  const concepts = [...records.fields].map(([id, facts]): FieldConcept => ({
    ...facts,
    id,
    table: facts.table ?? [],
  }));
  const conceptOf = fieldFinder(concepts);
  const policy = policyOf(records);

  const rulesOf = new Map<string, SigmaRuleFacts[]>();
  for (const rule of records.sigma.values()) {
    for (const named of Object.keys(rule.events))
      push(rulesOf, eventAddress(main?.slug ?? '', named), rule);
  }
  const samplesOf = samplesByEvent(samples);
  const events: EventEntry[] = [];
  for (const [key, facts] of records.events) {
    const provider = providers.get(key.slice(0, key.indexOf('/')));
    if (!provider) continue;
    const own = {
      rules: rulesOf.get(`${provider.slug}/${facts.id}`) ?? [],
      samples: samplesOf.get(key) ?? [],
    };
    events.push(
      eventEntry(key, facts, provider, own, {
        editions,
        subcategories: policy.subcategories,
        conceptOf,
        releaseOrder,
      }),
    );
  }
  events.sort(
    (a, b) =>
      Number(b.slug === main?.slug) - Number(a.slug === main?.slug) ||
      a.slug.localeCompare(b.slug) ||
      a.id - b.id,
  );
  const eventByAddress = new Map(events.map((event) => [`${event.slug}/${event.id}`, event]));

  const { legacy, ofEvent: legacyOf } = legacyEntries(records, main?.slug ?? '', eventByAddress);
  for (const event of events) Object.assign(event, { related: relatedOf(event, eventByAddress) });
  const namedBy = namedByOthers(events);
  const fieldEvents = new Map<string, EventEntry[]>();
  for (const event of events) {
    Object.assign(event, {
      legacy: legacyOf.get(event) ?? [],
      namedBy: namedBy.get(event) ?? [],
    });
    for (const { subcategory } of event.subcategories)
      policy.members.get(subcategory.id)?.push(event);
    const slots = event.layouts.flatMap((layout) => layout.fields);
    for (const concept of new Set(slots.map((slot) => slot.concept)))
      if (concept) push(fieldEvents, concept, event);
  }
  const fieldEntries = concepts.map((concept): FieldEntry => ({
    ...concept,
    url: `/fields/${concept.id}/`,
    events: fieldEvents.get(concept.id) ?? [],
  }));
  const fields = new Map(fieldEntries.map((entry) => [entry.id, entry]));
  const { correlations, ofEvent } = correlationEntries(records.correlations, events);
  return {
    records,
    providers,
    main,
    releases,
    editions,
    events,
    eventByAddress,
    legacy,
    categories: policy.categories,
    subcategories: policy.subcategories,
    fields,
    fieldOf: fieldFinder(fieldEntries),
    codes: codeTables(records, events, fields),
    entities: [...records.entities].map(([id, facts]) => ({ id, ...facts })),
    noise: [...records.noise]
      .map(([id, facts]) => ({ id, ...facts }))
      .sort((a, b) => a.order - b.order),
    scenarios: [...records.scenarios]
      .map(([id, facts]) => ({ id, ...facts, xml: logs.get(id) ?? '' }))
      .sort((a, b) => a.order - b.order),
    correlations,
    correlationsOf: (event) => ofEvent.get(event) ?? [],
    releaseOrder,
  };
}

function samplesByEvent(samples: ReadonlyMap<string, string>) {
  const byEvent = new Map<string, { name: string; xml: string }[]>();
  for (const [path, xml] of samples) {
    const cut = path.lastIndexOf('/');
    const name = path.slice(cut + 1).replace(/\.xml$/, '');
    push(byEvent, path.slice(0, cut), { name, xml });
  }
  return byEvent;
}

function relatedOf(
  { slug, facts }: EventEntry,
  eventByAddress: ReadonlyMap<string, EventEntry>,
): EventEntry['related'] {
  return Object.entries(facts.related ?? {}).flatMap(([named, why]) => {
    const event = eventByAddress.get(eventAddress(slug, named));
    return event ? [{ event, why, named }] : [];
  });
}

/** Events that name another as related where that one does not name them. */
function namedByOthers(events: readonly EventEntry[]): Map<EventEntry, EventEntry[]> {
  const namedBy = new Map<EventEntry, EventEntry[]>();
  for (const event of events) {
    for (const { event: other } of event.related) {
      if (!other.related.some((back) => back.event === event)) push(namedBy, other, event);
    }
  }
  return namedBy;
}
