import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../build/catalog.ts';
import { linesResponse } from '../../build/lines-response.ts';
import { datasets } from '../../catalog/datasets.ts';

export const getStaticPaths = (() =>
  Object.keys(datasets).map((name) => ({ params: { name } }))) satisfies GetStaticPaths;

/** One dataset as CSV. */
export const GET: APIRoute = async ({ params }) => {
  const { catalog } = await getCatalog();
  const write = datasets[params['name'] as keyof typeof datasets];
  return linesResponse(write(catalog), 'text/csv; charset=utf-8');
};
