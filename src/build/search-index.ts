import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { buildCatalog } from '../catalog/build.ts';
import { readContent } from '../catalog/read-content.ts';
import { searchRecords } from '../catalog/search-records.ts';
import { contentFiles } from '../cli/content-files.ts';

/** What Pagefind writes for pages that take its own look, run it in a worker or search other languages. */
const UNUSED = /(?:-ui|-highlight|-worker)\.(?:js|css)$|^wasm\.unknown/;

/** Records handed over together: Pagefind works on them one by one, and all at once fill the memory. */
const AT_ONCE = 200;

/** Feeds Pagefind from the catalog: no page has to be crawled, and only what readers search is in it. */
export function searchIndex(): AstroIntegration {
  let root = new URL('.', import.meta.url);
  return {
    name: 'audit-atlas-search',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = config.root;
      },
      'astro:build:done': async ({ dir, logger }) => {
        const start = performance.now();
        const pagefind = await import('pagefind');
        const content = readContent(contentFiles(fileURLToPath(new URL('content', root))));
        const catalog = buildCatalog(content.records);
        const { index, errors } = await pagefind.createIndex({});
        if (!index) throw new Error(errors.join('\n'));
        const records = searchRecords(catalog, content.prose);
        for (let at = 0; at < records.length; at += AT_ONCE) {
          const some = records.slice(at, at + AT_ONCE);
          const added = await Promise.all(some.map((record) => index.addCustomRecord(record)));
          const faults = added.flatMap((one) => one.errors);
          if (faults.length > 0) throw new Error(faults.join('\n'));
        }
        const folder = fileURLToPath(new URL('pagefind', dir));
        await index.writeFiles({ outputPath: folder });
        await pagefind.close();
        for (const name of readdirSync(folder)) {
          if (UNUSED.test(name)) rmSync(join(folder, name));
        }
        preloadIndex(folder, fileURLToPath(new URL('search/index.html', dir)));
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        logger.info(`${records.length} records indexed in ${seconds} s`);
      },
    },
  };
}

/**
 * Has the search page ask for the index that was made, which would otherwise be asked for by name only after the list of
 * indexes has come.
 */
function preloadIndex(folder: string, page: string): void {
  const entry = 'pagefind-entry.json';
  const { languages } = JSON.parse(readFileSync(join(folder, entry), 'utf8')) as {
    languages: Record<string, { hash: string }>;
  };
  const [index] = Object.values(languages);
  const html = readFileSync(page, 'utf8');
  const link = new RegExp(`<link [^>]*/${entry}[^>]*>`).exec(html)?.[0];
  if (!link || !index)
    throw new Error(`${page} does not preload ${entry}, or nothing was indexed.`);
  const tagged = link.replace(entry, `${entry}?ts=${index.hash}`);
  const meta = link.replace(entry, `pagefind.${index.hash}.pf_meta`);
  writeFileSync(page, html.replace(link, tagged + meta));
}
