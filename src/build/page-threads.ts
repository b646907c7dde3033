import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';
import { bundledPages, type PageApp } from './bundled-pages.ts';
import { kept, type Entry } from './collections.ts';
import { dataFiles } from './data-files.ts';
import type { BuildJob, Bundle, Told } from './page-thread.ts';
import { emptyOnce, folderState } from './site-folder.ts';
import { stretches, writeShare, type SiteFile } from './site-files.ts';

/** Every thread holds the catalog; more of them would take more memory than they save time. */
const MOST_THREADS = 4;
/** From so many events on, heaps are kept small: V8 would let that of each thread double, or more, until it is cleaned. */
const MANY_EVENTS = 2_500;
/** By how many percent they may grow. */
const HEAP_GROWTH = 25;

/** What Astro's own prerenderer sets up: the app that also renders in this thread. */
interface BuildApp extends PageApp {
  getOptions(): { pageNames: string[] };
}

/**
 * Makes the site in as many threads as the machine has processors, two to four; Astro makes it in one. Threads read the
 * content while Astro still starts, and write the files that are no pages while it bundles the pages; then each loads the
 * bundle, takes pages that no other one took, and writes them.
 */
export function pageThreads(): AstroIntegration {
  let command = '';
  let job: BuildJob;
  let publicFolder = '';
  let workers: Worker[] = [];
  /** How many files each of them wrote. */
  let shares: Promise<number>[] = [];
  return {
    name: 'audit-atlas-threads',
    hooks: {
      'astro:config:setup': (setup) => {
        ({ command } = setup);
        // The threads empty the folder before they write to it.
        if (command === 'build') setup.updateConfig({ vite: { build: { emptyOutDir: false } } });
      },
      'astro:config:done': ({ config }) => {
        if (command !== 'build') return;
        publicFolder = fileURLToPath(config.publicDir);
        const threads = Math.min(Math.max(availableParallelism(), 2), MOST_THREADS);
        job = {
          root: fileURLToPath(config.root),
          folder: fileURLToPath(config.outDir),
          site: config.site ?? '',
          taken: { data: stretches(threads - 1), pages: stretches(threads) },
          emptied: folderState(),
        };
        const file = new URL('./page-thread.ts', import.meta.url);
        workers = Array.from(
          { length: threads - 1 },
          (_, index) => new Worker(file, { workerData: { ...job, thread: index + 1 } }),
        );
        shares = workers.map((worker) => told(worker, 'written'));
        kept().facts = told(workers[0] as Worker, 'facts');
      },
      'astro:build:start': ({ setPrerenderer }) => {
        emptyOnce(job.folder, job.emptied);
        setPrerenderer((astro) => ({
          ...astro,
          name: 'audit-atlas-threads',
          async getStaticPaths() {
            const { folder, site, taken, root } = job;
            const { collections } = kept();
            if ((collections.get('events')?.size ?? 0) > MANY_EVENTS) {
              setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
            }
            const rendered = new Map<string, Entry>();
            for (const [id, { body: _, ...entry }] of collections.get('prose') ?? [])
              rendered.set(id, entry);
            const entry = pathToFileURL(bundleIn(join(folder, '.prerender'))).href;
            const bundle: Bundle = { entry, rendered };
            for (const worker of workers) worker.postMessage(bundle);
            try {
              const { app } = (await import(entry)) as { app: BuildApp };
              const pages = await bundledPages(app, site);
              const files = await dataFiles(join(root, 'src/pages'), site);
              checkPaths([...pages, ...files], publicFolder);
              let written = await writeShare(pages, folder, taken.pages, 0);
              written += await writeShare(files, folder, taken.data, 0);
              for (const share of await Promise.all(shares)) written += share;
              const left = pages.length + files.length - written;
              if (left > 0) throw new Error(`No thread wrote ${left} of the files.`);
              app.getOptions().pageNames.push(...pages.map(({ name }) => name));
            } finally {
              await Promise.all(workers.map((worker) => worker.terminate()));
            }
            // Nothing is left for Astro to render.
            return [];
          },
        }));
      },
    },
  };
}

/** What a thread tells, or why it failed. */
function told<Key extends keyof Told>(worker: Worker, key: Key): Promise<Told[Key]> {
  const promise = new Promise<Told[Key]>((resolve, reject) => {
    worker.on('message', (message: Partial<Told>) => {
      const value = message[key];
      if (value !== undefined) resolve(value);
    });
    worker.on('error', reject);
  });
  // Whoever awaits it is told then.
  promise.catch(() => undefined);
  return promise;
}

function bundleIn(folder: string): string {
  const name = readdirSync(folder).find((file) => file.startsWith('prerender-entry'));
  if (!name) throw new Error(`Astro's bundle is not in ${folder}.`);
  return join(folder, name);
}

/** @throws {Error} where two modules, or a module and a file of the public folder, would write the same file */
function checkPaths(files: readonly SiteFile[], publicFolder: string): void {
  const owners = new Map(
    readdirSync(publicFolder, { recursive: true, encoding: 'utf8' }).map((file) => [
      file,
      'the public folder',
    ]),
  );
  for (const { path, component } of files) {
    const owner = owners.get(path);
    if (owner) throw new Error(`${path} is made by ${component} and by ${owner}.`);
    owners.set(path, component);
  }
}
