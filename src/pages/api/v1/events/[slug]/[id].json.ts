import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../../../build/catalog.ts';
import type { EventEntry } from '../../../../../catalog/build.ts';
import { eventRecord } from '../../../../../catalog/records.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return catalog.events.map((event) => ({
    params: { slug: event.slug, id: String(event.id) },
    props: { event },
  }));
}) satisfies GetStaticPaths;

/** One event as JSON. */
export const GET: APIRoute = ({ props }) =>
  Response.json(eventRecord(props['event'] as EventEntry));
