import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SSRManifest } from 'astro';
import { expect, test } from 'vitest';
import { bundledPages, type PageApp } from '../../src/build/bundled-pages.ts';
import { dataFiles } from '../../src/build/data-files.ts';
import { emptyOnce, folderState } from '../../src/build/site-folder.ts';
import { stretches, writeShare, type SiteFile } from '../../src/build/site-files.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'site-'));
const fileAt = (path: string, render = async () => new Response(path)): SiteFile => ({
  path,
  component: 'src/pages/one.astro',
  render,
});
const hundred = Array.from({ length: 100 }, (_, index) => fileAt(`${index}/index.html`));

test('a page becomes a folder with an index and is asked for by its own address; what is no page is left out', async () => {
  const routes = [
    { pathname: '/', type: 'page' },
    { pathname: '/security/4624/', type: 'page' },
    { pathname: '/404/', type: 'page' },
    { pathname: '/data/events.csv', type: 'endpoint' },
  ].map((route) => ({
    routeData: { ...route, component: 'one.astro', prerender: true, fallbackRoutes: [] },
  }));
  const app: PageApp = {
    manifest: { routes } as unknown as SSRManifest,
    render: async ({ url }) => new Response(new URL(url).pathname),
  };
  const pages = await bundledPages(app, 'http://localhost');
  const site = folder();
  await writeShare(pages, site, stretches(1), 0);
  const read = (file: string) => readFileSync(join(site, file), 'utf8');
  expect(read('index.html')).toBe('/');
  expect(read('security/4624/index.html')).toBe('/security/4624/');
  expect(read('404.html')).toBe('/404/');
  expect(pages.map(({ name }) => name)).toEqual(['/', 'security/4624/', '404/']);
});

test('modules that make files make one for each of their paths, with what the path has', async () => {
  const pages = folder();
  mkdirSync(join(pages, 'codes'));
  writeFileSync(
    join(pages, 'codes/[...id].md.ts'),
    `export const getStaticPaths = () => [
      { params: { id: 'a' }, props: { text: 'first' } },
      { params: { id: 'b/c' }, props: { text: 'second' } },
    ];
    export const GET = ({ params, props }) => new Response(params.id + ' ' + props.text);`,
  );
  writeFileSync(
    join(pages, 'feed.xml.ts'),
    'export const GET = ({ site, url }) => new Response(site.href + " " + url.pathname);',
  );
  const site = folder();
  const files = await dataFiles(pages, 'http://localhost/');
  await writeShare(files, site, stretches(1), 0);
  const read = (file: string) => readFileSync(join(site, file), 'utf8');
  expect(read('codes/a.md')).toBe('a first');
  expect(read('codes/b/c.md')).toBe('b/c second');
  expect(read('feed.xml')).toBe('http://localhost/ /feed.xml');
  expect(files).toHaveLength(3);
});

test('threads share the files: each is written once, by whichever is free', async () => {
  const site = folder();
  const taken = stretches(2);
  const shares = await Promise.all([
    writeShare(hundred, site, taken, 0),
    writeShare(hundred, site, taken, 1),
  ]);
  expect(shares.every((share) => share > 0)).toBe(true);
  expect(shares[0] + shares[1]).toBe(100);
  expect(readdirSync(site)).toHaveLength(100);
});

test('a thread that is done helps with the stretches of all others', async () => {
  const site = folder();
  expect(await writeShare(hundred, site, stretches(3), 1)).toBe(100);
  expect(readdirSync(site)).toHaveLength(100);
});

test('a file that fails is named, and no thread takes another', async () => {
  const site = folder();
  const taken = stretches(2);
  const fails = () => Promise.reject(new Error('no such field'));
  const files = hundred.map((file, index) => (index === 3 ? fileAt(file.path, fails) : file));
  await expect(writeShare(files, site, taken, 0)).rejects.toThrow(
    'src/pages/one.astro failed at 3/index.html: no such field',
  );
  expect(await writeShare(files, site, taken, 1)).toBe(0);
});

test('a folder is emptied once, but for a repository in it', () => {
  const site = folder();
  mkdirSync(join(site, '.git'));
  mkdirSync(join(site, 'old'));
  writeFileSync(join(site, 'old/index.html'), '');
  const state = folderState();
  emptyOnce(site, state);
  expect(readdirSync(site)).toEqual(['.git']);
  writeFileSync(join(site, 'new.html'), '');
  emptyOnce(site, state);
  expect(readdirSync(site)).toEqual(['.git', 'new.html']);
});
