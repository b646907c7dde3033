import type { AstroIntegration } from 'astro';

/**
 * Lets pages read the content collections from the file that Astro keeps them in. Astro would make that file a part of
 * the bundle: the bundler then holds every fact several times over, and each thread reads it as a script.
 */
export function unbundledContent(): AstroIntegration {
  return {
    name: 'audit-atlas-content',
    hooks: {
      'astro:config:setup': ({ command, config, updateConfig }) => {
        if (command !== 'build') return;
        const file = JSON.stringify(new URL('data-store.json', config.cacheDir));
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'audit-atlas-content',
                apply: 'build',
                enforce: 'pre',
                load: {
                  order: 'pre',
                  filter: { id: /^\0astro:data-layer-content$/ },
                  handler: () =>
                    `import { readFileSync } from 'node:fs';\nexport default JSON.parse(readFileSync(new URL(${file}), 'utf8'));`,
                },
              },
            ],
          },
        });
      },
    },
  };
}
