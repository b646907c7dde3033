import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../build/catalog.ts';
import { markdownResponse } from '../../build/markdown-response.ts';
import type { CodeTable } from '../../catalog/build.ts';
import { tableMarkdown } from '../../catalog/record-markdown.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return [...catalog.codes.values()].map((entry) => ({
    params: { id: entry.id },
    props: { entry },
  }));
}) satisfies GetStaticPaths;

/** One code table as Markdown. */
export const GET: APIRoute = ({ props }) =>
  markdownResponse(tableMarkdown(props['entry'] as CodeTable));
