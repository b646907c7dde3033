import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../build/catalog.ts';
import { tableData } from '../../../catalog/definitions.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return [...catalog.codes.keys()].map((id) => ({ params: { id } }));
}) satisfies GetStaticPaths;

/** One code table for the decoder. */
export const GET: APIRoute = async ({ params }) => {
  const { catalog } = await getCatalog();
  return Response.json(tableData(catalog, params['id'] ?? ''));
};
