import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../build/catalog.ts';
import { markdownResponse } from '../../build/markdown-response.ts';
import { proseTexts } from '../../build/prose.ts';
import type { EventEntry } from '../../catalog/build.ts';
import { eventMarkdown } from '../../catalog/event-markdown.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  const prose = await proseTexts();
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
