import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corporaFolder, writeBigLog } from './evtx-files.ts';
import { isRead, openDecoder, until } from './decode-watch.ts';

/**
 * The list of the decoder of the built site with a million records, in Chromium: how long each thing that a reader does
 * takes, and the longest gap between two frames meanwhile (bar: 100 ms). `npm run bench:list` after `npm run build`;
 * takes some 800 MB of files.
 */
const CHUNKS = 11_600;

const folder = mkdtempSync(join(tmpdir(), 'decode-list-'));
const path = join(folder, 'big.evtx');
const { size, records } = writeBigLog(corporaFolder(), path, CHUNKS);
console.log(`log: ${Math.round(size / 1e6)} MB, ${records.toLocaleString('en')} records`);

const decoder = await openDecoder();
const watch = await decoder.watch();
const { page } = watch;
const list = page.getByRole('grid', { name: 'Events' });
const filter = page.getByRole('searchbox', { name: /^Filter/ });

/** Whether the list says how many it found, and every row in sight is there. */
const isSettled = (): boolean => {
  const said = document.querySelector('.matched')?.textContent ?? '';
  const rows = [...document.querySelectorAll('.event-list .rows .line:not([hidden]) .time')];
  return (
    !/ to (?:look at|sort)|…/.test(said) &&
    document.querySelector<HTMLElement>('.filter-line progress')?.hidden === true &&
    rows.length > 0 &&
    rows.every(({ textContent }) => textContent !== '…')
  );
};

async function measure(name: string, act: () => Promise<unknown>, done = isSettled): Promise<void> {
  await watch.begin();
  const start = performance.now();
  await act();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
  await until(page, done);
  const ms = Math.round(performance.now() - start);
  console.log(
    `${name.padEnd(34)} ${String(ms).padStart(6)} ms, gap ${String(await watch.gap()).padStart(4)} ms, ${watch.peak()} MB`,
  );
}

const header = (name: string) => list.getByRole('button', { name, exact: true }).click();
const press = async (key: string, times: number) => {
  for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
};
const type = async (text: string) => {
  await filter.fill(text);
  await until(page, () => / of /.test(document.querySelector('.matched')?.textContent ?? ''));
};

await measure('index', () => page.locator('#decode-file').setInputFiles(path), isRead);
await measure('wheel, 100 turns', async () => {
  await list.hover();
  for (let turn = 0; turn < 100; turn += 1) await page.mouse.wheel(0, 400);
});
await measure('scroll bar, 50 places', () =>
  page.evaluate(async () => {
    const box = document.querySelector('.event-list') as HTMLElement;
    for (let step = 1; step <= 50; step += 1) {
      box.scrollTop = (box.scrollHeight * step) / 50;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }),
);
await list.focus();
await measure('Home', () => press('Home', 1));
await measure('End', () => press('End', 1));
await measure('PageUp, 30 times', () => press('PageUp', 30));
await measure('j, 100 times', async () => (await press('Home', 1), await press('j', 100)));
await measure('filter by id', () => type('4624'));
await measure('filter by outcome and computer', () => type('outcome:failure -computer:WS1'));
await measure('filter by field, all decoded', () => type('LogonType=3'));
await measure('filter by text, all decoded', () => type('"svchost.exe"'));
await measure('no filter', () => filter.fill(''));
await measure('sort by time', () => header('Time'));
await measure('sort by time, down', () => header('Time'));
await measure('sort by who, all decoded', () => header('Who'));
await measure('End of it', async () => (await list.focus(), await press('End', 1)));
await measure('as in the input', async () => (await header('Who'), await header('Who')));

await decoder.close();
rmSync(folder, { recursive: true });
