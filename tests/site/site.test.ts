import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, serve, watch } from './serve.ts';

let base: string;
let server: Server;
let browser: Browser;
let page: Page;
let said: string[];
let asked: string[];

beforeAll(async () => {
  ({ url: base, server } = await serve());
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  ({ said, asked } = watch(page));
});
afterEach(async () => {
  await page.close();
  expect(said.filter((text) => !text.includes('404'))).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(base) && !url.startsWith('data:'))).toEqual([]);
});

test.each([
  ['/', 'What does this event say?'],
  ['/security/', 'All events of the Security log'],
  ['/security/4634/', '4634An account was logged off'],
  ['/security/8191/', '8191'],
  ['/security/legacy/', 'Legacy event numbers'],
  ['/security/legacy/538/', '538User Logoff'],
  ['/policy/', 'Audit policy'],
  ['/policy/logoff/', 'Logoff'],
  ['/codes/', 'Code tables'],
  ['/codes/logon-type/', 'Logon type'],
  ['/codes/ntstatus/', 'NTSTATUS'],
  ['/fields/', 'Fields'],
  ['/fields/target-logon-id/', 'TargetLogonId'],
  ['/search/', 'Search'],
  ['/about/', 'About and sources'],
  ['/no-such-page/', 'No such page'],
])('%s opens', async (path, heading) => {
  await page.goto(base + path);
  expect(await page.locator('h1').innerText()).toContain(heading.slice(0, 4));
  expect((await page.locator('h1').textContent())?.replace(/\s+/g, ' ')).toContain(heading);
});

test.each([
  ['/4634/', '/security/4634/'],
  ['/538/', '/security/legacy/538/'],
])('%s leads to %s with JavaScript off', async (from, to) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(base + from);
  await plain.waitForURL(base + to);
  await context.close();
});

test.each([
  ['4634', '/security/4634/'],
  ['538', '/security/legacy/538/'],
  ['0xC000006A', '/codes/ntstatus/#0xc000006a'],
  ['TargetLogonId', '/fields/target-logon-id/'],
])('typing %s and Enter goes to %s', async (query, path) => {
  await page.goto(`${base}/security/4624/`);
  await page.keyboard.press('/');
  await page.keyboard.type(query);
  await page.keyboard.press('Enter');
  await page.waitForURL(base + path);
});

test('words: the list below the box, arrow keys and Enter', async () => {
  await page.goto(base);
  await page.keyboard.type('logged off');
  const first = page.locator('[role=option]').first();
  await first.waitFor();
  expect(await first.innerText()).toContain('4634 An account was logged off');
  await page.keyboard.press('ArrowDown');
  expect(await first.getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${base}/security/4634/`);
});

test('words: full text on the search page', async () => {
  await page.goto(`${base}/search/?q=idle+connections`);
  await page.locator('#words a').first().waitFor();
  const found = await page.locator('#words').innerText();
  expect(found).toContain('4634 An account was logged off');
});

test('several ids give a list of them', async () => {
  await page.goto(`${base}/search/?q=4624+538`);
  await page.locator('#direct a').nth(1).waitFor();
  expect(await page.locator('#direct .id').allInnerTexts()).toEqual(['4624', '538']);
});

test('a query that is markup stays text', async () => {
  await page.goto(`${base}/search/?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
  await page.locator('#search-status', { hasText: 'Nothing' }).waitFor();
  expect(await page.locator('main img').count()).toBe(0);
});

test('an event page says what its sources leave open', async () => {
  await page.goto(`${base}/security/4770/`);
  expect(await page.locator('main').innerText()).toContain('Version');
  await page.goto(`${base}/security/6425/`);
  expect(await page.locator('main').innerText()).toContain(
    'message text of this event is not known',
  );
});

test('a value in the message leads to its field', async () => {
  await page.goto(`${base}/security/4634/`);
  await page.locator('.message a', { hasText: 'LogonType' }).click();
  expect(await page.locator('tr:target th').innerText()).toContain('LogonType');
});

test('nothing is wider than a phone', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ['/', '/security/4624/', '/codes/ntstatus/', '/policy/logon/', '/security/']) {
    await page.goto(base + path);
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(
      360,
    );
  }
});

test('the list of events narrows as one types, and the address keeps it', async () => {
  await page.goto(`${base}/security/`);
  const rows = page.locator('tbody tr:visible');
  expect(await rows.count()).toBe(435);
  await page.getByLabel('Filter events').fill('kerberos failure');
  const ids = await rows.locator('th').allInnerTexts();
  expect(ids).toContain('4771');
  expect(ids).not.toContain('4634');
  expect(page.url()).toBe(`${base}/security/?filter=kerberos+failure`);
  await page.reload();
  expect(await rows.locator('th').allInnerTexts()).toEqual(ids);
  await page.getByLabel('Filter events').press('Escape');
  expect(await rows.count()).toBe(435);
});
