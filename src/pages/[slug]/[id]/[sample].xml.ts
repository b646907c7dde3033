import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../build/catalog.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return catalog.events.flatMap((event) =>
    event.samples.map((sample) => ({
      params: { slug: event.slug, id: String(event.id), sample: sample.name },
      props: { xml: sample.xml },
    })),
  );
}) satisfies GetStaticPaths;

/** One sample event as Windows writes it. */
export const GET: APIRoute = ({ props }) =>
  new Response(props['xml'] as string, { headers: { 'content-type': 'application/xml' } });
