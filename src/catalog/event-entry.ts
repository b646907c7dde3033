import type { EventFacts } from '../schema/event.ts';
import type { SigmaRuleFacts } from '../schema/detection.ts';
import type { Edition, EventEntry, Provider, SubcategoryEntry, VersionFacts } from './build.ts';
import type { FieldOf } from './dictionary.ts';
import { expandRanges } from './editions.ts';
import { layoutsOf, type FieldConcept } from './layout.ts';

/** How many of the things to watch for stand on the first screen of an event. */
export const WATCHED_FIRST = 3;

/** What an event's facts refer to. */
export interface EventContext {
  editions: readonly Edition[];
  subcategories: ReadonlyMap<string, SubcategoryEntry>;
  conceptOf: FieldOf<FieldConcept>;
  releaseOrder(release: string): number;
}

/** One event from its facts; what other content says of it (legacy events, relations) is filled in later. */
export function eventEntry(
  key: string,
  facts: EventFacts,
  provider: Provider,
  own: { rules: readonly SigmaRuleFacts[]; samples: EventEntry['samples'] },
  context: EventContext,
): EventEntry {
  const versionKeys = Object.keys(facts.versions);
  const seen = expandRanges(facts.seen ?? [], context.editions);
  return {
    key,
    id: facts.id,
    slug: provider.slug,
    url: `/${provider.slug}/${facts.id}/`,
    provider,
    facts,
    title: facts.title ?? `Event ${facts.id}`,
    versions: versionKeys.map((version) => versionFacts(facts, version, seen, context.editions)),
    layouts: layoutsOf(
      {
        title: facts.title,
        firstLine: facts.firstLine,
        versions: versionKeys.map(versionNumber),
        fields: facts.fields ?? [],
        types: facts.types ?? {},
        message: facts.message,
        hidden: facts.hidden ?? [],
      },
      (name) => context.conceptOf(name, provider.id),
      (release) => context.releaseOrder(release),
    ),
    seen,
    subcategories: Object.entries(facts.subcategories ?? {}).flatMap(([id, basis]) => {
      const subcategory = context.subcategories.get(id);
      return subcategory ? [{ subcategory, basis }] : [];
    }),
    legacy: [],
    rules: own.rules,
    samples: own.samples,
    related: [],
    namedBy: [],
  };
}

function versionFacts(
  facts: EventFacts,
  version: string,
  seen: readonly Edition[],
  editions: readonly Edition[],
): VersionFacts {
  const about = facts.versions[version];
  return {
    version: versionNumber(version),
    since: about?.since,
    orEarlier: about?.basis === 'manifest' && unknownBefore(about.since, editions),
    basis: about?.basis ?? 'message-table',
    text: about?.text ?? 'none',
    note: about?.note,
    seen: (about?.seen ? expandRanges(about.seen, editions) : seen).filter(
      (edition) => edition.manifest,
    ),
  };
}

function unknownBefore(release: string | undefined, editions: readonly Edition[]): boolean {
  const first = editions.findIndex((edition) => edition.release === release);
  return first > 0 && !editions[first - 1]?.manifest;
}

const versionNumber = (version: string) => (version === 'none' ? null : Number(version));
