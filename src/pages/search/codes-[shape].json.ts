import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../build/catalog.ts';
import { codeRows, codeShapes, type CodeShape } from '../../catalog/lookup-index.ts';

export const getStaticPaths = (() =>
  codeShapes.map((shape) => ({ params: { shape } }))) satisfies GetStaticPaths;

/** Codes of one shape for the search box. */
export const GET: APIRoute = async ({ params }) => {
  const { catalog } = await getCatalog();
  return Response.json(codeRows(catalog, params['shape'] as CodeShape));
};
