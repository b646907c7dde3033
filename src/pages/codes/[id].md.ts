import type { APIRoute } from 'astro';
import { tablePaths } from '../../build/table-paths.ts';
import { markdownResponse } from '../../build/markdown-response.ts';
import type { CodeTable } from '../../catalog/build.ts';
import { tableMarkdown } from '../../catalog/record-markdown.ts';

export const getStaticPaths = () => tablePaths();

/** One code table as Markdown. */
export const GET: APIRoute = ({ props }) =>
  markdownResponse(tableMarkdown(props['table'] as CodeTable));
