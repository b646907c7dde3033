import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import { readContent, type Content } from '../catalog/read-content.ts';
import type { ContentFolder } from '../catalog/folders.ts';
import { contentFiles } from '../cli/content-files.ts';
import { formatProblem } from '../problem.ts';

type Facts = Pick<Content, 'records' | 'samples' | 'logs'>;

/** Milliseconds after a change in which more changes are waited for: an editor writes several files at once. */
const CALM = 100;

let facts: Facts | undefined;
/** Fill the collections anew; only while the content is being watched. */
const fillers: (() => void)[] = [];

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

/**
 * @param entriesOf id → data of the collection
 * @returns a loader that throws every problem of the content; while it watches, it logs them and keeps what was right
 */
function loaderOf(name: string, entriesOf: (facts: Facts) => Iterable<[string, object]>): Loader {
  return {
    name: `audit-atlas-${name}`,
    load({ store, config, watcher, logger }) {
      const fill = () => {
        const entries = entriesOf(read(config.root));
        store.clear();
        for (const [id, data] of entries) store.set({ id, data: data as Record<string, unknown> });
      };
      fill();
      if (watcher) follow(watcher, fill, config.root, logger);
      return Promise.resolve();
    },
  };
}

/** Fills collections anew when a file of the content changed. */
function follow(
  watcher: NonNullable<LoaderContext['watcher']>,
  fill: () => void,
  root: URL,
  logger: LoaderContext['logger'],
): void {
  fillers.push(fill);
  if (fillers.length > 1) return;
  const folder = fileURLToPath(new URL('content/', root));
  let timer: NodeJS.Timeout | undefined;
  watcher.add(folder);
  watcher.on('all', (_, path) => {
    if (!path.startsWith(folder) || !/\.(?:yaml|xml)$/.test(path)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const before = facts;
      facts = undefined;
      try {
        for (const refill of fillers) refill();
      } catch (error) {
        facts = before;
        logger.fork('content').error(error instanceof Error ? error.message : String(error));
      }
    }, CALM);
  });
}

/** Facts of one folder below content/, read and checked by our reader. */
export function factsLoader(folder: ContentFolder): Loader {
  return loaderOf(folder, ({ records }) => records[folder]);
}

function* texts(from: ReadonlyMap<string, string>): Iterable<[string, object]> {
  for (const [id, xml] of from) yield [id, { xml }];
}

/** Logs of the scenarios as XML, by scenario. */
export const logsLoader = loaderOf('logs', ({ logs }) => texts(logs));

/** Sample events as XML, by their path below content/samples. */
export const samplesLoader = loaderOf('samples', ({ samples }) => texts(samples));
