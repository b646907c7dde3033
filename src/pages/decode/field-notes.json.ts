import { getCatalog } from '../../build/catalog.ts';

/** What each field concept is, in a sentence: id → words. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  return Response.json(
    Object.fromEntries([...catalog.fields.values()].map(({ id, means }) => [id, means])),
  );
}
