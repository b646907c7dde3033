import { eventName } from '../catalog/event-address.ts';
import { placeIn, type Rule } from './rule.ts';

/** A relation is worth a word on both sides; the page shows it on both in any case. */
export const related: Rule = function* (context) {
  for (const event of context.catalog.events) {
    for (const { event: other, named } of event.related) {
      if (other.related.some((back) => back.event === event)) continue;
      const own = eventName(other.slug, event);
      yield {
        code: 'one-sided-relation',
        place: placeIn(context, `events/${event.key}`, ['related', named], 'key'),
        message: `${event.id} names ${named}, which does not name ${own}.`,
        hint: `Say in ${named} what it has to do with ${own}.`,
      };
    }
  }
};
