import { getCatalog } from '../../../build/catalog.ts';
import { eventRow } from '../../../catalog/records.ts';

/** All events, a row each. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  return Response.json(catalog.events.map(eventRow));
}
