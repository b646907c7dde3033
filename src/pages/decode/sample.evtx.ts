import { getCatalog } from '../../build/catalog.ts';
import { eventLogOf } from '../../build/samples/event-log.ts';
import { readEvents } from '../../decode/read-events.ts';

/** The longest log with a story as an event log, to try in the decoder. */
export async function GET(): Promise<Response> {
  const { catalog, definitions } = await getCatalog();
  const [log = ''] = catalog.scenarios.map(({ xml }) => xml).sort((a, b) => b.length - a.length);
  const events = [...readEvents(log, definitions)].flatMap((read) =>
    'event' in read ? [read.event] : [],
  );
  return new Response(eventLogOf(events, definitions).slice().buffer as ArrayBuffer, {
    headers: { 'Content-Type': 'application/octet-stream' },
  });
}
