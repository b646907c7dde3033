import { once } from 'node:events';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { loadFacts, type Facts } from '../cli/load-content.ts';
import { bundledPages, type PageApp } from './bundled-pages.ts';
import { keepFacts, kept, type Entry } from './collections.ts';
import { dataFiles } from './data-files.ts';
import { shareTexts } from './share-texts.ts';
import { emptyOnce } from './site-folder.ts';
import { writeShare } from './site-files.ts';

/** What all threads of a build know. */
export interface BuildJob {
  /** Folder of the project. */
  root: string;
  /** Folder that the site is written to. */
  folder: string;
  /** Address of the site. */
  site: string;
  /** Which data files, and which pages, threads took, as in site-files.ts. */
  taken: { data: Int32Array; pages: Int32Array };
  /** Of `folder`, as in site-folder.ts. */
  emptied: Int32Array;
}

/** Sent to the threads when the pages are bundled. */
export interface Bundle {
  /** Address of its module. */
  entry: string;
  /** Prose as Astro rendered it; its text the threads have. */
  rendered: Map<string, Entry>;
}

/** What a thread tells the main one. */
export interface Told {
  /** What it read of content/; only the first does. */
  facts: Facts;
  /** How many files it wrote, when none is left. */
  written: number;
}

/** The bundle's app before Astro told it of the build, which it does in its own thread only. */
interface BareApp extends PageApp {
  setInternals(internals: object): void;
  setOptions(options: object): void;
}

const { root, folder, site, taken, emptied, thread } = workerData as BuildJob & {
  /** Its number, from 1; the main thread is 0. */
  thread: number;
};
const port = parentPort as NonNullable<typeof parentPort>;
const tell = (message: Partial<Told>) => port.postMessage(message);
const bundled = once(port, 'message') as Promise<[Bundle]>;

const facts = loadFacts(root);
if (thread === 1) tell({ facts });
shareTexts(facts.records);
keepFacts(facts);
const prose = new Map([...facts.prose].map(([id, { text }]) => [id, { id, data: {}, body: text }]));
kept().collections.set('prose', prose);
const files = await dataFiles(join(root, 'src/pages'), site);
// Now that the content was found right: until then, the last build stays.
emptyOnce(folder, emptied);
const data = await writeShare(files, folder, taken.data, thread - 1);

const [{ entry, rendered }] = await bundled;
for (const [id, more] of rendered) Object.assign(prose.get(id) as Entry, more);
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
const pages = await writeShare(await bundledPages(app, site), folder, taken.pages, thread);
tell({ written: data + pages });
