import type { FieldSlot } from './layout.ts';
import type { LayoutDifference } from './version-steps.ts';

/** What differs between two layouts, one sentence a kind of difference; empty when nothing does. */
export function differencesInWords(difference: LayoutDifference): string[] {
  const { added, removed, moved, relabelled, retyped } = difference;
  const shown = relabelled.filter(({ slot }) => slot.label !== undefined);
  const resectioned = shown.filter(({ slot, before }) => slot.label === before.label);
  const places = shown.filter((change) => !resectioned.includes(change));
  return [
    added.length > 0 ? `Adds ${names(added)}.` : '',
    removed.length > 0 ? `Drops ${names(removed)}.` : '',
    moved.length > 0 ? `Moves ${names(moved)} in the XML.` : '',
    ...retyped.map(({ slot, before }) => `${slot.name} becomes ${slot.as} (was ${before.as}).`),
    ...[...Map.groupBy(resectioned, headings)].map(
      ([words, changes]) => `${words}: ${names(changes.map(({ slot }) => slot))}.`,
    ),
    ...places.map(
      ({ slot, before }) => `${slot.name} is shown ${placeOf(slot)} (was ${was(before)}).`,
    ),
  ].filter(Boolean);
}

function names(slots: readonly FieldSlot[]): string {
  return slots.map((slot) => slot.name).join(', ');
}

/** The heading of the message that a field has come to stand under, and the one before. */
function headings({ slot, before }: LayoutDifference['relabelled'][number]): string {
  if (!slot.section) return `No longer under “${before.section}”`;
  const then = before.section ? ` instead of “${before.section}”` : ' now';
  return `Under “${slot.section}”${then}`;
}

function placeOf(slot: FieldSlot): string {
  const label = slot.label ? `as “${slot.label}”` : 'in the text';
  return slot.section && slot.section !== slot.label ? `${label} under “${slot.section}”` : label;
}

function was(slot: FieldSlot): string {
  if (slot.label === undefined) return 'not shown';
  return slot.section ? `“${slot.label}” under “${slot.section}”` : `“${slot.label}”`;
}
