import { getCatalog } from '../../build/catalog.ts';
import { eventRecord } from '../../catalog/records.ts';

/** All events, whole, one JSON object a line. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  const lines = catalog.events.map((event) => `${JSON.stringify(eventRecord(event))}\n`);
  return new Response(lines.join(''), { headers: { 'content-type': 'application/x-ndjson' } });
}
