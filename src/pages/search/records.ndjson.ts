import { getCatalog } from '../../build/catalog.ts';
import { jsonLines, linesResponse } from '../../build/lines-response.ts';
import { proseTexts } from '../../build/prose.ts';
import { searchRecords } from '../../catalog/lookup/search-records.ts';

/** What the full-text index is made of; it is no part of the site. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  const texts = [...(await proseTexts())].map(([id, text = '']) => [id, { text }] as const);
  return linesResponse(jsonLines(searchRecords(catalog, new Map(texts))), 'application/x-ndjson');
}
