import { createRequire } from 'node:module';
import type { AstroIntegration } from 'astro';

/**
 * Lets pages read the content collections from the file that Astro keeps them in. Astro would make that file a part of
 * the bundle: the bundler then holds every fact several times over, and each thread once more as Astro wrote it.
 */
export function unbundledContent(): AstroIntegration {
  return {
    name: 'audit-atlas-content',
    hooks: {
      'astro:config:setup': ({ command, config, updateConfig }) => {
        if (command !== 'build') return;
        const file = new URL('data-store.json', config.cacheDir).href;
        // The module that Astro wrote the file with, at the version that Astro has.
        const astro = createRequire(import.meta.url).resolve('astro/package.json');
        const devalue = createRequire(astro).resolve('devalue');
        const code = `import { readFileSync } from 'node:fs';
import { parse } from ${JSON.stringify(devalue)};
export default parse(readFileSync(new URL(${JSON.stringify(file)}), 'utf8'));`;
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'audit-atlas-content',
                apply: 'build',
                load: {
                  order: 'pre',
                  filter: { id: /^\0astro:data-layer-content$/ },
                  handler: () => code,
                },
              },
            ],
          },
        });
      },
    },
  };
}
