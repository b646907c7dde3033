import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../build/catalog.ts';
import type { LegacyMap } from '../../../catalog/convert-legacy.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  const slugs = new Set([...catalog.legacy.values()].map((legacy) => legacy.url.split('/')[1]));
  return [...slugs].map((slug) => ({ params: { slug } }));
}) satisfies GetStaticPaths;

/** What every legacy id is called today, for the converter. */
export const GET: APIRoute = async () => {
  const { catalog } = await getCatalog();
  const map: LegacyMap = [...catalog.legacy.values()].map((legacy) => [
    legacy.id,
    legacy.facts.title,
    legacy.successors.map(({ event, basis }) => [event.id, event.title, basis]),
  ]);
  return Response.json(map);
};
