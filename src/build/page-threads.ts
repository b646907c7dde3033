import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { AstroConfig, AstroIntegration } from 'astro';
import type { PathWithRoute } from 'astro/runtime/prerender/static-paths.js';
import { fileOf, renderPages, type PageApp, type PageJob } from './render-pages.ts';

/** Every thread holds the catalog; more of them would take more memory than they save time. */
const MOST_THREADS = 4;
/** By how much a heap may grow until it is cleaned; V8 would let that of each thread double or more. */
const HEAP_GROWTH = 60;

/** What Astro's own prerenderer sets up: the app that also renders in this thread. */
interface BuildApp extends PageApp {
  getOptions(): { pageNames: string[] };
}

/**
 * Renders the pages in as many threads as the machine has processors, up to four; Astro renders all of them in one. Each
 * thread loads the bundle that Astro made, takes paths that no other one took, and writes their files.
 */
export function pageThreads(): AstroIntegration {
  let config: AstroConfig;
  return {
    name: 'audit-atlas-threads',
    hooks: {
      'astro:config:done': (done) => {
        config = done.config;
      },
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer((astro) => ({
          ...astro,
          name: 'audit-atlas-threads',
          async getStaticPaths() {
            setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
            const folder = fileURLToPath(config.outDir);
            const entry = pathToFileURL(bundleIn(join(folder, '.prerender'))).href;
            const job: PageJob = {
              folder,
              site: config.site ?? '',
              taken: new Int32Array(new SharedArrayBuffer(4)),
            };
            const threads = Math.min(availableParallelism(), MOST_THREADS);
            const workers = Array.from(
              { length: threads - 1 },
              () =>
                new Worker(new URL('./page-thread.ts', import.meta.url), {
                  workerData: { entry, job },
                }),
            );
            try {
              const elsewhere = workers.map((worker) => once(worker, 'message'));
              const paths = await astro.getStaticPaths();
              checkPaths(paths, fileURLToPath(config.publicDir));
              const { app } = (await import(entry)) as { app: BuildApp };
              const [here, ...others] = await Promise.all([
                renderPages(app, paths, job),
                ...elsewhere,
              ]);
              const rendered = new Set([here, ...others].flat(2) as string[]);
              const left = paths.find(({ pathname }) => !rendered.has(pathname));
              if (left) throw new Error(`No thread rendered ${left.pathname}.`);
              app
                .getOptions()
                .pageNames.push(
                  ...paths
                    .filter(({ route }) => route.type === 'page')
                    .map(({ pathname }) => pathname.replace(/^\//, '').replace(/\/?$/, '/')),
                );
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

function bundleIn(folder: string): string {
  const name = readdirSync(folder).find((file) => file.startsWith('prerender-entry'));
  if (!name) throw new Error(`Astro's bundle is not in ${folder}.`);
  return join(folder, name);
}

/** @throws {Error} where two routes, or a route and a file of the public folder, would write the same file */
function checkPaths(paths: readonly PathWithRoute[], publicFolder: string): void {
  const owners = new Map(
    readdirSync(publicFolder, { recursive: true, encoding: 'utf8' }).map((file) => [
      file,
      'the public folder',
    ]),
  );
  for (const path of paths) {
    const file = fileOf(path);
    const owner = owners.get(file);
    if (owner) throw new Error(`${file} is made by ${path.route.component} and by ${owner}.`);
    owners.set(file, path.route.component);
  }
}
