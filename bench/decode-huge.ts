import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, serve } from '../tests/site/serve.ts';
import { corporaFolder, writeBigLog } from './evtx-files.ts';

/**
 * What the decoder of the built site does with inputs that are too big or none at all, in Chromium: what it says, how
 * long it takes, and the longest gap between two frames of the page meanwhile. `node bench/decode-huge.ts` after
 * `npm run build`; takes some 4 GB of sparse files.
 */
const GIB = 2 ** 30;
const PATIENCE = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'decode-huge-'));
const big = join(folder, 'big.evtx');
writeBigLog(corporaFolder(), big, 1_600);
const inputs: Record<string, (path: string) => void> = {
  'log-of-4-gb.evtx': (path) => (copyFileSync(big, path), truncateSync(path, 4 * GIB)),
  'zeros-of-4-gb': (path) => (writeFileSync(path, ''), truncateSync(path, 4 * GIB)),
  'random.bin': (path) => writeFileSync(path, randomBytes(50_000_000)),
  'line-of-10-mb.txt': (path) => writeFileSync(path, 'x'.repeat(10_000_000)),
};

const { url, server } = await serve();
const browser = await openBrowser();
const page = await browser.newPage();
await page.goto(`${url}/decode/`, { waitUntil: 'networkidle' });
await page.evaluate(() => {
  const own = window as unknown as { gap: number };
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    own.gap = Math.max(own.gap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  frame();
});
for (const [name, write] of Object.entries(inputs)) {
  const path = join(folder, name);
  write(path);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.evaluate(() => ((window as unknown as { gap: number }).gap = 0));
  const start = performance.now();
  await page.locator('#decode-file').setInputFiles(path);
  await page
    .waitForFunction(
      () => {
        const words = document.querySelector('#decode-status')?.textContent ?? '';
        return / ms$|^No event/.test(words);
      },
      null,
      { timeout: PATIENCE },
    )
    .catch(() => page.getByRole('button', { name: 'Cancel' }).click());
  const said = await page.evaluate(() => ({
    gap: Math.round((window as unknown as { gap: number }).gap),
    words: ['#decode-status', '.problems'].map(
      (selector) => document.querySelector<HTMLElement>(selector)?.innerText.slice(0, 200) ?? '',
    ),
  }));
  console.log(
    `${name}: ${Math.round(performance.now() - start)} ms, longest gap ${said.gap} ms\n  ${said.words.join('\n  ')}`,
  );
  rmSync(path);
}
await browser.close();
server.close();
rmSync(folder, { recursive: true });
