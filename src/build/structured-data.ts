import type { EventEntry } from '../catalog/build.ts';
import { lastChanged } from './last-changed.ts';

/** An event's page as schema.org says it: a technical article. */
export function eventArticle(event: EventEntry): Record<string, unknown> {
  const changed = lastChanged(`content/events/${event.key}.yaml`, `content/events/${event.key}.md`);
  return {
    '@type': 'TechArticle',
    headline: `${event.id} ${event.title}`,
    ...(changed ? { dateModified: changed } : {}),
  };
}

/** The site as schema.org says it, with its search. */
export function webSite(site: URL | undefined): Record<string, unknown> {
  const home = new URL('/', site).href;
  return {
    '@type': 'WebSite',
    name: 'Audit Atlas',
    url: home,
    potentialAction: {
      '@type': 'SearchAction',
      target: `${home}search/?q={query}`,
      'query-input': 'required name=query',
    },
  };
}
