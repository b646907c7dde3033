import type { Browser, Page } from 'playwright-core';

/** Words of the prose, in this order; each is searched once, so that none is warm by itself. */
const WORDS = [
  'kerberos',
  'password',
  'firewall',
  'privilege',
  'certificate',
  'registry',
  'handle',
  'backup',
  'token',
];
const IDS = ['4624', '538', '0xc000006a', '4688', '5140', '4663', '592', '4720', '1102'];

/** Milliseconds of each run. */
export interface SearchTimes {
  jump: number[];
  cold: number[];
  warm: number[];
}

/** @returns what bench/search.ts says, `runs` times each */
export async function searchTimes(
  browser: Browser,
  base: string,
  runs: number,
): Promise<SearchTimes> {
  const times: SearchTimes = { jump: [], cold: [], warm: [] };
  for (let run = 0; run < runs; run += 1) {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    await context.addInitScript(markFirstResult);
    const page = await context.newPage();
    await page.goto(`${base}/search/?q=${WORDS[run % WORDS.length]}`);
    await page.locator('#words a').first().waitFor();
    times.cold.push(
      await page.evaluate(() => (globalThis as { firstResult?: number }).firstResult ?? NaN),
    );
    for (let word = 1; word < 4; word += 1) {
      times.warm.push(await keyed(page, WORDS[(run + word) % WORDS.length] ?? '', '#words', 'a'));
    }
    await page.goto(`${base}/security/4624/`);
    await page.locator('#q').focus();
    await page.locator('#q').fill('1');
    await page.locator('#answers a').first().waitFor();
    for (let at = 0; at < 3; at += 1) {
      times.jump.push(await keyed(page, IDS[(run + at) % IDS.length] ?? '', '#answers', 'a'));
    }
    await context.close();
  }
  return times;
}

/** Runs in the page: notes when the first result of the address's query is there, from the start of the navigation. */
function markFirstResult(): void {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('#words a')) return;
    (globalThis as { firstResult?: number }).firstResult = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

/** From the last key of a query to the first change of the list that shows it. */
function keyed(page: Page, query: string, list: string, item: string): Promise<number> {
  return page.evaluate(
    ([text, box, link]) =>
      new Promise<number>((resolve) => {
        const input = document.querySelector<HTMLInputElement>('#q') as HTMLInputElement;
        const target = document.querySelector(box as string) as HTMLElement;
        const start = performance.now();
        const watch = new MutationObserver(() => {
          if (!target.querySelector(link as string)) return;
          watch.disconnect();
          resolve(performance.now() - start);
        });
        watch.observe(target, { childList: true, subtree: true });
        input.value = text as string;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    [query, list, item] as const,
  );
}
