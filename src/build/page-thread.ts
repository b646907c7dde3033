import { parentPort, workerData } from 'node:worker_threads';
import type { SSRManifest } from 'astro';
import { StaticPaths } from 'astro/runtime/prerender/static-paths.js';
import { renderPages, type PageApp, type PageJob } from './render-pages.ts';

/** The bundle's app before Astro told it of the build, which it does in its own thread only. */
interface BareApp extends PageApp {
  manifest: SSRManifest;
  setInternals(internals: object): void;
  setOptions(options: object): void;
}

const { entry, job } = workerData as { entry: string; job: PageJob };
const { app } = (await import(entry)) as { app: BareApp };
const { routes } = app.manifest;
// Of a build, a page needs only the styles of its route, which the manifest has as well.
app.setInternals({
  pagesByKeys: new Map(
    routes.map(({ routeData, styles }) => [
      `${routeData.route}&${routeData.component}`,
      { styles: styles.map((sheet) => ({ sheet, depth: 0, order: 0 })) },
    ]),
  ),
});
app.setOptions({
  settings: { scripts: [] },
  logger: {
    options: {
      destination: {
        write: ({ message }: { message: string }) => process.stderr.write(`${message}\n`),
      },
    },
  },
});
const paths = await new StaticPaths(app).getAll();
parentPort?.postMessage(await renderPages(app, paths, job));
