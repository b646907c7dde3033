import { placeIn, type Rule } from './rule.ts';

/** A relation is worth a word on both sides; the page shows it on both in any case. */
export const related: Rule = function* (context) {
  for (const event of context.catalog.events) {
    for (const id of Object.keys(event.facts.related ?? {})) {
      const other = context.catalog.eventByAddress.get(`${event.slug}/${id}`);
      if (!other || String(event.id) in (other.facts.related ?? {})) continue;
      yield {
        code: 'one-sided-relation',
        place: placeIn(context, `events/${event.key}`, ['related', id], 'key'),
        message: `${event.id} names ${id}, which does not name ${event.id}.`,
        hint: `Say in ${id} what it has to do with ${event.id}.`,
      };
    }
  }
};
