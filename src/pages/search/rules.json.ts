import { getCatalog } from '../../build/catalog.ts';
import { ruleRows } from '../../catalog/lookup/rules.ts';

/** Public rules and the events that they test, for the search box. */
export async function GET(): Promise<Response> {
  return Response.json(ruleRows((await getCatalog()).catalog));
}
