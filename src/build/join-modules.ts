import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';

const SCRIPT = /<script type="module" src="([^"]+)"><\/script>/g;
/** The last of what the head asks for; a script before it runs as soon as the styles are there. */
const LAST = '<script src="/theme.js">';
const ENTRY = '\0entry.js';

/**
 * Gives a page scripts of its own: instead of the many small ones that it shares with other pages, each of which is asked
 * for apart, its first, which runs before the body is read, and one with all others. They share no module: what
 * both of them use keeps its state on the page.
 *
 * @param site folder of the built site
 * @param page file of the page in it
 */
export async function joinModules(site: string, page: string): Promise<void> {
  const file = join(site, page);
  const html = readFileSync(file, 'utf8');
  const [first, ...others] = [...html.matchAll(SCRIPT)].map(([, address]) =>
    join(site, address as string),
  );
  if (first === undefined || !html.includes(LAST)) {
    throw new Error(`${page} has no script, or none that is the last of its head.`);
  }
  const early = await joined(site, 'first', [first], 'iife');
  const main = await joined(site, 'main', others, 'es');
  // The first script stands in the head, which the link of the others belongs to as well.
  let place = 0;
  writeFileSync(
    file,
    html
      .replace(SCRIPT, () =>
        place++ === 0
          ? `<script type="module" src="/_astro/${main}"></script>${preload(LAST)}`
          : '',
      )
      .replace(LAST, `<script src="/_astro/${early}"></script>$&`),
  );
}

/** A script behind another would be asked for when that one has run. */
function preload(script: string): string {
  return script.replace(/<script src="([^"]+)">/, '<link rel="preload" href="$1" as="script">');
}

/** Makes one script of several; says what its file is called. */
async function joined(
  site: string,
  name: string,
  modules: readonly string[],
  format: 'iife' | 'es',
): Promise<string> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'warn',
    root: site,
    plugins: [
      {
        name: 'audit-atlas-join',
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) =>
          id === ENTRY ? modules.map((one) => `import ${JSON.stringify(one)};`).join('\n') : null,
      },
    ],
    build: {
      outDir: join(site, '_astro'),
      assetsDir: '.',
      emptyOutDir: false,
      copyPublicDir: false,
      modulePreload: false,
      rolldownOptions: { input: { [name]: ENTRY }, output: { format } },
    },
  })) as Rolldown.RolldownOutput;
  const entry = output.find((one) => one.type === 'chunk' && one.isEntry);
  if (!entry) throw new Error(`The scripts ${modules.join(', ')} were not joined.`);
  return entry.fileName;
}
