import type { APIRoute } from 'astro';
import { getCatalog } from '../../../build/catalog.ts';
import { legacyPaths } from '../../../build/legacy-paths.ts';
import type { LegacyMap } from '../../../catalog/convert-legacy.ts';

export const getStaticPaths = () => legacyPaths();

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
