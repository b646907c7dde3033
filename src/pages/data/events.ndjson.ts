import { getCatalog } from '../../build/catalog.ts';
import { eventRecord } from '../../catalog/records.ts';

/** All events, whole, one JSON object a line. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  const encoder = new TextEncoder();
  const events = catalog.events.values();
  // Line by line: all of them as one text would be held three times over.
  const lines = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(eventRecord(value))}\n`));
    },
  });
  return new Response(lines, { headers: { 'content-type': 'application/x-ndjson' } });
}
