import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../build/catalog.ts';
import { markdownResponse } from '../../build/markdown-response.ts';
import { proseTexts } from '../../build/prose.ts';
import type { CorrelationEntry } from '../../catalog/correlations.ts';
import { ruleMarkdown } from '../../catalog/record-markdown.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  const prose = await proseTexts();
  return [...catalog.correlations.values()].map((entry) => ({
    params: { rule: entry.id },
    props: { entry, prose: prose.get(`correlations/${entry.id}`) },
  }));
}) satisfies GetStaticPaths;

/** One correlation rule as Markdown. */
export const GET: APIRoute = ({ props }) =>
  markdownResponse(
    ruleMarkdown(props['entry'] as CorrelationEntry, props['prose'] as string | undefined),
  );
