import { getCatalog } from '../../../build/catalog.ts';
import { eventRow } from '../../../catalog/event-record.ts';

/** All events, a row each. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  return Response.json(catalog.events.map(eventRow));
}
