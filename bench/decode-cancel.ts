import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { corporaFolder, writeBigLog } from './evtx-files.ts';
import { openDecoder, words, type Watch } from './decode-watch.ts';

/**
 * How soon the decoder of the built site answers when it is told to stop, in each of the things that take long, in
 * Chromium (bar: 200 ms). `npm run bench:cancel` after `npm run build`. A folder as argument gets a picture of each.
 */
const GIB = 2 ** 30;

const [pictures] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'decode-cancel-'));
const file = (name: string) => join(folder, name);

writeBigLog(corporaFolder(), file('log.evtx'), 4_000);
copyFileSync(file('log.evtx'), file('sparse.evtx'));
truncateSync(file('sparse.evtx'), 4 * GIB);
const line = (index: number) =>
  `${JSON.stringify({ EventID: 4634, Channel: 'Security', Hostname: 'ws7', TargetUserName: `user${index}`, LogonType: 3 })}\n`;
const lines = Buffer.from(Array.from({ length: 2_000_000 }, (_, index) => line(index)).join(''));
writeFileSync(file('lines.jsonl'), lines);
writeFileSync(file('lines.jsonl.gz'), gzipSync(lines, { level: 1 }));
writeFileSync(file('lines.zip'), zipSync({ 'lines.jsonl': lines }, { level: 1 }));

const decoder = await openDecoder();

/** Begins something, waits for its button, presses it, and says when it was gone. */
async function measure(
  name: string,
  { page }: Watch,
  begin: () => Promise<unknown>,
  button: string,
): Promise<void> {
  await begin();
  const stop = page.getByRole('button', { name: button, exact: true });
  await stop.waitFor({ timeout: 10_000 });
  if (pictures) await page.screenshot({ path: join(pictures, `${name.replaceAll(' ', '-')}.png`) });
  const ms = await stop.evaluate(async (element: HTMLElement) => {
    const start = performance.now();
    element.click();
    while (element.isConnected && element.offsetParent !== null)
      await new Promise((resolve) => setTimeout(resolve));
    return Math.round(performance.now() - start);
  });
  const said = (await words(page)).trim().split('\n')[0];
  console.log(`${name.padEnd(28)} ${String(ms).padStart(5)} ms  ${said}`);
}

for (const name of ['sparse.evtx', 'lines.jsonl', 'lines.jsonl.gz', 'lines.zip']) {
  const watch = await decoder.watch();
  const open = () => watch.page.locator('#decode-file').setInputFiles(file(name));
  await measure(`read ${name}`, watch, open, 'Cancel');
  await watch.close();
}

const watch = await decoder.watch();
const { page } = watch;
await page.locator('#decode-file').setInputFiles(file('log.evtx'));
await page.locator('#decode-status', { hasText: / ms$/ }).waitFor({ timeout: 120_000 });
const filter = page.getByRole('searchbox', { name: /^Filter/ });
await measure(
  'filter by text',
  watch,
  () => filter.fill('no such text'),
  'Stop filtering and sorting',
);
await filter.fill('');
const who = page.getByRole('grid').getByRole('button', { name: 'Who', exact: true });
await measure('sort by who', watch, () => who.click(), 'Stop filtering and sorting');
for (const kind of ['XML', 'CSV', 'Markdown']) {
  await page.getByRole('button', { name: 'Copy or download …' }).click();
  await page.getByRole('radio', { name: kind, exact: true }).check();
  const download = page.getByRole('button', { name: 'Download', exact: true });
  await measure(`download as ${kind}`, watch, () => download.click(), 'Stop');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}
await decoder.close();
rmSync(folder, { recursive: true });
