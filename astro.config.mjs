import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { hostSettings } from './src/build/host-files.ts';
import { offlineCopy } from './src/build/offline-copy.ts';
import { searchIndex } from './src/build/search-index.ts';

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  markdown: { syntaxHighlight: false },
  vite: {
    // The policy forbids scripts inside pages, however short.
    build: { assetsInlineLimit: 0, modulePreload: false },
    // A worker that loads its rarer parts when they are needed must be a module.
    worker: { format: 'es' },
  },
  integrations: [mdx(), searchIndex(), hostSettings(), offlineCopy()],
});
