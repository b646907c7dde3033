import { fileURLToPath } from 'node:url';
import { glob, type Loader, type LoaderContext } from 'astro/loaders';
import { stemOf } from '../catalog/read-content.ts';
import { loadFacts, type Facts } from '../cli/load-content.ts';
import { dataOf, keepFacts, kept, type Entry, type FactsCollection } from './collections.ts';

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

/** What a thread of the build has read; where none did, it is read here. */
function factsOf(root: URL): Promise<Facts> {
  return (kept().facts ??= Promise.resolve(loadFacts(fileURLToPath(root))));
}

/**
 * A folder of facts below content/, or its samples or logs, read and checked by our reader. Where nothing watches the
 * content, as in a build, pages read it from the memory of their thread: to write all of it down for them and to read it
 * back takes longer than to read the files.
 *
 * @returns a loader that throws every problem of the content; while it watches, it logs them and keeps what was right
 */
export function factsLoader(name: FactsCollection): Loader {
  return {
    name: `audit-atlas-${name}`,
    async load({ store, config, watcher, logger }) {
      if (!watcher) {
        store.clear();
        const ready = await factsOf(config.root);
        if (!kept().collections.has(name)) keepFacts(ready);
        return;
      }
      const fill = () => {
        const entries = dataOf(read(config.root), name);
        store.clear();
        for (const [id, data] of entries) store.set({ id, data: data as Record<string, unknown> });
      };
      fill();
      follow(watcher, fill, config.root, logger);
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

const proseFrom = (pattern: string) =>
  glob({ pattern, base: './content', generateId: ({ entry }) => stemOf(entry) });

/** Markdown and MDX beside the facts, rendered by Astro; of a build, Markdown was read with the facts. */
export const proseLoader: Loader = {
  name: 'audit-atlas-prose',
  async load(context) {
    if (context.watcher) return proseFrom('**/*.{md,mdx}').load(context);
    await proseFrom('**/*.mdx').load(context);
    const entries = new Map<string, Entry>(context.store.entries());
    for (const [id, { file, text }] of (await factsOf(context.config.root)).prose) {
      if (!file.endsWith('.md')) continue;
      entries.set(id, { id, data: {}, body: text, rendered: await context.renderMarkdown(text) });
    }
    kept().collections.set('prose', entries);
  },
};
