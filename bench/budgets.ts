/**
 * What the site may weigh and how long it may let a reader wait, in one table: what was measured, the bar, and whether it
 * is kept. Times are medians on the page's own clock in a real browser; a busy machine makes them worse.
 *
 *     npm run build && npm run bench
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { weighPage } from '../tests/site/weigh-page.ts';
import { dist, openSite } from './open-site.ts';
import { searchTimes } from './search-times.ts';
import { brotli } from './static-host.ts';

interface Budget {
  what: string;
  measured: number;
  bar: number;
  unit: 'bytes' | 'ms';
}

const KB = 1024;
const RUNS = 5;
/** The largest event pages are weighed. */
const LARGEST = 12;

const { base, browser, close } = await openSite();
const pages = largestEvents().map((path) => weighPage(dist, path));
const times = await searchTimes(browser, base, RUNS);
const index = brotli(readFileSync(join(dist, 'search/index.json'))).length;
const most = (sizes: number[]) => Math.max(...sizes);
const rows: Budget[] = [
  bytes('event page, the heaviest: HTML, CSS, JS', most(pages.map(({ all }) => all)), 20 * KB),
  bytes('event page: script of it', most(pages.map(({ script }) => script)), 5 * KB),
  bytes('index of ids, codes and names', index, 30 * KB),
  bytes('/decode/, first load', await firstLoad(browser, `${base}/decode/`), 120 * KB),
  { what: 'id jump', measured: median(times.jump), bar: 16, unit: 'ms' },
  { what: 'full text, first result, cold', measured: median(times.cold), bar: 400, unit: 'ms' },
  { what: 'full text, first result, warm', measured: median(times.warm), bar: 60, unit: 'ms' },
];
await close();
for (const { what, measured, bar, unit } of rows) {
  const shown = (value: number) =>
    unit === 'ms' ? `${value.toFixed(1)} ms` : `${(value / KB).toFixed(1)} KB`;
  const kept = measured <= bar ? 'OK' : 'over';
  console.log(
    `${what.padEnd(42)}${shown(measured).padStart(11)}  of ${shown(bar).padStart(9)}  ${kept}`,
  );
}
process.exitCode = rows.every(({ measured, bar }) => measured <= bar) ? 0 : 1;

function bytes(what: string, measured: number, bar: number): Budget {
  return { what, measured, bar, unit: 'bytes' };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function largestEvents(): string[] {
  const size = (path: string) => statSync(join(dist, path, 'index.html')).size;
  return readdirSync(join(dist, 'security'))
    .filter((name) => /^\d+$/.test(name))
    .map((name) => `security/${name}`)
    .sort((a, b) => size(b) - size(a))
    .slice(0, LARGEST);
}

/** Bytes of all that a page asks for until it rests, compressed; fonts and pictures apart. */
async function firstLoad(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const asked = new Set<string>();
  context.on('request', (request) => asked.add(new URL(request.url()).pathname));
  await page.goto(url, { waitUntil: 'networkidle' });
  await context.close();
  return [...asked]
    .filter((path) => !/\.(?:svg|woff2)$/.test(path))
    .map((path) => join(dist, path.endsWith('/') ? `${path}index.html` : path))
    .reduce((sum, file) => sum + brotli(readFileSync(file)).length, 0);
}
