import type { APIRoute } from 'astro';
import { getCatalog } from '../../build/catalog.ts';
import { eventPaths } from '../../build/event-paths.ts';
import { markdownResponse } from '../../build/markdown-response.ts';
import { proseTexts } from '../../build/prose.ts';
import type { EventEntry } from '../../catalog/build.ts';
import { eventMarkdown } from '../../catalog/event-markdown.ts';

export const getStaticPaths = () => eventPaths();

/** One event as Markdown. */
export const GET: APIRoute = async ({ props }) => {
  const event = props['event'] as EventEntry;
  const { catalog } = await getCatalog();
  const prose = await proseTexts();
  return markdownResponse(eventMarkdown(event, prose.get(`events/${event.key}`), catalog));
};
