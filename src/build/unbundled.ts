import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AstroIntegration } from 'astro';
import { normalizePath } from 'vite';

/**
 * Keeps out of the bundle of the pages what a thread of the build has already: the content collections, which pages find
 * in its memory, and the modules that are plain TypeScript, which Node reads as they are.
 */
export function unbundled(): AstroIntegration {
  return {
    name: 'audit-atlas-unbundled',
    hooks: {
      'astro:config:setup': ({ command, config, updateConfig }) => {
        if (command !== 'build') return;
        const source = normalizePath(fileURLToPath(new URL('src/', config.root)));
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'audit-atlas-content',
                apply: 'build',
                load: {
                  order: 'pre',
                  filter: { id: /^\0astro:data-layer-content$/ },
                  handler: () => `import { kept } from '/src/build/collections.ts';
export default kept().collections;`,
                },
              },
              {
                name: 'audit-atlas-modules',
                apply: 'build',
                enforce: 'pre',
                applyToEnvironment: ({ name }) => name === 'prerender',
                resolveId: {
                  order: 'pre',
                  filter: { id: /\.ts$/ },
                  async handler(id, importer, options) {
                    const found = await this.resolve(id, importer, { ...options, skipSelf: true });
                    if (!importer || !found?.id.startsWith(source)) return found;
                    return { id: pathToFileURL(found.id).href, external: true };
                  },
                },
              },
            ],
          },
        });
      },
    },
  };
}
