import { counted } from '../catalog/grouped.ts';
import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { getCatalog } from '../build/catalog.ts';
import { changesByDay } from '../build/last-changed.ts';

const SHOWN = 30;

/** What changed in the content, a day an item: events by number, other records by name. */
export const GET: APIRoute = async ({ site }) => {
  const { catalog } = await getCatalog();
  const titles = new Map(catalog.events.map((event) => [`content/events/${event.key}`, event]));
  const items = changesByDay()
    .slice(0, SHOWN)
    .map(({ day, files }) => {
      const stems = [...new Set(files.map((file) => file.replace(/\.[a-z]+$/, '')))];
      const events = stems.flatMap((stem) => titles.get(stem) ?? []).sort((a, b) => a.id - b.id);
      const others = stems.filter((stem) => /^content\/(?!events|samples)/.test(stem));
      const parts = [
        events.length > 0 &&
          `Events: ${events.map((event) => `${event.id} ${event.title}`).join('; ')}.`,
        others.length > 0 &&
          `Other records: ${others.map((stem) => stem.slice('content/'.length)).join(', ')}.`,
      ];
      const counts = [
        events.length > 0 && counted(events.length, 'event'),
        others.length > 0 && counted(others.length, 'other record'),
      ];
      return {
        title: `${day}: ${counts.filter(Boolean).join(', ') || 'samples'}`,
        pubDate: new Date(`${day}T00:00:00Z`),
        description: parts.filter(Boolean).join(' ') || 'Samples.',
        link: `/security/#${day}`,
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
