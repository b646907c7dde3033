import type { APIRoute } from 'astro';
import { getCatalog } from '../../../../build/catalog.ts';
import { tablePaths } from '../../../../build/table-paths.ts';
import type { CodeTable } from '../../../../catalog/build.ts';
import { tableRecord } from '../../../../catalog/records.ts';

export const getStaticPaths = () => tablePaths();

/** One code table as JSON. */
export const GET: APIRoute = async ({ props }) => {
  const { catalog } = await getCatalog();
  return Response.json(tableRecord(props['table'] as CodeTable, catalog));
};
