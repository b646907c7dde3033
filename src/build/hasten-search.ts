import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ENTRY = 'pagefind-entry.json';
/** How Pagefind waits for its own start, in both of its loops. */
const SLEEP = 'asyncSleep(50)';

/**
 * Has the first search of the built site wait for as little as can be.
 *
 * @param site folder of the built site, with Pagefind's files in it
 * @throws where Pagefind or the search page is not as this file knows it
 */
export function hastenSearch(site: string): void {
  // Pagefind looks only every 50 ms whether it has started.
  edit(join(site, 'pagefind/pagefind.js'), (script) => {
    if (!script.includes(SLEEP)) throw new Error(`Pagefind no longer waits by ${SLEEP}.`);
    return script.replaceAll(SLEEP, 'asyncSleep(2)');
  });
  edit(join(site, 'search/index.html'), (html) =>
    startEarly(preloadModules(preloadIndex(html, site), site)),
  );
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** Asks for the index that was made, whose name otherwise comes only with the list of indexes. */
function preloadIndex(html: string, site: string): string {
  const { languages } = JSON.parse(readFileSync(join(site, 'pagefind', ENTRY), 'utf8')) as {
    languages: Record<string, { hash: string }>;
  };
  const [index] = Object.values(languages);
  const link = new RegExp(`<link [^>]*/${ENTRY}[^>]*>`).exec(html)?.[0];
  if (!link || !index) throw new Error(`/search/ does not preload ${ENTRY}, or it has no index.`);
  const tagged = link.replace(ENTRY, `${ENTRY}?ts=${index.hash}`);
  return html.replace(link, tagged + link.replace(ENTRY, `pagefind.${index.hash}.pf_meta`));
}

/** Asks for what the page's scripts import, which the browser otherwise finds file by file. */
function preloadModules(html: string, site: string): string {
  const found = new Set<string>();
  const follow = (address: string): void => {
    const script = readFileSync(join(site, address), 'utf8');
    for (const [, name] of script.matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g)) {
      const imported = `/_astro/${name}`;
      if (found.has(imported)) continue;
      found.add(imported);
      follow(imported);
    }
  };
  const scripts = [...html.matchAll(/<script type="module" src="([^"]+)"/g)];
  for (const [, address] of scripts) follow(address as string);
  const links = [...found, ...scripts.slice(1).map(([, address]) => address)]
    .map((address) => `<link rel="modulepreload" href="${address}">`)
    .join('');
  return html.replace('</head>', `${links}$&`);
}

/** The first script, which starts Pagefind, need not wait for the page. */
function startEarly(html: string): string {
  return html.replace('<script type="module"', '<script async type="module"');
}
