import { getCatalog } from '../build/catalog.ts';
import { markdownResponse } from '../build/markdown-response.ts';
import { termsByTitle } from '../catalog/glossary.ts';
import { glossaryMarkdown } from '../catalog/record-markdown.ts';

/** The glossary as Markdown. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  return markdownResponse(
    glossaryMarkdown(termsByTitle(catalog.records.glossary).map(([, term]) => term)),
  );
}
