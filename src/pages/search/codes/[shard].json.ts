import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../build/catalog.ts';
import { codeShardNames, codeShards } from '../../../catalog/lookup/code-rows.ts';

export const getStaticPaths = (async () => {
  const shards = codeShards((await getCatalog()).catalog);
  return codeShardNames.map((shard) => ({
    params: { shard },
    props: { rows: shards.get(shard) ?? [] },
  }));
}) satisfies GetStaticPaths;

/** Codes that the search box asks for by what was typed. */
export const GET: APIRoute = ({ props }) => Response.json(props['rows']);
