import { getCollection } from 'astro:content';
import { getCatalog } from '../../build/catalog.ts';
import { searchRecords } from '../../catalog/search-records.ts';

/** What the full-text index is made of; it is no part of the site. */
export async function GET(): Promise<Response> {
  const prose = await getCollection('prose');
  const textOf = new Map(prose.map(({ id, body = '' }) => [id, { text: body }]));
  return Response.json(searchRecords((await getCatalog()).catalog, textOf));
}
