import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../content.ts';
import { tooWide } from './page-checks.ts';
import { useSite } from './serve.ts';
import { weighPage } from './weigh-page.ts';

// Chromium says so where a page is left, or comes, too fast for its crossfade.
const site = useSite();
const open = (path: string) => site.page.goto(site.base + path);

test('a value in the message and its row light up together, by pointer and by keyboard', async () => {
  await open('/security/4624/');
  const place = site.page.locator('#m-LogonType');
  const row = site.page.locator('[id="LogonType"]');
  await place.hover();
  expect(await row.getAttribute('class')).toContain('lit');
  await row.locator('th').hover();
  expect(await place.getAttribute('class')).toContain('lit');
  await place.focus();
  await site.page.keyboard.press('Enter');
  await site.page.waitForURL('**/#LogonType');
  await row.getByRole('link', { name: 'Logon Type' }).first().focus();
  expect(await place.getAttribute('class')).toContain('lit');
  await site.page.keyboard.press('Enter');
  await site.page.waitForURL('**/#m-LogonType');
});

test('fields stand under the headings of the message, or in the order of the XML', async () => {
  await open('/security/4624/');
  const names = () =>
    site.page.locator('.fields tr[id]').evaluateAll((rows) => rows.map((row) => row.id));
  const before = await names();
  expect(before.slice(3, 6)).toEqual(['SubjectLogonId', 'LogonType', 'RestrictedAdminMode']);
  const button = site.page.getByRole('button', { name: 'In XML order' });
  await button.click();
  expect((await names()).slice(3, 6)).toEqual([
    'SubjectLogonId',
    'TargetUserSid',
    'TargetUserName',
  ]);
  await button.click();
  expect(await names()).toEqual(before);
});

test('the table of contents leads to every section, and no section is missing', async () => {
  await open('/security/4624/');
  const links = await site.page
    .locator('.outline li a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const headings = await site.page
    .locator('.part > h2')
    .evaluateAll((all) => all.map((heading) => `#${heading.id}`));
  expect(links).toEqual(headings);
  expect(links).toContain('#message');
});

test('a public rule that finds nothing before its values are filled in says so', async () => {
  await open('/security/4742/rules/');
  const template = site.page.locator('tr', { hasText: 'Zerologon' }).first();
  expect(await template.locator('td').first().textContent()).toBe('high, template');
});

test('versions: what each changed stands on the page, and side by side on a page of its own', async () => {
  await open('/security/4624/');
  const steps = await site.page.locator('#versions ~ .body dl').innerText();
  expect(steps).toContain('Adds ImpersonationLevel.');
  expect(steps).toContain('Adds RemoteCredentialGuard.');
  await site.page.getByRole('link', { name: 'All versions side by side' }).click();
  await site.page.waitForURL(`${site.base}/security/4624/versions/`);
  const row = site.page.locator('tr.changed', { hasText: 'RemoteCredentialGuard' });
  expect((await row.innerText()).replace(/\s+/g, ' ')).toMatch(/UnicodeString .*23 ?new/);
  await open('/security/4769/');
  expect(await site.page.locator('#versions ~ .body').innerText()).toMatch(/^Version 2: \S/m);
});

test('every link of the page leads somewhere on it', async () => {
  await open('/security/4624/');
  const broken = await site.page
    .locator('a[href^="#"]')
    .evaluateAll((links) =>
      links
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => !document.getElementById(decodeURIComponent(href.slice(1)))),
    );
  expect(broken).toEqual([]);
});

test('the theme is chosen once and kept, before the first paint', async () => {
  await open('/security/4634/');
  await site.page.getByLabel('Theme').selectOption('dark');
  const paper = () =>
    site.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await paper()).toBe('rgb(20, 23, 26)');
  await open('/security/4624/');
  expect(await paper()).toBe('rgb(20, 23, 26)');
  await site.page.getByLabel('Theme').selectOption('');
  expect(await paper()).toBe('rgb(255, 255, 255)');
});

test('bracket keys go to the events before and after', async () => {
  await open('/security/4634/');
  await site.page.keyboard.press(']');
  await site.page.waitForURL(`${site.base}/security/4646/`);
  await site.page.keyboard.press('[');
  await site.page.waitForURL(`${site.base}/security/4634/`);
});

test('a command is copied', async () => {
  await site.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open('/security/4634/');
  await site.page.getByRole('button', { name: 'Copy command' }).first().click();
  await site.page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await site.page.evaluate(() => navigator.clipboard.readText())).toBe(
    'auditpol /set /subcategory:"Logoff" /success:enable',
  );
});

test('a command is copied where a page over plain HTTP has no clipboard', async () => {
  await site.page.addInitScript(() =>
    Object.defineProperty(navigator, 'clipboard', { value: undefined }),
  );
  await open('/security/4634/');
  await site.page.getByRole('button', { name: 'Copy command' }).first().click();
  await site.page.getByRole('button', { name: 'Copied' }).waitFor();
  const box = site.page.locator('header input');
  await box.focus();
  await site.page.keyboard.press('Control+V');
  expect(await box.inputValue()).toBe('auditpol /set /subcategory:"Logoff" /success:enable');
});

test('without JavaScript everything is there but buttons', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.base}/security/4624/`);
  expect(await page.locator('.message').isVisible()).toBe(true);
  expect(await page.locator('.fields tr[id]').count()).toBe(28);
  expect(await page.getByLabel('Theme').isVisible()).toBe(false);
  await page.getByText('As XML').click();
  expect(await page.getByText('SystemTime').first().isVisible()).toBe(true);
  await context.close();
});

test('on paper it is a sheet: no header, no tools, the fields in place of the message', async () => {
  await open('/security/4624/');
  await site.page.emulateMedia({ media: 'print' });
  const seen = (part: string) => site.page.locator(part).first().isVisible();
  for (const tool of ['.top', '.outline', '.beside', '.pager', '.code button'])
    expect(await seen(tool), tool).toBe(false);
  for (const part of ['.message', '#versions', '#samples', '#enable', '#detection', '#corrections'])
    expect(await seen(part), part).toBe(false);
  for (const fact of ['h1', '.plate', '.enable', '.fields', '#written', '#codes', '#related'])
    expect(await seen(fact), fact).toBe(true);
  await open('/security/1104/');
  expect(await seen('.message')).toBe(true);
  await open('/policy/logon/');
  expect(await seen('#enable')).toBe(true);
});

test.each(['4624', '4769', '4768', '4625'])('%s prints on three sheets', async (id) => {
  await open(`/security/${id}/`);
  const file = (await site.page.pdf({ format: 'A4' })).toString('latin1');
  expect(file.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(3);
});

test('what an event needs besides its audit policy stands beside the command', async () => {
  await open('/security/4663/');
  const enable = site.page.locator('.first .enable');
  expect(await enable.locator('#needs + ul').innerText()).toContain('SACL');
  expect(await enable.innerText()).toContain('All 4 subcategories');
  expect(await site.page.locator('#needs').count()).toBe(1);
});

const pages = [
  '/',
  '/security/4624/',
  '/security/4634/',
  '/security/1102/',
  '/security/4624/versions/',
  '/security/4624/rules/',
  '/compare/?a=4624&b=4625',
  '/map/',
];

test.each(pages)('%s fits a window of 320 pixels', async (path) => {
  await site.page.setViewportSize({ width: 320, height: 640 });
  await open(path);
  if (path.startsWith('/compare')) await site.page.locator('.compared table').first().waitFor();
  expect(await tooWide(site.page)).toEqual([]);
});

test('no event page is heavier than 20 KB, or has more than 5 KB of script', () => {
  const folder = join(root, 'dist/security');
  const sized = readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ name, size: statSync(join(folder, name, 'index.html')).size }))
    .sort((a, b) => b.size - a.size);
  const sample = [...sized.slice(0, 12), ...sized.filter((_, index) => index % 40 === 0)];
  const heavy = sample
    .map(({ name }) => ({ name, ...weighPage(join(root, 'dist'), `security/${name}`) }))
    .filter(({ all, script }) => all > 20 * 1024 || script > 5 * 1024);
  expect(heavy).toEqual([]);
});
