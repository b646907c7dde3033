import { placeIn, type Rule } from './rule.ts';

/** A label of a legacy event that stands for a field of today names one that a successor has. */
export const legacyLabels: Rule = function* (context) {
  // A successor that could not be read may be the one that has the field.
  if (context.content.problems.length > 0) return;
  for (const { id, facts, successors } of context.catalog.legacy.values()) {
    const known = new Set(
      successors.flatMap(({ event }) =>
        event.layouts.flatMap((layout) => layout.fields.map((slot) => slot.name)),
      ),
    );
    for (const [index, { label, field }] of (facts.labels ?? []).entries()) {
      if (field === undefined || known.has(field)) continue;
      yield {
        code: 'unknown-successor-field',
        place: placeIn(context, `legacy/${id}`, ['labels', index]),
        message: `"${label}" is to stand for ${field}, which no successor of ${id} has.`,
        hint: `Name a field of ${successors.map(({ event }) => event.id).join(' or ') || 'a successor'}, or write the label alone.`,
      };
    }
  }
};
