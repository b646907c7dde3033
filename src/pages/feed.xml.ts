import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { getCatalog } from '../build/catalog.ts';
import { contentChanges, countsOf } from '../build/content-changes.ts';

/** What changed in the content, a day an item: events by number, other records by name. */
export const GET: APIRoute = async ({ site }) => {
  const { catalog } = await getCatalog();
  const items = contentChanges(catalog).map((change) => {
    const { day, events, others } = change;
    const parts = [
      events.length > 0 && `Events: ${events.map(({ id, title }) => `${id} ${title}`).join('; ')}.`,
      others.length > 0 &&
        `Other records: ${others.map(({ folder, title }) => `${folder}/${title}`).join(', ')}.`,
    ];
    return {
      title: `${day}: ${countsOf(change)}`,
      pubDate: new Date(`${day}T00:00:00Z`),
      description: parts.filter(Boolean).join(' '),
      link: `/changes/#${day}`,
    };
  });
  return rss({
    title: 'Audit Atlas: changes of the content',
    description: 'Events, code tables, fields and policies that were added or changed.',
    site: site ?? 'http://localhost:4321',
    items,
    trailingSlash: false,
  });
};
