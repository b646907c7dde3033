import type { EventEntry, SubcategoryEntry } from './build.ts';

/** The first audit subcategory that has Windows write an event; none for an event that is never written. */
export function auditedBy({ facts, subcategories }: EventEntry): SubcategoryEntry | undefined {
  return facts.placeholder || facts.status === 'never-written'
    ? undefined
    : subcategories[0]?.subcategory;
}

/**
 * The command that has Windows write an event: success, failure or both, as the event does; both where that is not
 * known.
 *
 * @param subcategory name or GUID of one of its audit subcategories
 */
export function auditCommand({ facts }: EventEntry, subcategory: string): string {
  const outcomes = facts.outcome?.length ? facts.outcome : ['success', 'failure'];
  const kinds = outcomes.map((outcome) => `/${outcome}:enable`).join(' ');
  return `auditpol /set /subcategory:"${subcategory}" ${kinds}`;
}
