import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, serve } from '../tests/site/serve.ts';
import { corporaFolder, writeBigLog } from './evtx-files.ts';

/**
 * How fast the decoder of the built site is in Chromium, after one warm run: first rows and whole index of a log of
 * 100 MB, a text paste explained, a filter that decodes every event, and the longest tasks of the page meanwhile.
 * `npm run bench:page` after `npm run build`.
 */
const CHUNKS = 1_600;
const RUNS = 5;

const folder = mkdtempSync(join(tmpdir(), 'decode-page-'));
const path = join(folder, 'big.evtx');
const { size, records } = writeBigLog(corporaFolder(), path, CHUNKS);
const { url, server } = await serve();
const browser = await openBrowser();
const page = await browser.newPage();
await page.goto(`${url}/decode/`, { waitUntil: 'networkidle' });

/** Runs in the page: does something, and says after how many milliseconds each condition held. */
function watchPage(): void {
  const own = window as unknown as {
    tasks: number[];
    until(start: number, holds: () => boolean): Promise<number>;
  };
  own.tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) own.tasks.push(Math.round(duration));
  }).observe({ entryTypes: ['longtask'] });
  own.until = (start, holds) =>
    new Promise((resolve) => {
      const look = () => {
        if (holds()) resolve(performance.now() - start);
        else setTimeout(look);
      };
      look();
    });
}
await page.evaluate(watchPage);
await page.evaluate(() => {
  const input = document.querySelector('#decode-file') as HTMLInputElement;
  input.addEventListener(
    'change',
    () => ((window as never as { t: number }).t = performance.now()),
    {
      capture: true,
    },
  );
});

const files: { rows: number; index: number; filter: number }[] = [];
for (let run = 0; run <= RUNS; run += 1) {
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.locator('#decode-file').setInputFiles(path);
  files.push(
    await page.evaluate(async (records) => {
      const own = window as unknown as {
        t: number;
        until(start: number, holds: () => boolean): Promise<number>;
      };
      const text = (selector: string) => document.querySelector(selector)?.textContent ?? '';
      const rows = await own.until(own.t, () => /\d{4}-\d\d/.test(text('.event-list .rows .time')));
      const index = await own.until(own.t, () =>
        text('#decode-status').includes(`${records.toLocaleString('en')} events ·`),
      );
      const start = performance.now();
      const box = document.querySelector('.filter-line input') as HTMLInputElement;
      box.value = 'LogonType=3';
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const filter = await own.until(start, () => /^[\d,]+ of [\d,]+$/.test(text('.matched')));
      box.value = '';
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      return { rows, index, filter };
    }, records),
  );
}

const pastes: number[] = [];
const sample = await page.evaluate(async () => {
  const samples = (await (await fetch('/decode/samples.json')).json()) as Record<string, string>;
  return samples['message'] ?? '';
});
for (let run = 0; run < RUNS * 4; run += 1) {
  await page.getByRole('button', { name: 'Clear' }).click();
  pastes.push(
    await page.evaluate(async (text) => {
      const own = window as unknown as {
        until(start: number, holds: () => boolean): Promise<number>;
      };
      const data = new DataTransfer();
      data.setData('text/plain', text);
      const start = performance.now();
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
      return own.until(start, () => document.querySelector('.event-card .fields') !== null);
    }, sample),
  );
}
const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);

const median = (values: number[]) =>
  Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
const warm = files.slice(1);
console.log(`log: ${(size / 1e6).toFixed(0)} MB, ${records.toLocaleString('en')} records`);
console.log(`first rows        ${median(warm.map(({ rows }) => rows))} ms (bar 500)`);
console.log(`whole index       ${median(warm.map(({ index }) => index))} ms (bar 1000)`);
console.log(
  `filter by a field ${median(warm.map(({ filter }) => filter))} ms, every record decoded`,
);
console.log(`text paste        ${median(pastes.slice(5))} ms (bar 16)`);
console.log(`tasks over 50 ms  ${tasks.length === 0 ? 'none' : tasks.join(', ')}`);
await browser.close();
server.close();
rmSync(folder, { recursive: true });
