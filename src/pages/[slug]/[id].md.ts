import type { APIRoute, GetStaticPaths } from 'astro';
import { getCollection } from 'astro:content';
import { getCatalog } from '../../build/catalog.ts';
import { markdownResponse } from '../../build/markdown-response.ts';
import type { EventEntry } from '../../catalog/build.ts';
import { eventMarkdown } from '../../catalog/event-markdown.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  const prose = new Map((await getCollection('prose')).map((entry) => [entry.id, entry.body]));
  return catalog.events.map((event) => ({
    params: { slug: event.slug, id: String(event.id) },
    props: { event, prose: prose.get(`events/${event.key}`) },
  }));
}) satisfies GetStaticPaths;

/** One event as Markdown. */
export const GET: APIRoute = ({ props }) =>
  markdownResponse(
    eventMarkdown(props['event'] as EventEntry, props['prose'] as string | undefined),
  );
