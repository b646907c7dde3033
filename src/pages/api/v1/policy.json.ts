import { getCatalog } from '../../../build/catalog.ts';
import { subcategoryRecord } from '../../../catalog/records.ts';

/** All audit policy subcategories. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  return Response.json(
    [...catalog.subcategories.values()].map((one) => subcategoryRecord(one, catalog)),
  );
}
