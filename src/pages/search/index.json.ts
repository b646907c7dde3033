import { getCatalog } from '../../build/catalog.ts';
import { columnsOf } from '../../catalog/lookup/columns.ts';
import { lookupIndex } from '../../catalog/lookup/lookup-index.ts';

/** Index of ids and names for the search box. */
export async function GET(): Promise<Response> {
  return Response.json(columnsOf(lookupIndex((await getCatalog()).catalog)));
}
