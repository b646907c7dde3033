import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../build/catalog.ts';
import { markdownResponse } from '../../../build/markdown-response.ts';
import type { LegacyEntry } from '../../../catalog/build.ts';
import { legacyMarkdown } from '../../../catalog/record-markdown.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return [...catalog.legacy.values()].map((entry) => ({
    params: { slug: entry.url.split('/')[1], id: String(entry.id) },
    props: { entry },
  }));
}) satisfies GetStaticPaths;

/** One event from before Windows Vista as Markdown. */
export const GET: APIRoute = ({ props }) =>
  markdownResponse(legacyMarkdown(props['entry'] as LegacyEntry));
