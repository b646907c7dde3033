import { getCatalog } from '../../../build/catalog.ts';

/** What every baseline sets, for the comparison: id → title, role, settings. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  return Response.json(
    Object.fromEntries(
      [...catalog.records.baselines].map(([id, { title, role, settings }]) => [
        id,
        { title, role, settings },
      ]),
    ),
  );
}
