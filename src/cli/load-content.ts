import { join } from 'node:path';
import { buildCatalog, type Catalog } from '../catalog/build.ts';
import { definitionsOf, type Definitions } from '../catalog/definitions.ts';
import { readContent, type Content } from '../catalog/read-content.ts';
import { formatProblem } from '../problem.ts';
import { contentFiles } from './content-files.ts';

/** Content that is right. */
export type Facts = Omit<Content, 'documents' | 'problems'>;

/** Reads the content below a root folder. */
export function loadContent(root: string): Content {
  return readContent(contentFiles(join(root, 'content')));
}

/**
 * Reads the content below a root folder where it is right.
 *
 * @throws {Error} when it cannot be read right; the message has every problem
 */
export function loadFacts(root: string): Facts {
  const { records, prose, samples, logs, problems } = loadContent(root);
  if (problems.length > 0) {
    throw new Error(`The content has problems:\n\n${problems.map(formatProblem).join('\n\n')}`);
  }
  return { records, prose, samples, logs };
}

/**
 * Reads and builds the catalog.
 *
 * @returns the catalog, what the decoder needs of it, and the prose by the stem of its file
 * @throws {Error} as `loadFacts`
 */
export function loadCatalog(root: string): {
  catalog: Catalog;
  definitions: Definitions;
  prose: Content['prose'];
} {
  const { records, samples, logs, prose } = loadFacts(root);
  const catalog = buildCatalog(records, samples, logs);
  return { catalog, definitions: definitionsOf(catalog), prose };
}
