import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../../build/catalog.ts';
import type { CodeTable } from '../../../../catalog/build.ts';
import { tableRecord } from '../../../../catalog/records.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return [...catalog.codes.values()].map((table) => ({
    params: { id: table.id },
    props: { table },
  }));
}) satisfies GetStaticPaths;

/** One code table as JSON. */
export const GET: APIRoute = ({ props }) => Response.json(tableRecord(props['table'] as CodeTable));
