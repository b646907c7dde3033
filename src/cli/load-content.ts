import { join } from 'node:path';
import { buildCatalog, type Catalog } from '../catalog/build.ts';
import { definitionsOf, type Definitions } from '../catalog/definitions.ts';
import { readContent, type Content } from '../catalog/read-content.ts';
import { formatProblem } from '../problem.ts';
import { contentFiles } from './content-files.ts';

/** Reads the content below a root folder. */
export function loadContent(root: string): Content {
  return readContent(contentFiles(join(root, 'content')));
}

/**
 * Reads and builds the catalog.
 *
 * @returns the catalog, what the decoder needs of it, and the prose by the stem of its file
 * @throws {Error} when the content cannot be read right; the message has every problem
 */
export function loadCatalog(root: string): {
  catalog: Catalog;
  definitions: Definitions;
  prose: Content['prose'];
} {
  const content = loadContent(root);
  if (content.problems.length > 0) {
    throw new Error(
      `The content has problems:\n\n${content.problems.map(formatProblem).join('\n\n')}`,
    );
  }
  const catalog = buildCatalog(content.records, content.samples, content.logs);
  return { catalog, definitions: definitionsOf(catalog), prose: content.prose };
}
