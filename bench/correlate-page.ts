/**
 * How long the demo holds up its page: the longest gap between two frames and the longest task while a log is read,
 * drawn, zoomed, filtered and listed. `node bench/correlate-page.ts [FILE…]`; without files, synthetic events
 * (`EVENTS`, 200,000). Run `npm run build` first.
 */
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventXml } from '../src/decode/write/xml.ts';
import { openBrowser, serve } from '../tests/site/serve.ts';
import { syntheticEvents } from './correlate-events.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  const file = join(mkdtempSync(join(tmpdir(), 'atlas-')), 'synthetic.xml');
  const events = syntheticEvents(Number(process.env['EVENTS'] ?? 200_000));
  writeFileSync(file, events.map((event) => eventXml(event).replace(/\n\s*/g, '')).join('\n'));
  files.push(file);
}
const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
console.log(`${files.length} files, ${(size / 1e6).toFixed(1)} MB`);

const { url, server } = await serve();
const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(`${url}/correlate/`);
await page.locator('#correlate[data-drawn]').waitFor();
await page.evaluate(watchFrames);

await measured('read and draw', async () => {
  await page.locator('#correlate-files').setInputFiles(files);
  await page.locator('#correlate-cancel').waitFor({ state: 'visible' });
  await page.locator('#correlate-cancel').waitFor({ state: 'hidden', timeout: 600_000 });
  await settled();
});
console.log(`  ${await page.locator('#correlate-status').innerText()}`);
console.log(`  ${await page.locator('#correlate-result').innerText()}`);
await measured('zoom and pan', async () => {
  for (const key of ['Zoom in', 'Zoom in', 'Later', 'Earlier', 'Zoom out', 'Zoom in', 'Zoom in']) {
    await page.getByRole('button', { name: key, exact: true }).click();
    await page.waitForTimeout(60);
  }
  await page.getByRole('button', { name: 'Fit all' }).click();
});
await measured('scroll the picture and the table', async () => {
  for (const box of ['.timeline-scroll', '.chain-table']) {
    for (let step = 0; step < 12; step += 1) {
      await page.locator(box).evaluate((one) => one.scrollBy(0, 700));
      await page.waitForTimeout(30);
    }
  }
});
await measured('the tree', async () => {
  await page.getByRole('tab', { name: 'Tree' }).click();
  await settled();
});
await measured('filter by status, and back', async () => {
  for (const value of ['closed', '']) {
    await page.locator('#filters select').last().selectOption(value);
    await settled();
  }
});
await measured('select rows', async () => {
  await page.getByRole('tab', { name: 'Table' }).click();
  for (const at of [2, 4, 6]) {
    await page.locator('.chain-table tbody tr[aria-rowindex]').nth(at).click();
    await page.waitForTimeout(120);
  }
});
await browser.close();
server.close();

async function settled(): Promise<void> {
  let before = '';
  for (let same = 0; same < 3;) {
    await page.waitForTimeout(150);
    const now = (await page.locator('#correlate').getAttribute('data-drawn')) ?? '';
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

async function measured(what: string, act: () => Promise<void>): Promise<void> {
  await page.evaluate(() => (window as unknown as Watched).forget());
  const start = performance.now();
  await act();
  const seen = await page.evaluate(() => (window as unknown as Watched).seen());
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${what}: ${seconds} s; longest gap ${seen.gap} ms, longest task ${seen.task} ms (${seen.tasks} over 50 ms)`,
  );
}

interface Watched {
  forget(): void;
  seen(): { gap: number; task: number; tasks: number };
}

/** Runs in the page. */
function watchFrames(): void {
  let last = performance.now();
  let [gap, task, tasks] = [0, 0, 0];
  const frame = (now: number) => {
    gap = Math.max(gap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      task = Math.max(task, duration);
      tasks += 1;
    }
  }).observe({ type: 'longtask' });
  Object.assign(window, {
    forget: () => {
      last = performance.now();
      [gap, task, tasks] = [0, 0, 0];
    },
    seen: () => ({ gap: Math.round(gap), task: Math.round(task), tasks }),
  });
}
