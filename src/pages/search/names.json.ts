import { getCatalog } from '../../build/catalog.ts';
import { schemaRows } from '../../catalog/lookup/schemas.ts';

/** What other schemas call fields, for the search box. */
export async function GET(): Promise<Response> {
  return Response.json(schemaRows((await getCatalog()).catalog));
}
