import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, serve } from '../tests/site/serve.ts';

/** A page of the decoder, and what it does while the decoder works, as people feel it: frames, and memory. */
export interface Watch {
  page: Page;
  /** Begins to watch again. */
  begin(): Promise<void>;
  /** Longest gap between two frames, in milliseconds. */
  gap(): Promise<number>;
  /** Most memory of the page's process, in megabytes. */
  peak(): number;
  close(): Promise<void>;
}

/** Serves the built site to Chromium; each watch is a page in a process of its own. */
export async function openDecoder(): Promise<{ watch(): Promise<Watch>; close(): Promise<void> }> {
  const { url, server } = await serve();
  const browser = await openBrowser();
  return {
    watch: () => watch(browser, `${url}/decode/`),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function watch(browser: Browser, url: string): Promise<Watch> {
  const before = await renderers(browser);
  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.evaluate(countFrames);
  const own = (await renderers(browser)).filter((id) => !before.includes(id));
  const begin = async () => {
    for (const id of own) writeFileSync(`/proc/${id}/clear_refs`, '5');
    await page.evaluate(() => ((window as unknown as { gap: number }).gap = 0));
  };
  await begin();
  return {
    page,
    begin,
    gap: async () =>
      Math.round(await page.evaluate(() => (window as unknown as { gap: number }).gap)),
    peak: () => Math.max(...own.map(peakOf)),
    close: () => context.close(),
  };
}

function countFrames(): void {
  const own = window as unknown as { gap: number };
  own.gap = 0;
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    own.gap = Math.max(own.gap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  frame();
}

async function renderers(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** The most that a process had in memory, by proc(5). */
function peakOf(id: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1_000);
}

/** Waits until a condition holds in the page. @returns after how many milliseconds; undefined when patience ends */
export async function until(
  page: Page,
  holds: () => boolean,
  timeout = 120_000,
): Promise<number | undefined> {
  const start = performance.now();
  const held = await page.waitForFunction(holds, null, { timeout, polling: 20 }).then(
    () => true,
    () => false,
  );
  return held ? Math.round(performance.now() - start) : undefined;
}

/** Whether reading is over, by what the page says. */
export const isRead = (): boolean =>
  / ms$|^No event|^Cancelled|^The /.test(
    document.querySelector('#decode-status')?.textContent ?? '',
  );

/** What the page says of the input, and of what is wrong with it. */
export const words = (page: Page): Promise<string> =>
  page.evaluate(() =>
    ['#decode-status', '.problems']
      .map((part) => document.querySelector<HTMLElement>(part)?.innerText.trim() ?? '')
      .filter(Boolean)
      .map((text) => `  ${text.slice(0, 700).replaceAll(/\n+/g, '\n  ')}`)
      .join('\n'),
  );
