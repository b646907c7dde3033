import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../build/catalog.ts';
import { markdownResponse } from '../../build/markdown-response.ts';
import type { FieldEntry } from '../../catalog/build.ts';
import { fieldMarkdown } from '../../catalog/record-markdown.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return [...catalog.fields.values()].map((entry) => ({
    params: { id: entry.id },
    props: { entry },
  }));
}) satisfies GetStaticPaths;

/** One field as Markdown. */
export const GET: APIRoute = ({ props }) =>
  markdownResponse(fieldMarkdown(props['entry'] as FieldEntry));
