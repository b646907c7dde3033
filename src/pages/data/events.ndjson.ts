import { getCatalog } from '../../build/catalog.ts';
import { jsonLines, linesResponse } from '../../build/lines-response.ts';
import { eventRecord } from '../../catalog/records.ts';

/** All events, whole, one JSON object a line. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  return linesResponse(jsonLines(catalog.events, eventRecord), 'application/x-ndjson');
}
