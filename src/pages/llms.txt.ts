import { getCatalog } from '../build/catalog.ts';
import { andOtherLogs, countEvents } from '../catalog/count-events.ts';

/** The site for language models: what there is, and every event as Markdown (llmstxt.org). */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  const events = catalog.events.map(
    (event) =>
      `- [${event.id} ${event.title}](/${event.slug}/${event.id}.md)${event.facts.summary ? `: ${event.facts.summary}` : ''}`,
  );
  const legacy = [...catalog.legacy.values()].map(
    ({ id, url, facts }) => `- [${id} ${facts.title}](${url.slice(0, -1)}.md)`,
  );
  const policy = [...catalog.subcategories.values()].map(
    ({ url, facts }) => `- [${facts.title}](${url.slice(0, -1)}.md)`,
  );
  const codes = [...catalog.codes.values()].map(
    ({ url, facts }) => `- [${facts.title}](${url.slice(0, -1)}.md)`,
  );
  const rules = [...catalog.correlations.values()].map(
    ({ url, facts }) => `- [${facts.title}](${url.slice(0, -1)}.md): ${facts.means}`,
  );
  const text = `# Audit Atlas

> Reference of the Windows Security event log${andOtherLogs(catalog)}: ${countEvents(catalog)}, ${catalog.legacy.size} legacy numbers, ${catalog.codes.size} code tables, ${catalog.fields.size} fields.

Every page below has a twin in Markdown: the address without its last slash, and ".md". What there is as JSON, NDJSON and
CSV, with JSON Schemas, is listed at /api/v1/index.json.

## Events

${events.join('\n')}

## Legacy events

${legacy.join('\n')}

## Audit policy

${policy.join('\n')}

## Code tables

${codes.join('\n')}

## Correlation rules

${rules.join('\n')}

## Words

- [Glossary](/glossary.md)
`;
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
