import { getCatalog } from '../../../build/catalog.ts';
import { legacyRecord } from '../../../catalog/records.ts';

/** All events from before Windows Vista. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  return Response.json([...catalog.legacy.values()].map(legacyRecord));
}
