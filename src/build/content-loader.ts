import { fileURLToPath } from 'node:url';
import type { Loader } from 'astro/loaders';
import { readContent, type Content } from '../catalog/read-content.ts';
import type { ContentFolder } from '../catalog/folders.ts';
import { contentFiles } from '../cli/content-files.ts';
import { formatProblem } from '../problem.ts';

type Facts = Pick<Content, 'records' | 'samples' | 'logs'>;

let facts: Facts | undefined;

/** Reads all folders together; of what was read, only what the collections hold as well stays in memory. */
function read(root: URL): Facts {
  if (facts) return facts;
  const { records, samples, logs, problems } = readContent(
    contentFiles(fileURLToPath(new URL('content', root))),
  );
  if (problems.length > 0) {
    throw new Error(`The content has problems:\n\n${problems.map(formatProblem).join('\n\n')}`);
  }
  facts = { records, samples, logs };
  return facts;
}

/** Facts of one folder below content/, read and checked by our reader. @throws {Error} with every problem of the content */
export function factsLoader(folder: ContentFolder): Loader {
  return {
    name: `audit-atlas-${folder}`,
    load({ store, config }) {
      store.clear();
      const { records } = read(config.root);
      for (const [id, data] of records[folder]) {
        store.set({ id, data: data as unknown as Record<string, unknown> });
      }
      return Promise.resolve();
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
