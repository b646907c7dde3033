import { getCatalog } from '../../../build/catalog.ts';
import { fieldRecord } from '../../../catalog/records.ts';

/** All field concepts. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  return Response.json([...catalog.fields.values()].map((one) => fieldRecord(one, catalog)));
}
