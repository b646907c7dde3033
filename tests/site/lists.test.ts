import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { useSite } from './serve.ts';

const site = useSite(/404/);
const rows = () => site.page.locator('.rows tbody tr:not([hidden])');
// The text of rows that the browser has not drawn yet (content-visibility) is empty to innerText.
const ids = () => rows().locator('.id').allTextContents();

test('the list narrows by words and facets, sorts, and the address keeps it', async () => {
  await site.page.goto(`${site.base}/security/`);
  expect(await rows().count()).toBe(435);
  await site.page.getByLabel('Filter events').fill('kerberos');
  await site.page.getByRole('checkbox', { name: /^Failure/ }).check();
  await site.page
    .locator('[role=status]', { hasText: / of 435 events/ })
    .first()
    .waitFor();
  const narrowed = await ids();
  expect(narrowed).toContain('4771');
  expect(narrowed).not.toContain('4634');
  expect(site.page.url()).toBe(`${site.base}/security/?q=kerberos&outcome=failure`);
  await site.page.getByRole('button', { name: 'Id', exact: true }).click();
  expect(await site.page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  expect(await ids()).toEqual([...narrowed].reverse());
  await site.page.reload();
  expect(await ids()).toEqual([...narrowed].reverse());
  await site.page.getByRole('button', { name: 'Remove Outcome: Failure' }).click();
  expect((await ids()).length).toBeGreaterThan(narrowed.length);
});

test('on a phone a link to a narrowed list shows what was chosen, and the list', async () => {
  await site.page.setViewportSize({ width: 390, height: 844 });
  await site.page.goto(`${site.base}/security/?category=logon-logoff`);
  await site.page.getByRole('button', { name: 'Remove Category: Logon/Logoff' }).waitFor();
  expect((await rows().first().boundingBox())?.y).toBeLessThan(600);
});

test('a facet counts what each of its values would leave', async () => {
  await site.page.goto(`${site.base}/security/?category=logon-logoff`);
  const count = (name: RegExp) =>
    site.page.locator('label.value', { hasText: name }).first().locator('span').innerText();
  await site.page.locator('[role=status]', { hasText: '53 of 435' }).first().waitFor();
  expect(await count(/^\s*Logon\/Logoff/)).toBe('53');
  expect(await count(/^\s*Object Access/)).toBe('91');
});

test('the ids shown can be copied', async () => {
  await site.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await site.page.goto(`${site.base}/security/?q=logged+off`);
  await site.page.getByRole('button', { name: /^Copy/ }).click();
  await site.page.getByRole('button', { name: /^Copied/ }).waitFor();
  expect(await site.page.evaluate(() => navigator.clipboard.readText())).toContain('4634');
});

test('without JavaScript every event, code and baseline is there', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${site.base}/security/`);
  expect(await plain.locator('.rows tbody tr').count()).toBe(435);
  await plain.goto(`${site.base}/codes/ntstatus/#0xc000006a`);
  await expect
    .poll(() => plain.locator('tr:target').innerText())
    .toContain('STATUS_WRONG_PASSWORD');
  await plain.goto(`${site.base}/policy/baselines/`);
  await plain.locator('#all ~ ul a').first().click();
  expect(await plain.locator('pre').first().textContent()).toContain('Machine Name,Policy Target');
  await context.close();
});

test('without JavaScript no page shows a control that does nothing', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  const shown = async (path: string) => {
    await plain.goto(site.base + path);
    return await plain
      .locator(':is(button, input, select, textarea):not(form[role=search] *, search *):visible')
      .count();
  };
  const tools = ['/decode/', '/compare/', '/security/legacy/convert/', '/policy/baselines/'];
  for (const path of ['/', '/security/', '/codes/access-mask-file/', '/glossary/', ...tools])
    expect(await shown(path), path).toBe(0);
  await context.close();
});

test.each(['#0xc000006a', '#0xC000006A', '#3221225578', '#-1073741718'])(
  'an entry of a long table is found by %s and stands below the header',
  async (hash) => {
    await site.page.goto(`${site.base}/codes/ntstatus/${hash}`);
    const row = site.page.locator('tr:target');
    await row.waitFor();
    await expect.poll(() => row.innerText()).toContain('STATUS_WRONG_PASSWORD');
    await expect
      .poll(() =>
        row.evaluate((one) => {
          const { top, left } = one.getBoundingClientRect();
          return one.contains(document.elementFromPoint(left + 20, top + 12));
        }),
      )
      .toBe(true);
  },
);

test('a long table narrows to a code in any spelling', async () => {
  await site.page.goto(`${site.base}/codes/ntstatus/`);
  await site.page.getByLabel('Filter entries').fill('-1073741718');
  await site.page.locator('row-filter [role=status]', { hasText: /^1 of/ }).waitFor();
  await expect.poll(() => rows().innerText()).toContain('STATUS_WRONG_PASSWORD');
});

test('a mask is taken apart, and made of bits', async () => {
  await site.page.goto(`${site.base}/codes/access-mask-file/`);
  const value = site.page.locator('mask-calculator input[type=text]');
  await value.fill('0x80000003');
  const bit = (name: RegExp) =>
    site.page.locator('mask-calculator').getByRole('checkbox', { name });
  expect(await bit(/ReadData/).isChecked()).toBe(true);
  expect(await site.page.locator('mask-calculator [role=status]').innerText()).toContain(
    '0x80000000 has no name here',
  );
  await bit(/ReadData/).uncheck();
  expect(await value.inputValue()).toBe('0x80000002');
});

test('baselines are compared, and the address keeps the choice', async () => {
  await site.page.goto(`${site.base}/policy/baselines/`);
  await site.page.getByText('Choose baselines').click();
  await site.page.getByRole('checkbox', { name: /DISA STIG, Windows 11/ }).check();
  await site.page.getByRole('checkbox', { name: 'Only where they differ' }).check();
  await site.page.waitForURL(/b=.*disa-stig-windows-11.*&differ/);
  expect(await site.page.locator('thead th').last().innerText()).toContain('DISA STIG, Windows 11');
  const all = await site.page.locator('tr[data-subcategory]').count();
  const shown = await site.page.locator('tr[data-subcategory]:not([hidden])').count();
  expect(shown).toBeLessThan(all);
  await site.page.reload();
  await site.page.locator('thead th', { hasText: 'DISA STIG, Windows 11' }).waitFor();
});

test('what a column of the baselines is of stays in sight on a phone, whichever way one scrolls', async () => {
  await site.page.setViewportSize({ width: 360, height: 700 });
  await site.page.goto(`${site.base}/policy/baselines/`);
  await site.page.locator('.table').evaluate((box) => {
    box.scrollIntoView({ block: 'end' });
    box.scrollTo({ left: box.scrollWidth, top: box.scrollHeight });
  });
  expect(await inSight(site.page.locator('tbody th[scope=row]').last())).toBe(true);
  expect(await inSight(site.page.locator('thead th').last())).toBe(true);
});

/** Whether the middle of an element can be seen: nothing covers it. */
const inSight = (locator: Locator) =>
  locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return at !== null && element.contains(at);
  });

test('the converter marks in place, says what it left, and gives CSV', async () => {
  await site.page.goto(`${site.base}/security/legacy/convert/`);
  await site.page
    .getByLabel('Ids, query or rule')
    .fill('EventCode=528 OR EventCode=529 AND port=540');
  await site.page.locator('.said', { hasText: '2 places changed' }).waitFor();
  expect(await site.page.locator('legacy-converter pre ins').allInnerTexts()).toEqual([
    '4624',
    '4625',
  ]);
  expect(await site.page.locator('.said').innerText()).toContain('1 number left');
  const href = await site.page.getByRole('link', { name: 'Download CSV' }).getAttribute('href');
  expect(decodeURIComponent(href ?? '')).toContain('528,Successful Logon,4624');
});

test.each(['/security/4625/versions/', '/events/event4625/', '/windows/4625-failed-logon.html'])(
  '%s, which is not there, leads to its event',
  async (address) => {
    await site.page.goto(`${site.base}${address}`);
    await site.page.locator('#near-page', { hasText: 'may have meant' }).waitFor();
    expect(await site.page.locator('#near-pages a').first().getAttribute('href')).toBe(
      '/security/4625/',
    );
  },
);

test('a page that is not there names those near', async () => {
  await site.page.goto(`${site.base}/security/4635/`);
  await site.page.locator('#near-page', { hasText: '4635 is no event' }).waitFor();
  expect(await site.page.locator('#near-page').innerText()).toContain('near: 4634');
  expect(await site.page.locator('#near-pages a').first().getAttribute('href')).toBe(
    '/security/4634/',
  );
});
