import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { hostSettings } from './src/build/host-files.ts';
import { offlineCopy } from './src/build/offline-copy.ts';
import { searchIndex } from './src/build/search-index.ts';
import { pageThreads } from './src/build/page-threads.ts';
import { readSiteUrl } from './src/build/site-url.ts';
import { smallPreload } from './src/build/small-preload.ts';
import { unbundled } from './src/build/unbundled.ts';

/** Where the site is published: absolute links of feeds, previews and the sitemap begin with it. */
const site = readSiteUrl(process.env['SITE_URL'] ?? 'http://localhost:4321');

export default defineConfig({
  site,
  output: 'static',
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  markdown: { syntaxHighlight: false },
  vite: {
    plugins: [smallPreload()],
    // The policy forbids scripts inside pages, however short.
    build: {
      assetsInlineLimit: 0,
      modulePreload: false,
      // Astro marks the modules of MDX with directives of its own, which the bundler would report one by one.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
    // A worker that loads its rarer parts when they are needed must be a module.
    worker: { format: 'es' },
  },
  integrations: [
    mdx(),
    // Short addresses only lead to a page.
    sitemap({ filter: (page) => !/^\/(?:\d+|404)\/?$/.test(new URL(page).pathname) }),
    unbundled(),
    pageThreads(),
    searchIndex(),
    hostSettings(),
    offlineCopy(),
  ],
});
