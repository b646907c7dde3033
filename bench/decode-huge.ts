import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { corporaFolder, writeBigLog } from './evtx-files.ts';
import { isRead, openDecoder, until, words } from './decode-watch.ts';

/**
 * What the decoder of the built site does with inputs that are too big, a trap, or no events at all, in Chromium: what it
 * says, how long it takes, the longest gap between two frames of the page, and the most memory of its process.
 * `npm run bench:huge` after `npm run build`; takes some 4 GB of sparse files. Names of inputs as arguments choose some.
 */
const GIB = 2 ** 30;
const PASTED = 200_000_000;

const folder = mkdtempSync(join(tmpdir(), 'decode-huge-'));
const big = join(folder, 'big.evtx');
writeBigLog(corporaFolder(), big, 1_600);

const event = (user: string) =>
  `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4634</EventID><Version>0</Version><TimeCreated SystemTime="2024-03-05T08:17:14.8643210Z"/><Channel>Security</Channel><Computer>ws7.corp.example</Computer></System><EventData><Data Name="TargetUserName">${user}</Data><Data Name="LogonType">3</Data></EventData></Event>\n`;

/** Gzip of any length: members, one after the other, are one file (RFC 1952, 2.2). */
function gzipBomb(path: string): void {
  const member = gzipSync(Buffer.alloc(256 << 20, ' '), { level: 9 });
  writeFileSync(path, Buffer.concat(Array.from({ length: 40 }, () => member)));
}

/** Leads every name and template of every chunk back to the first of its chain. */
function loopTables(path: string): void {
  const log = readFileSync(path);
  for (let chunk = 4096; chunk < log.length; chunk += 65_536) {
    for (let at = chunk + 128; at < chunk + 512; at += 4) {
      const entry = log.readUInt32LE(at);
      if (entry >= 512 && entry < 65_000) log.writeUInt32LE(entry, chunk + entry);
    }
  }
  writeFileSync(path, log);
}

const inputs: Record<string, (path: string) => void> = {
  'log-of-4-gb.evtx': (path) => (copyFileSync(big, path), truncateSync(path, 4 * GIB)),
  'zeros-of-4-gb': (path) => (writeFileSync(path, ''), truncateSync(path, 4 * GIB)),
  'xml-and-then-zeros-of-1-gb.xml': (path) => (
    writeFileSync(path, event('anna').repeat(10_000)),
    truncateSync(path, GIB)
  ),
  'gzip-of-10-gb.gz': gzipBomb,
  'zip-of-3-gb.zip': (path) => {
    const zeros = Buffer.alloc(100 << 20);
    const files = Array.from({ length: 30 }, (_, index) => [`logs/${index}.evtx`, zeros]);
    writeFileSync(
      path,
      zipSync({ 'a.xml': Buffer.from(event('anna')), ...Object.fromEntries(files) }),
    );
  },
  'zip-in-zip-in-zip.zip': (path) => {
    let inner = zipSync({ 'a.xml': Buffer.from(event('anna')) });
    for (let depth = 0; depth < 6; depth += 1) inner = zipSync({ [`${depth}.zip`]: inner });
    writeFileSync(path, inner);
  },
  'tables-in-a-loop.evtx': (path) => {
    copyFileSync(big, path);
    truncateSync(path, 4096 + 100 * 65_536);
    loopTables(path);
  },
  'random.bin': (path) => writeFileSync(path, randomBytes(50_000_000)),
  'line-of-10-mb.txt': (path) => writeFileSync(path, 'x'.repeat(10_000_000)),
  'event-with-a-value-of-10-mb.xml': (path) => writeFileSync(path, event('x'.repeat(10_000_000))),
  'log-of-random.evtx': (path) => {
    copyFileSync(big, path);
    truncateSync(path, 4096 + 65_536);
    writeFileSync(path, randomBytes(20_000_000), { flag: 'a' });
  },
};

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.some((one) => name.includes(one));
const decoder = await openDecoder();

async function report(name: string, give: (page: Page) => Promise<unknown>): Promise<void> {
  const watch = await decoder.watch();
  const { page } = watch;
  const start = performance.now();
  await give(page);
  if ((await until(page, isRead)) === undefined) {
    await page.getByRole('button', { name: 'Cancel' }).click();
    await until(page, isRead);
  }
  const ms = Math.round(performance.now() - start);
  console.log(
    `${name}: ${ms} ms, longest gap ${await watch.gap()} ms, ${watch.peak()} MB of memory\n${await words(page)}`,
  );
  await watch.close();
}

for (const [name, write] of Object.entries(inputs)) {
  if (!isWanted(name)) continue;
  const path = join(folder, name);
  write(path);
  await report(name, (page) => page.locator('#decode-file').setInputFiles(path));
  rmSync(path);
}
if (isWanted('paste-of-200-mb')) {
  const text = event('anna');
  // The text is made in the page, and is on the clipboard before the clock runs.
  const { page, close } = await decoder.watch();
  await page.evaluate(
    ({ text, size }) => navigator.clipboard.writeText(text.repeat(Math.ceil(size / text.length))),
    { text, size: PASTED },
  );
  await close();
  await report('paste-of-200-mb', (other) => other.keyboard.press('Control+V'));
}
await decoder.close();
rmSync(folder, { recursive: true });
