import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';

const SCRIPT = /<script type="module" src="([^"]+)"><\/script>/g;
const MAIN = '\0main.js';

/**
 * Gives a page scripts of its own: instead of the many small ones that it shares with other pages, each of which is asked
 * for apart, its first, which runs before the page has been read, and one with all others.
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
  if (first === undefined) throw new Error(`${page} has no script.`);
  const { output } = (await build({
    configFile: false,
    logLevel: 'warn',
    root: site,
    plugins: [
      {
        name: 'audit-atlas-join',
        resolveId: (name) => (name === MAIN ? name : null),
        load: (id) =>
          id === MAIN ? others.map((other) => `import ${JSON.stringify(other)};`).join('\n') : null,
      },
    ],
    build: {
      outDir: join(site, '_astro'),
      assetsDir: '.',
      emptyOutDir: false,
      copyPublicDir: false,
      modulePreload: false,
      rolldownOptions: { input: { first, main: MAIN } },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = output.filter((one) => one.type === 'chunk');
  const entry = (name: string) => chunks.find((one) => one.isEntry && one.name === name);
  const main = entry('main');
  const early = entry('first');
  if (!main || !early) throw new Error(`The scripts of ${page} were not joined.`);
  const tags = [
    `<script async type="module" src="/_astro/${early.fileName}"></script>`,
    ...main.imports.map((name) => `<link rel="modulepreload" href="/_astro/${name}">`),
    `<script type="module" src="/_astro/${main.fileName}"></script>`,
  ].join('');
  // The first script stands in the head, which the links of the others belong to as well.
  let place = 0;
  writeFileSync(
    file,
    html.replace(SCRIPT, () => (place++ === 0 ? tags : '')),
  );
}
