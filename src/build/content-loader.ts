import { fileURLToPath } from 'node:url';
import { glob, type Loader, type LoaderContext } from 'astro/loaders';
import { stemOf } from '../catalog/read-content.ts';
import type { ContentFolder } from '../catalog/folders.ts';
import { loadFacts, type Facts } from '../cli/load-content.ts';
import { keepFacts, kept } from './collections.ts';

/** Milliseconds after a change in which more changes are waited for: an editor writes several files at once. */
const CALM = 100;

let facts: Facts | undefined;
/** Fill the collections anew; only while the content is being watched. */
const fillers: (() => void)[] = [];

/** Reads all folders together. */
function read(root: URL): Facts {
  facts ??= loadFacts(fileURLToPath(root));
  return facts;
}

/**
 * Where nothing watches the content, as in a build, pages read it from the memory of their thread: to write all of it
 * down for them and to read it back takes longer than to read the files.
 *
 * @param entriesOf id → data of the collection
 * @returns a loader that throws every problem of the content; while it watches, it logs them and keeps what was right
 */
function loaderOf(name: string, entriesOf: (facts: Facts) => Iterable<[string, object]>): Loader {
  return {
    name: `audit-atlas-${name}`,
    load({ store, config, watcher, logger }) {
      if (!watcher) {
        store.clear();
        if (!kept().collections.has(name)) keepFacts(loadFacts(fileURLToPath(config.root)));
        return Promise.resolve();
      }
      const fill = () => {
        const entries = entriesOf(read(config.root));
        store.clear();
        for (const [id, data] of entries) store.set({ id, data: data as Record<string, unknown> });
      };
      fill();
      follow(watcher, fill, config.root, logger);
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

const prose = glob({
  pattern: '**/*.{md,mdx}',
  base: './content',
  generateId: ({ entry }) => stemOf(entry),
});

/** Markdown and MDX beside the facts, rendered by Astro. */
export const proseLoader: Loader = {
  ...prose,
  async load(context) {
    await prose.load(context);
    if (!context.watcher) kept().collections.set('prose', new Map(context.store.entries()));
  },
};
