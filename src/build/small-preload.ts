import type { Plugin } from 'vite';

/**
 * What a script runs when it loads another part of the page: asks for what that part imports, then for the part. Vite's
 * own also waits for styles, which no part of this site brings, and weighs as much as the rest of an event page's script.
 */
const HELPER = `export const __vitePreload = (load, files) => {
  for (const file of files ?? []) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = '/' + file;
    document.head.append(link);
  }
  return load();
};`;

/** Puts the short helper in the place of Vite's. A part with styles of its own stops the build. */
export function smallPreload(): Plugin {
  return {
    name: 'audit-atlas-small-preload',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => HELPER,
    },
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && /mapDeps=.{0,2000}\.css"/.test(file.code)) {
          this.error(`${file.fileName} loads a part with styles; import them in the page instead.`);
        }
      }
    },
  };
}
