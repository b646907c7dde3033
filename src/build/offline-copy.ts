import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { buildWorker } from './build-worker.ts';
import { zipFiles, type FileToZip } from './zip-files.ts';

const README = `Audit Atlas, the whole site.

To read it, unpack it and open index.html in a browser. Search, decoder and correlation need a web server: serve the
folder as the root of any static one, on a name or a port of its own and not below a path. For example:

    python3 -m http.server 8080

Then open http://localhost:8080/ in a browser. No other connection is needed. Settings for Apache, IIS and nginx are in
the folder: .htaccess, web.config, nginx-headers.conf.
`;

/**
 * The worker of an unpacked copy, which its pages ask for too: the copy is at hand, and nothing keeps another, nor one of a
 * site that stood at this address before.
 */
const NO_WORKER = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) {
    if (name.startsWith('audit-atlas-')) await caches.delete(name);
  }
  await registration.unregister();
}
`;

const fromDisk = readFileSync(new URL('./from-disk.js', import.meta.url), 'utf8');

/**
 * Packs the built site into one archive, for rooms without a network and for the service worker, which serves it when
 * there is no network; and writes that worker, which carries a hash of the archive.
 */
export function offlineCopy(): AstroIntegration {
  return {
    name: 'audit-atlas-offline',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const start = performance.now();
        const folder = fileURLToPath(dir);
        const hash = createHash('sha256');
        let length = 0;
        const files = filesToPack(folder);
        const archive = openSync(join(folder, 'audit-atlas.zip'), 'w');
        for await (const piece of zipFiles(files)) {
          writeSync(archive, piece);
          hash.update(piece);
          length += piece.length;
        }
        closeSync(archive);
        const id = hash.digest('hex').slice(0, 12);
        const to = { folder, file: 'sw.js' };
        await buildWorker('service-worker.ts', to, { define: { BUILD: JSON.stringify(id) } });
        const megabytes = (length / 1e6).toFixed(1);
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        logger.info(`audit-atlas.zip, ${megabytes} MB, packed in ${seconds} s`);
      },
    },
  };
}

/** What names the address that the site was built for, and would lead readers and searches of a copy there. */
const ELSEWHERE = /^(?:og\/|opensearch\.xml|robots\.txt|sitemap-)/;

/**
 * @returns every file below a folder, by name, but for the pictures of link previews and what holds for one address. Pages
 *   find their first script by a relative address, and it makes them readable without a server; only the page for what is
 *   not there has no place of its own
 */
function filesToPack(folder: string): FileToZip[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(folder, path).split(sep).join('/'), from: path }))
    .filter(({ name }) => !ELSEWHERE.test(name))
    .map((file) => ({ ...file, ...changeOf(file.name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = new TextEncoder();
  return [
    { name: 'README.txt', from: text.encode(README) },
    ...files,
    { name: 'sw.js', from: text.encode(NO_WORKER) },
  ];
}

function changeOf(name: string): Pick<FileToZip, 'change'> {
  if (name === 'theme.js') return { change: (text) => text + fromDisk };
  if (name.endsWith('.css')) return { change: (text) => text.replaceAll('url(/_astro/', 'url(') };
  if (!name.endsWith('.html') || name === '404.html') return {};
  const up = '../'.repeat(name.split('/').length - 1);
  return {
    change: (text) =>
      text
        .replace('src="/theme.js"', `src="${up}theme.js"`)
        .replace(/<link rel="search"[^>]*>/, '')
        // The archive does not hold itself.
        .replace(/<a href="\/audit-atlas\.zip"[^>]*>([^<]*)<\/a>/, '$1'),
  };
}
