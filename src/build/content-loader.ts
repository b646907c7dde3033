import { fileURLToPath } from 'node:url';
import type { Loader } from 'astro/loaders';
import { readContent, type Content } from '../catalog/read-content.ts';
import type { ContentFolder } from '../catalog/folders.ts';
import { contentFiles } from '../cli/content-files.ts';
import { formatProblem } from '../problem.ts';

let content: Content | undefined;

function read(root: URL): Content {
  content ??= readContent(contentFiles(fileURLToPath(new URL('content', root))));
  if (content.problems.length > 0) {
    throw new Error(
      `The content has problems:\n\n${content.problems.map(formatProblem).join('\n\n')}`,
    );
  }
  return content;
}

/** Facts of one folder below content/, read by our reader. @throws {Error} with every problem of the content */
export function factsLoader(folder: ContentFolder): Loader {
  return {
    name: `audit-atlas-${folder}`,
    async load({ store, parseData, config }) {
      store.clear();
      const { records, documents } = read(config.root);
      for (const id of records[folder].keys()) {
        const document = documents.get(`${folder}/${id}`);
        const data = await parseData({ id, data: document?.value as Record<string, unknown> });
        store.set({ id, data });
      }
    },
  };
}

/** Logs of the scenarios as XML, by scenario. */
export const logsLoader: Loader = {
  name: 'audit-atlas-logs',
  load({ store, config }) {
    store.clear();
    for (const [id, xml] of read(config.root).logs) store.set({ id, data: { xml } });
    return Promise.resolve();
  },
};

/** Sample events as XML, by their path below content/samples. */
export const samplesLoader: Loader = {
  name: 'audit-atlas-samples',
  load({ store, config }) {
    store.clear();
    for (const [id, xml] of read(config.root).samples) store.set({ id, data: { xml } });
    return Promise.resolve();
  },
};
