import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../build/catalog.ts';
import { markdownResponse } from '../../build/markdown-response.ts';
import { proseTexts } from '../../build/prose.ts';
import type { SubcategoryEntry } from '../../catalog/build.ts';
import { subcategoryMarkdown } from '../../catalog/record-markdown.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  const prose = await proseTexts();
  return [...catalog.subcategories.values()].map((entry) => ({
    params: { id: entry.id },
    props: { entry, prose: prose.get(`subcategories/${entry.id}`) },
  }));
}) satisfies GetStaticPaths;

/** One audit policy subcategory as Markdown. */
export const GET: APIRoute = ({ props }) =>
  markdownResponse(
    subcategoryMarkdown(props['entry'] as SubcategoryEntry, props['prose'] as string | undefined),
  );
