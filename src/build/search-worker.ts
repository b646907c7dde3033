import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWorker } from './build-worker.ts';

/** How Pagefind waits for its own start, in both of its loops: it looks only every 50 ms. */
const SLEEP = 'asyncSleep(50)';

/**
 * Makes Pagefind's script and its list of indexes part of the worker that searches the site, so that the first search
 * waits for neither.
 *
 * @param folder the one that Pagefind wrote, which gets `worker.js`
 * @throws where Pagefind is not as this file knows it
 */
export async function writeSearchWorker(folder: string): Promise<void> {
  const script = join(folder, 'pagefind.js');
  const entry = join(folder, 'pagefind-entry.json');
  const pagefind = readFileSync(script, 'utf8');
  if (!pagefind.includes(SLEEP)) throw new Error(`Pagefind no longer waits by ${SLEEP}.`);
  await buildWorker(
    'search/search-worker.ts',
    { folder, file: 'worker.js' },
    {
      define: { ENTRY: readFileSync(entry, 'utf8') },
      plugins: [
        {
          name: 'audit-atlas-pagefind',
          resolveId: (name) => (name === 'virtual:pagefind' ? `\0${name}` : null),
          load: (id) =>
            id === '\0virtual:pagefind' ? pagefind.replaceAll(SLEEP, 'asyncSleep(2)') : null,
        },
      ],
    },
  );
  rmSync(script);
  rmSync(entry);
}
