import { push } from './push.ts';
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
import { correlationEntries, type CorrelationEntry } from './correlations.ts';
import { layoutsOf, type FieldConcept, type Layout } from './layout.ts';

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
  releases: readonly (ReleaseFacts & { id: string })[];
  editions: readonly Edition[];
  events: readonly EventEntry[];
  /** By `<slug>/<id>`. */
  eventByAddress: ReadonlyMap<string, EventEntry>;
  legacy: ReadonlyMap<number, LegacyEntry>;
  categories: readonly CategoryEntry[];
  subcategories: ReadonlyMap<string, SubcategoryEntry>;
  fields: ReadonlyMap<string, FieldEntry>;
  fieldByName: ReadonlyMap<string, FieldEntry>;
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
  const releases = [...records.releases]
    .map(([id, facts]) => ({ id, ...facts }))
    .sort((a, b) => a.order - b.order);
  const orders = new Map(releases.map((release, index) => [release.id, index]));
  const releaseOrder = (release: string) => orders.get(release) ?? Number.NaN;
  const editions: Edition[] = releases.flatMap((release) =>
    Object.entries(release.editions ?? {}).map(([id, edition]) => ({
      id,
      title: edition.title,
      build: edition.build,
      release: release.id,
      manifest: edition.manifest === 'yes',
    })),
  );
  const manifests = editions.filter((edition) => edition.manifest);

  const providers = new Map(
    [...records.providers].map(([id, facts]) => [id, { id, ...facts }] as const),
  );
  const concepts = new Map<string, FieldConcept>();
  const fieldEvents = new Map<string, EventEntry[]>();
  for (const [id, facts] of records.fields) {
    const concept: FieldConcept = { ...facts, id, table: facts.table ?? [] };
    for (const name of facts.names) concepts.set(name, concept);
    fieldEvents.set(id, []);
  }

  const subcategoryEvents = new Map<string, EventEntry[]>();
  const categories: CategoryEntry[] = [];
  const subcategories = new Map<string, SubcategoryEntry>();
  for (const [id, facts] of [...records.categories].sort((a, b) => a[1].order - b[1].order)) {
    const members: SubcategoryEntry[] = [];
    const category: CategoryEntry = { id, facts, subcategories: members };
    for (const [subId, subFacts] of records.subcategories) {
      if (subFacts.category !== id) continue;
      const events: EventEntry[] = [];
      subcategoryEvents.set(subId, events);
      const entry: SubcategoryEntry = {
        id: subId,
        url: `/policy/${subId}/`,
        facts: subFacts,
        category,
        events,
        baselines: [...records.baselines]
          .filter(([, baseline]) => subId in baseline.settings)
          .map(([baselineId, baseline]) => ({
            id: baselineId,
            baseline,
            setting: baseline.settings[subId] as string,
            atLeast: baseline.atLeast?.includes(subId) ?? false,
          })),
      };
      members.push(entry);
      subcategories.set(subId, entry);
    }
    members.sort((a, b) => a.facts.guid.localeCompare(b.facts.guid));
    categories.push(category);
  }

  const rulesByEvent = new Map<string, SigmaRuleFacts[]>();
  for (const rule of records.sigma.values()) {
    for (const id of Object.keys(rule.events)) push(rulesByEvent, id, rule);
  }
  const samplesByEvent = new Map<string, { name: string; xml: string }[]>();
  for (const [path, xml] of samples) {
    const cut = path.lastIndexOf('/');
    push(samplesByEvent, path.slice(0, cut), {
      name: path.slice(cut + 1).replace(/\.xml$/, ''),
      xml,
    });
  }

  const legacyOf = new Map<number, { event: LegacyEntry; basis: 'documented' | 'derived' }[]>();
  const events: EventEntry[] = [];
  for (const [key, facts] of records.events) {
    const provider = providers.get(key.slice(0, key.indexOf('/')));
    if (!provider) continue;
    const versionKeys = Object.keys(facts.versions);
    const seen = expandRanges(facts.seen ?? [], editions);
    const entry: EventEntry = {
      key,
      id: facts.id,
      slug: provider.slug,
      url: `/${provider.slug}/${facts.id}/`,
      provider,
      facts,
      title: facts.title ?? `Event ${facts.id}`,
      versions: versionKeys.map((version) => {
        const about = facts.versions[version];
        return {
          version: version === 'none' ? null : Number(version),
          since: about?.since,
          basis: about?.basis ?? 'message-table',
          text: about?.text ?? 'none',
          note: about?.note,
          seen: about?.seen
            ? expandRanges(about.seen, manifests)
            : seen.filter((edition) => edition.manifest),
        };
      }),
      layouts: layoutsOf(
        {
          title: facts.title,
          firstLine: facts.firstLine,
          versions: versionKeys.map((version) => (version === 'none' ? null : Number(version))),
          fields: facts.fields ?? [],
          types: facts.types ?? {},
          message: facts.message,
          hidden: facts.hidden ?? [],
        },
        (name) => concepts.get(name),
        releaseOrder,
      ),
      seen,
      subcategories: Object.entries(facts.subcategories ?? {}).flatMap(([id, basis]) => {
        const subcategory = subcategories.get(id);
        return subcategory ? [{ subcategory, basis }] : [];
      }),
      legacy: [],
      rules: rulesByEvent.get(String(facts.id)) ?? [],
      samples: samplesByEvent.get(key) ?? [],
      namedBy: [],
    };
    events.push(entry);
    for (const { subcategory } of entry.subcategories)
      push(subcategoryEvents, subcategory.id, entry);
    const own = new Set(
      entry.layouts.flatMap((layout) => layout.fields.map((field) => field.concept)),
    );
    for (const concept of own) if (concept) push(fieldEvents, concept, entry);
  }
  events.sort((a, b) => a.slug.localeCompare(b.slug) || a.id - b.id);
  for (const list of subcategoryEvents.values()) list.sort((a, b) => a.id - b.id);
  for (const list of fieldEvents.values()) list.sort((a, b) => a.id - b.id);
  const eventByAddress = new Map(events.map((event) => [`${event.slug}/${event.id}`, event]));

  const legacy = new Map<number, LegacyEntry>();
  for (const facts of [...records.legacy.values()].sort((a, b) => a.id - b.id)) {
    const slug = [...providers.values()][0]?.slug ?? '';
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
    for (const { event, basis } of entry.successors)
      push(legacyOf, event.id, { event: entry, basis });
  }
  const namedBy = new Map<EventEntry, EventEntry[]>();
  for (const event of events) {
    for (const id of Object.keys(event.facts.related ?? {})) {
      const other = eventByAddress.get(`${event.slug}/${id}`);
      if (other && !(String(event.id) in (other.facts.related ?? {}))) push(namedBy, other, event);
    }
  }
  for (const event of events) {
    Object.assign(event, {
      legacy: legacyOf.get(event.id) ?? [],
      namedBy: namedBy.get(event) ?? [],
    });
  }

  const fields = new Map<string, FieldEntry>();
  const fieldByName = new Map<string, FieldEntry>();
  for (const concept of new Set(concepts.values())) {
    const entry: FieldEntry = {
      ...concept,
      url: `/fields/${concept.id}/`,
      events: fieldEvents.get(concept.id) ?? [],
    };
    fields.set(concept.id, entry);
    for (const name of concept.names) fieldByName.set(name, entry);
  }

  const { correlations, ofEvent } = correlationEntries(records.correlations, events);
  return {
    records,
    providers,
    releases,
    editions,
    events,
    eventByAddress,
    legacy,
    categories,
    subcategories,
    fields,
    fieldByName,
    codes: codeTables(records, events, fieldByName),
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

function codeTables(
  records: ContentRecords,
  events: readonly EventEntry[],
  fieldByName: ReadonlyMap<string, FieldEntry>,
): Map<string, CodeTable> {
  const held = new Map<string, Map<FieldEntry, Set<EventEntry>>>();
  const hold = (table: string, field: FieldEntry | undefined, event: EventEntry) => {
    if (!field) return;
    const byField = held.get(table) ?? held.set(table, new Map()).get(table);
    const set = byField?.get(field) ?? byField?.set(field, new Set()).get(field);
    set?.add(event);
  };
  const objectTables = [...records.codes].filter(([, facts]) => facts.objects).map(([id]) => id);
  for (const event of events) {
    for (const layout of event.layouts) {
      for (const slot of layout.fields) {
        const field = fieldByName.get(slot.name);
        for (const table of slot.tables) hold(table, field, event);
        if (slot.type === 'access-mask')
          for (const table of objectTables) hold(table, field, event);
      }
    }
  }
  const tables = new Map<string, CodeTable>();
  for (const [id, facts] of records.codes) {
    tables.set(id, {
      id,
      url: `/codes/${id}/`,
      facts,
      entries: Object.entries(facts.entries).map(([value, entry]) => ({ value, ...entry })),
      usedBy: [...(held.get(id) ?? [])]
        .map(([field, set]) => ({ field, events: [...set].sort((a, b) => a.id - b.id) }))
        .sort((a, b) => b.events.length - a.events.length),
    });
  }
  return tables;
}

/**
 * Expands ranges such as `windows-7..windows-11-26h1` over editions in order. Names that are unknown
 * are left out (the check reports them).
 */
export function expandRanges(ranges: readonly string[], editions: readonly Edition[]): Edition[] {
  return ranges.flatMap((range) => {
    const [from = '', to = from] = range.split('..');
    const start = editions.findIndex((edition) => edition.id === from);
    const end = editions.findIndex((edition) => edition.id === to);
    return start < 0 || end < start ? [] : editions.slice(start, end + 1);
  });
}
