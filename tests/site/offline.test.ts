import { strFromU8, unzipSync } from 'fflate';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { root } from '../content.ts';
import type { Page } from 'playwright-core';
import { serve, useSite } from './serve.ts';

const site = useSite();

/** Waits until the page has its copy of the site. */
const copied = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  });

test('after one visit the site works without a network: pages, codes, full text, what is not there', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.base}/security/4634/`);
  await copied(page);
  await context.setOffline(true);
  await page.goto(`${site.base}/security/legacy/538/`);
  expect(await page.locator('h1').innerText()).toContain('538');
  await page.keyboard.press('/');
  await page.keyboard.type('0xC000006A');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.base}/codes/ntstatus/#0xc000006a`);
  await page.goto(`${site.base}/search/?q=kerberos`);
  await page.locator('#words a').first().waitFor();
  for (const address of ['/no-such-page/', '/no-such-page']) {
    await page.goto(site.base + address);
    expect(await page.locator('h1').innerText()).toBe('No such page');
  }
  await page.goto(`${site.base}/4634`);
  await page.waitForURL(`${site.base}/security/4634/`);
  await context.close();
});

test('after one visit events are decoded and correlated without a network', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.base}/`);
  await copied(page);
  await context.setOffline(true);
  await page.goto(`${site.base}/decode/#sample=/security/4634/interactive.xml`);
  await page.locator('.event-card').waitFor();
  expect(await page.locator('.event-card').innerText()).toContain('An account was logged off');
  await page.goto(`${site.base}/correlate/#scenario=lost-logoff`);
  await page.locator('main tbody tr:not(.spacer)').first().waitFor();
  await context.close();
});

test('a newer build says so, and is used when the reader wants it', async () => {
  let newer = '';
  const { url, server } = await serve((path, body) =>
    path === '/sw.js' ? Buffer.concat([body, Buffer.from(newer)]) : body,
  );
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/security/4634/`);
  await copied(page);
  newer = '\n// another build';
  await page.goto(`${url}/security/4624/`);
  const message = page.locator('.update');
  await message.waitFor();
  expect(await message.innerText()).toContain('A newer Audit Atlas is ready.');
  const reloaded = page.waitForEvent('load');
  await message.getByRole('button', { name: 'Use it now' }).click();
  await reloaded;
  expect(await page.locator('.update').count()).toBe(0);
  await context.close();
  server.close();
});

test('a page that comes slowly is shown whole', async () => {
  let slow = false;
  async function* inHalves(body: Buffer): AsyncGenerator<Buffer> {
    yield body.subarray(0, body.length / 2);
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    yield body.subarray(body.length / 2);
  }
  const { url, server } = await serve((path, body) =>
    slow && path === '/security/4634/' ? Readable.from(inHalves(body)) : body,
  );
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/security/4624/`);
  await copied(page);
  slow = true;
  await page.goto(`${url}/security/4634/`);
  expect(await page.locator('footer').count()).toBe(1);
  await context.close();
  server.close();
});

test('the unpacked archive can be read from a disk, and says what needs a server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  for (const [name, body] of Object.entries(
    unzipSync(readFileSync(join(root, 'dist/audit-atlas.zip')), {
      filter: ({ name }) =>
        /^(?:theme\.js|index\.html|_astro\/.*\.css|security\/(?:index\.html|463[48]\/.*))$/.test(
          name,
        ),
    }),
  )) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), body);
  }
  const page = await site.browser.newPage({ colorScheme: 'light' });
  await page.goto(`file://${folder}/index.html`);
  await page.getByText('search, decoder and correlation need a web server').waitFor();
  await page
    .locator('main a', { hasText: /^4634$/ })
    .first()
    .click();
  expect(await page.locator('h1').innerText()).toContain('An account was logged off');
  expect(await page.locator('header svg').evaluate((logo) => logo.clientWidth)).toBeLessThan(50);
  expect(await page.locator('.scripted, input').filter({ visible: true }).count()).toBe(0);
  expect(await page.locator('header .name').getAttribute('href')).toBe(
    `file://${folder}/index.html`,
  );
  await page.close();
  rmSync(folder, { recursive: true });
});

test('the archive holds the site and how to serve it', () => {
  const files = unzipSync(readFileSync(join(root, 'dist/audit-atlas.zip')));
  expect(strFromU8(files['README.txt'] as Uint8Array)).toContain('python3 -m http.server');
  expect(strFromU8(files['sw.js'] as Uint8Array)).toContain('unregister');
  expect(strFromU8(files['security/4634.md'] as Uint8Array)).toBe(
    readFileSync(join(root, 'dist/security/4634.md'), 'utf8'),
  );
});

test('the manifest and its icons are there', async () => {
  const manifest = (await (
    await site.page.request.get(`${site.base}/manifest.webmanifest`)
  ).json()) as {
    icons: { src: string; sizes: string }[];
  };
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(
    expect.arrayContaining(['192x192', '512x512']),
  );
  for (const { src } of manifest.icons) {
    expect((await site.page.request.get(site.base + src)).status(), src).toBe(200);
  }
});
