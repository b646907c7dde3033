import { getCatalog } from '../../build/catalog.ts';
import { lookupIndex } from '../../catalog/lookup-index.ts';

/** Index of ids and names for the search box. */
export async function GET(): Promise<Response> {
  return Response.json(lookupIndex((await getCatalog()).catalog));
}
