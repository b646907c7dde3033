import type { FieldSlot } from './layout.ts';
import type { LayoutDifference } from './version-steps.ts';

/** What differs between two layouts, one sentence a kind of difference; empty when nothing does. */
export function differencesInWords(difference: LayoutDifference): string[] {
  const { added, removed, moved, relabelled, retyped } = difference;
  const places = relabelled.filter(({ slot }) => slot.label !== undefined);
  return [
    added.length > 0 ? `Adds ${names(added)}.` : '',
    removed.length > 0 ? `Drops ${names(removed)}.` : '',
    moved.length > 0 ? `Moves ${names(moved)} in the XML.` : '',
    ...retyped.map(({ slot, before }) => `${slot.name} becomes ${slot.as} (was ${before.as}).`),
    ...places.map(
      ({ slot, before }) => `${slot.name} is shown ${placeOf(slot)} (was ${was(before)}).`,
    ),
  ].filter(Boolean);
}

function names(slots: readonly FieldSlot[]): string {
  return slots.map((slot) => slot.name).join(', ');
}

function placeOf(slot: FieldSlot): string {
  const label = slot.label ? `as “${slot.label}”` : 'in the text';
  return slot.section && slot.section !== slot.label ? `${label} under “${slot.section}”` : label;
}

function was(slot: FieldSlot): string {
  if (slot.label === undefined) return 'not shown';
  return slot.section ? `“${slot.label}” under “${slot.section}”` : `“${slot.label}”`;
}
