import { expect, test } from 'vitest';
import { tooWide } from './page-checks.ts';
import { log } from './decoder.ts';
import { useSite } from './serve.ts';

const site = useSite(/404/);

/** Doubles the letters and nothing else, as a browser that zooms text alone: no media query follows. */
const doubleLetters = () =>
  site.page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });

/** Blocks of text that have so little room that a line holds a few letters. */
const squeezed = () =>
  site.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main :is(p, li, dd, td, th):not(.hidden)')]
      .filter((block) => {
        const { width } = block.getBoundingClientRect();
        const letter = Number.parseFloat(getComputedStyle(block).fontSize);
        return block.innerText.length > 20 && width > 0 && width < 5 * letter;
      })
      .map((block) => `${block.tagName} ${block.innerText.slice(0, 40)}`),
  );

const pages = [
  '/',
  '/security/',
  '/security/4624/',
  '/security/4624/rules/',
  '/security/4624/versions/',
  '/security/legacy/',
  '/glossary/',
  '/codes/ntstatus/',
  '/codes/ds-attribute/',
  '/fields/target-logon-id/',
  '/policy/',
  '/policy/baselines/',
  '/compare/?a=4624&b=4625',
  '/search/?q=kerberos',
  '/map/',
  '/decode/',
  '/correlate/',
  '/about/',
];

test.each(pages)('%s reflows where letters alone are twice as large', async (path) => {
  await site.page.setViewportSize({ width: 1280, height: 900 });
  await site.page.goto(site.base + path);
  await doubleLetters();
  expect(await tooWide(site.page)).toEqual([]);
  expect(await squeezed()).toEqual([]);
});

test.each([...pages, '/codes/access-mask-file/', '/correlate/logon-session/'])(
  '%s fits a phone with letters twice as large, and there is room to search',
  async (path) => {
    await site.page.setViewportSize({ width: 390, height: 844 });
    await site.page.goto(site.base + path);
    await doubleLetters();
    expect(await tooWide(site.page)).toEqual([]);
    expect(await site.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const search = await site.page.locator('.search input').boundingBox();
    expect(search?.width).toBeGreaterThan(180);
  },
);

test.each(['/', '/security/', '/security/4624/', '/fields/target-logon-id/', '/glossary/'])(
  '%s leaves no text squeezed on a sheet of paper',
  async (path) => {
    await site.page.setViewportSize({ width: 718, height: 1015 });
    await site.page.emulateMedia({ media: 'print' });
    await site.page.goto(site.base + path);
    expect(await squeezed()).toEqual([]);
  },
);

test("rows of the decoder's list grow with their letters", async () => {
  await site.page.setViewportSize({ width: 1280, height: 900 });
  await site.page.goto(`${site.base}/decode/`);
  await site.page
    .locator('#decode-file')
    .setInputFiles({ name: 'log.jsonl', mimeType: 'text/plain', buffer: Buffer.from(log(500)) });
  await site.page.locator('.matched', { hasText: '500 events' }).waitFor();
  await doubleLetters();
  const cut = () =>
    site.page.evaluate(() => {
      const lines = [
        ...document.querySelectorAll<HTMLElement>('.event-list .rows .line:not([hidden])'),
      ];
      const tops = lines.map((line) => line.getBoundingClientRect().top).sort((a, b) => a - b);
      const step = Math.min(...tops.slice(1).map((top, at) => top - (tops[at] ?? 0)));
      return lines.filter((line) => line.scrollHeight > step + 1).length;
    });
  await expect.poll(cut).toBe(0);
  await site.page.getByRole('grid', { name: 'Events' }).press('End');
  const last = site.page.locator('.event-list [aria-selected=true]', { hasText: 'user499' });
  await expect
    .poll(async () => {
      const row = await last.boundingBox();
      const box = await site.page.locator('.event-list').boundingBox();
      return row && box && row.y + row.height <= box.y + box.height + 1;
    })
    .toBe(true);
});

test("rows of the demo's table and tree grow with their letters", async () => {
  await site.page.setViewportSize({ width: 1280, height: 900 });
  await site.page.goto(`${site.base}/correlate/`);
  await site.page.locator('.chain-table [data-index]').first().waitFor();
  await doubleLetters();
  await site.page.getByRole('tab', { name: 'Tree' }).click();
  const items = site.page.locator('.chain-tree [data-index]');
  await items.first().waitFor();
  const cut = () =>
    items.evaluateAll((all) => all.filter((item) => item.scrollHeight > item.clientHeight).length);
  await expect.poll(cut).toBe(0);
});
