import { createServer, type Server } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { extname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { root } from '../content.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves dist/ as a static host does, 404 page included.
 *
 * @param change what a file is served as: a newer build, or a stream for a slow network
 * @param below other folders, by the address that they are served below
 */
export async function serve(
  change: (path: string, body: Buffer) => Buffer | Readable = (_, body) => body,
  below: Readonly<Record<string, string>> = {},
): Promise<{ url: string; server: Server }> {
  const dist = join(root, 'dist');
  if (!existsSync(join(dist, 'index.html'))) throw new Error('Build the site first: npm run build');
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const [start, folder] = Object.entries(below).find(([one]) => path.startsWith(`${one}/`)) ?? [
      '',
      dist,
    ];
    let file = join(folder, path.slice(start.length));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    const found = existsSync(file);
    response.writeHead(found ? 200 : 404, {
      'content-type': types[found ? extname(file) : '.html'] ?? 'application/octet-stream',
    });
    const body = change(path, readFileSync(found ? file : join(dist, '404.html')));
    if (body instanceof Readable) body.pipe(response);
    else response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return { url: `http://127.0.0.1:${address.port}`, server };
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real browser: CHROME_PATH, or Chromium where Debian and others put it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'] ?? places.find((place) => existsSync(place));
  if (!executablePath) {
    throw new Error('No Chromium was found: install it, or set CHROME_PATH to a browser.');
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** What a page says on its console, its errors and dialogs, and the addresses that it asks for. */
function watch(page: Page): { said: string[]; asked: string[] } {
  const said: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    // A page without its service worker is what tests of the network want; it says so.
    if (text.startsWith('Service Worker registration blocked')) return;
    if (message.type() === 'error' || message.type() === 'warning') said.push(text);
  });
  page.on('pageerror', ({ message }) => {
    // Chromium's own word on a crossfade that came too late for it: rare, under load, and out of the page's hands.
    if (message === 'Transition was aborted because of invalid state. Page already revealed')
      return;
    said.push(message);
  });
  page.on('dialog', (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => asked.push(request.url()));
  return { said, asked };
}

/** The built site, its browser and one fresh page, as long as a test runs. */
export interface Site {
  base: string;
  browser: Browser;
  page: Page;
  /** Addresses that the page has asked for. */
  asked: string[];
}

/**
 * Serves the site and opens a page before each test of a file. After each, nothing may stand on the console, and no
 * request may have left the site.
 *
 * @param expected messages on the console that are right
 */
export function useSite(expected?: RegExp): Site {
  const site = {} as Site;
  let server: Server;
  let said: string[];
  beforeAll(async () => {
    ({ url: site.base, server } = await serve());
    site.browser = await openBrowser();
  });
  afterAll(async () => {
    await site.browser.close();
    server.close();
  });
  beforeEach(async () => {
    site.page = await site.browser.newPage({ serviceWorkers: 'block' });
    ({ said, asked: site.asked } = watch(site.page));
  });
  afterEach(async () => {
    await site.page.close();
    const left = (url: string) => !url.startsWith(site.base) && !url.startsWith('data:');
    expect(site.asked.filter(left)).toEqual([]);
    expect(said.filter((text) => !expected?.test(text))).toEqual([]);
  });
  return site;
}
