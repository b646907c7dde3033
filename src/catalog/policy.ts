import type { CategoryEntry, EventEntry, SubcategoryEntry } from './build.ts';
import type { ContentRecords } from './folders.ts';

export interface Policy {
  categories: readonly CategoryEntry[];
  subcategories: ReadonlyMap<string, SubcategoryEntry>;
  /** The list of events of each subcategory, to be filled. */
  members: ReadonlyMap<string, EventEntry[]>;
}

/**
 * The audit policy without its events: categories in their order, their subcategories by GUID, each with what the
 * baselines ask for.
 */
export function policyOf(records: ContentRecords): Policy {
  const members = new Map<string, EventEntry[]>();
  const subcategories = new Map<string, SubcategoryEntry>();
  const categories = [...records.categories]
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([id, facts]): CategoryEntry => {
      const own: SubcategoryEntry[] = [];
      const category = { id, facts, subcategories: own };
      for (const [subId, subFacts] of records.subcategories) {
        if (subFacts.category !== id) continue;
        const events: EventEntry[] = [];
        const entry: SubcategoryEntry = {
          id: subId,
          url: `/policy/${subId}/`,
          facts: subFacts,
          category,
          events,
          baselines: baselinesOf(subId, records),
        };
        members.set(subId, events);
        subcategories.set(subId, entry);
        own.push(entry);
      }
      own.sort((a, b) => a.facts.guid.localeCompare(b.facts.guid));
      return category;
    });
  return { categories, subcategories, members };
}

function baselinesOf(subcategory: string, records: ContentRecords): SubcategoryEntry['baselines'] {
  return [...records.baselines].flatMap(([id, baseline]) => {
    const setting = baseline.settings[subcategory];
    const atLeast = baseline.atLeast?.includes(subcategory) ?? false;
    return setting === undefined ? [] : [{ id, baseline, setting, atLeast }];
  });
}
