import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PathWithRoute } from 'astro/runtime/prerender/static-paths.js';
import { expect, test } from 'vitest';
import { renderPages, type PageApp } from '../../src/build/render-pages.ts';

const path = (pathname: string, type: 'page' | 'endpoint' = 'page') =>
  ({ pathname, route: { type, component: 'src/pages/one.astro' } }) as PathWithRoute;

/** Answers every request with its address. */
const echo: PageApp = { render: async ({ url }) => new Response(new URL(url).pathname) };

const job = () => ({
  folder: mkdtempSync(join(tmpdir(), 'pages-')),
  site: 'http://localhost',
  taken: new Int32Array(new SharedArrayBuffer(4)),
});

test('a page becomes a folder with an index, an endpoint a file, each asked for by its own address', async () => {
  const { folder, ...rest } = job();
  const paths = [
    path('/'),
    path('/security/4624/'),
    path('/404/'),
    path('/security/4624.md', 'endpoint'),
    path('/policy/baselines/v1.0/audit.csv/', 'endpoint'),
  ];
  await renderPages(echo, paths, { folder, ...rest });
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  expect(read('index.html')).toBe('/');
  expect(read('security/4624/index.html')).toBe('/security/4624/');
  expect(read('404.html')).toBe('/404/');
  expect(read('security/4624.md')).toBe('/security/4624.md');
  expect(read('policy/baselines/v1.0/audit.csv')).toBe('/policy/baselines/v1.0/audit.csv/');
});

test('threads share the paths: each is rendered once, by whichever is free', async () => {
  const shared = job();
  const paths = Array.from({ length: 100 }, (_, index) => path(`/${index}/`));
  const shares = await Promise.all([
    renderPages(echo, paths, shared),
    renderPages(echo, paths, shared),
  ]);
  expect(shares.every((share) => share.length > 0)).toBe(true);
  expect(shares.flat().sort()).toEqual(paths.map(({ pathname }) => pathname).sort());
  expect(readdirSync(shared.folder)).toHaveLength(100);
});

test('a page that fails is named, and no thread takes another', async () => {
  const shared = job();
  const app: PageApp = {
    render: (request, options) =>
      request.url.endsWith('/3/')
        ? Promise.reject(new Error('no such field'))
        : echo.render(request, options),
  };
  const paths = Array.from({ length: 100 }, (_, index) => path(`/${index}/`));
  await expect(renderPages(app, paths, shared)).rejects.toThrow(
    'src/pages/one.astro failed at /3/: no such field',
  );
  expect(await renderPages(app, paths, shared)).toEqual([]);
});
