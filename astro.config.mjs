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
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "base-uri 'none'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "img-src 'self' data:",
        "manifest-src 'self'",
        "worker-src 'self'",
      ],
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      styleDirective: { resources: ["'self'"] },
    },
  },
  // A worker that loads its rarer parts when they are needed must be a module.
  vite: { worker: { format: 'es' } },
  integrations: [mdx(), searchIndex(), hostSettings(), offlineCopy()],
});
