import { expect, test } from 'vitest';
import { accessibilityFaults } from './page-checks.ts';
import { useSite } from './serve.ts';

// Chromium reports that a page which is not there was answered with 404.
const site = useSite(/404/);

/** One address of every kind of page, and what stands on it when it is ready. */
const pages: Readonly<Record<string, string>> = {
  '/': 'main',
  '/security/': '.rows tbody tr',
  '/security/?outcome=failure': '.rows tbody tr:not([hidden])',
  '/security/4624/': '.message',
  '/security/1102/': '.fields',
  '/security/6425/': 'main',
  '/security/4624/versions/': '.matrix',
  '/security/4624/rules/': 'table',
  '/security/4624/queries/': 'main pre',
  '/security/4624/names/': 'table',
  '/security/4648/corrections/': 'main',
  '/security/legacy/': '.rows tbody tr',
  '/security/legacy/538/': '#labels',
  '/security/legacy/convert/': '#old',
  '/compare/?a=4624&b=4625': '.compared table',
  '/codes/': 'row-filter input',
  '/codes/ntstatus/?filter=password': 'row-filter input',
  '/codes/access-mask-file/?mask=0x3': 'mask-calculator input',
  '/fields/': 'row-filter input',
  '/fields/target-logon-id/': '#events',
  '/fields/subject-user-sid/': '#events',
  '/policy/': 'table',
  '/policy/logon/': '#events',
  '/policy/baselines/': 'table',
  '/policy/baselines/disa-stig-windows-11-v2r7-client/': 'table',
  '/search/?q=logon': '#words a',
  '/search/?q=4624+538': '#direct tr',
  '/map/': 'svg',
  '/glossary/': 'row-filter input',
  '/about/': '#sources',
  '/decode/': 'textarea',
  '/correlate/': 'main',
  '/correlate/logon-session/': 'main',
  '/security/4635/': '#near-pages a',
};

async function open(path: string): Promise<void> {
  await site.page.goto(site.base + path);
  await site.page
    .locator(pages[path] ?? 'main')
    .first()
    .waitFor();
}

test.each(Object.keys(pages))('%s has no barrier that axe finds, in both themes', async (path) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await site.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(path);
    expect(await accessibilityFaults(site.page), colorScheme).toEqual([]);
  }
});

test('nothing is wider than a phone, at 320 pixels', async () => {
  await site.page.setViewportSize({ width: 320, height: 740 });
  for (const path of Object.keys(pages)) {
    await open(path);
    const width = await site.page.evaluate('document.documentElement.scrollWidth');
    expect(width, path).toBeLessThanOrEqual(320);
  }
});

test('in forced colours, outcome, entities and the lit field are told by more than colour', async () => {
  await site.page.emulateMedia({ forcedColors: 'active' });
  await open('/security/4624/');
  const mark = (selector: string) =>
    site.page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element, '::before').content);
  expect(await mark('.plate .success')).toContain('✓');
  expect(await mark('.entity.account')).toContain('●');
  expect(await mark('.entity.endpoint')).toContain('◆');
  await site.page.locator('#m-LogonType').hover();
  const row = site.page.locator('[id="LogonType"]');
  expect(await row.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
});

test('in forced colours, values in a pasted event can be read, and the row of an address is marked', async () => {
  await site.page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await site.page.goto(`${site.base}/decode/#sample=/security/4624/v2.xml`);
  const value = site.page.locator('.source mark').first();
  expect(await value.evaluate((element) => getComputedStyle(element).color)).toBe(
    await site.page.locator('.source pre').evaluate((element) => getComputedStyle(element).color),
  );
  await site.page.goto(`${site.base}/codes/access-mask-file/#0x1`);
  const row = site.page.locator('tr:target');
  expect(await row.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
});
