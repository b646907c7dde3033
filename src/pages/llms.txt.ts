import { getCatalog } from '../build/catalog.ts';

/** The site for language models: what there is, and every event as Markdown (llmstxt.org). */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  const events = catalog.events.map(
    (event) =>
      `- [${event.id} ${event.title}](/${event.slug}/${event.id}.md)${event.facts.summary ? `: ${event.facts.summary}` : ''}`,
  );
  const text = `# Audit Atlas

> Reference of the Windows Security event log: ${catalog.events.length} events, ${catalog.legacy.size} legacy numbers, ${catalog.codes.size} code tables, ${catalog.fields.size} fields.

Every event is also JSON at /api/v1/events/<slug>/<id>.json, all of them at /api/v1/events.json; code tables are at
/api/v1/codes/<id>.json.

## Events

${events.join('\n')}
`;
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
