import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { SearchRecord } from '../catalog/lookup/search-records.ts';
import { joinModules } from './join-modules.ts';
import { writeSearchWorker } from './search-worker.ts';

/** What Pagefind writes for pages that take its own look, run it in a worker or search other languages. */
const UNUSED = /(?:-ui|-highlight|-worker)\.(?:js|css)$|^wasm\.unknown/;

/** Records handed over together: Pagefind works on them one by one, and all at once fill the memory. */
const AT_ONCE = 200;

/** Words of a part of the index, a fifth of what Pagefind takes: a search reads whole parts. */
const PART = '4000';

/**
 * Feeds Pagefind from the catalog, by way of a file that the pages' build leaves: no page has to be crawled, and only what
 * readers search is in it.
 */
export function searchIndex(): AstroIntegration {
  return {
    name: 'audit-atlas-search',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const start = performance.now();
        process.env['PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE'] ??= PART;
        const pagefind = await import('pagefind');
        const file = new URL('search/records.ndjson', dir);
        const records = readFileSync(file, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as SearchRecord);
        rmSync(file);
        const { index, errors } = await pagefind.createIndex({});
        if (!index) throw new Error(errors.join('\n'));
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
        await writeSearchWorker(folder);
        nameIndex(folder, fileURLToPath(new URL('search/index.html', dir)));
        await joinModules(fileURLToPath(dir), 'search/index.html');
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        logger.info(`${records.length} records indexed in ${seconds} s`);
      },
    },
  };
}

/** Adds the list of the index's parts to the files that a page names as those which the full text is searched with. */
function nameIndex(folder: string, page: string): void {
  const meta = readdirSync(folder).find((name) => name.endsWith('.pf_meta'));
  const html = readFileSync(page, 'utf8');
  const named = /(?<=<meta name="full-text" content=")[^"]+/;
  if (!meta || !named.test(html))
    throw new Error(`${page} names no full text, or it has no index.`);
  writeFileSync(page, html.replace(named, `$& /pagefind/${meta}`));
}
