import { placeIn, type Rule } from './rule.ts';

/** First parts of addresses that pages and files of the site have. */
const TAKEN = new Set([
  'about',
  'api',
  'changes',
  'codes',
  'compare',
  'correlate',
  'data',
  'decode',
  'fields',
  'glossary',
  'map',
  'og',
  'pagefind',
  'policy',
  'search',
]);

/** No two events have one address, and no log has that of another part of the site. */
export const addresses: Rule = function* (context) {
  const { providers, events } = context.catalog;
  for (const { id, slug } of providers.values()) {
    if (!TAKEN.has(slug) && !/^\d+$/.test(slug)) continue;
    yield {
      code: 'taken-address',
      place: placeIn(context, `providers/${id}`, ['slug']),
      message: `/${slug}/ is the address of something else.`,
      hint: 'Write another slug, such as the last part of the name of the provider.',
    };
  }
  const byAddress = Map.groupBy(events, ({ url }) => url);
  for (const [url, [first, ...others]] of byAddress) {
    for (const event of others) {
      yield {
        code: 'same-address',
        place: placeIn(context, `events/${event.key}`, ['id']),
        message: `${event.key} would stand at ${url}, as ${first?.key} does.`,
        hint: 'Give their providers slugs of their own.',
      };
    }
  }
};
