import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
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

const archive = readFileSync(join(root, 'dist/audit-atlas.zip'));
const idOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

/** What a host gives at the addresses of another build, whose copy holds one page. */
function anotherBuild(page: string): Record<string, Buffer> {
  const copy = Buffer.from(zipSync({ 'index.html': strToU8(page) }));
  const worker = readFileSync(join(root, 'dist/sw.js'), 'utf8');
  return {
    '/audit-atlas.zip': copy,
    '/sw.js': Buffer.from(worker.replaceAll(idOf(archive), idOf(copy))),
  };
}

/** The copies on this device. */
const copies = (page: Page) => page.evaluate(() => caches.keys());

/** A host whose files can be put in the place of those of the build, and a page of it. */
async function openHost() {
  const given: Record<string, Buffer | Readable | undefined> = {};
  const asked: string[] = [];
  const { url, server } = await serve((path, body) => {
    asked.push(path);
    return given[path] ?? body;
  });
  const context = await site.browser.newContext();
  const close = async () => {
    await context.close();
    server.close();
  };
  /** Waits until the archive was asked for once more, and its worker is given up. */
  const givenUp = async (page: Page, before: number) => {
    await expect.poll(() => timesAsked(), { timeout: 15_000 }).toBeGreaterThan(before);
    await page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return !registration?.installing && !registration?.waiting;
    });
  };
  const timesAsked = () => asked.filter((path) => path === '/audit-atlas.zip').length;
  return { url, given, context, page: await context.newPage(), timesAsked, givenUp, close };
}

test('a newer build says so, is used when the reader wants it, and takes the place of the copy', async () => {
  const { url, given, context, page, close } = await openHost();
  await page.setViewportSize({ width: 1366, height: 800 });
  await page.goto(`${url}/security/4634/`);
  await copied(page);
  const before = await copies(page);
  Object.assign(given, anotherBuild('<h1>Newer</h1>'));
  await page.goto(`${url}/security/4624/`);
  const message = page.getByRole('status').filter({ hasText: 'A newer Audit Atlas is ready.' });
  await message.waitFor();
  const covered = await message.getByRole('button').evaluateAll((buttons) =>
    buttons.filter((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height - 1) !== button;
    }),
  );
  expect(covered).toEqual([]);
  const reloaded = page.waitForEvent('load');
  await message.getByRole('button', { name: 'Use it now' }).click();
  await reloaded;
  expect(await message.count()).toBe(0);
  const after = await copies(page);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
  await context.setOffline(true);
  await page.goto(url);
  expect(await page.locator('h1').innerText()).toBe('Newer');
  await close();
});

test('a newer build that one tab goes on to leaves the others as they are, and they follow by the same button', async () => {
  const { url, given, context, page, close } = await openHost();
  await page.goto(`${url}/security/4634/`);
  await copied(page);
  const other = await context.newPage();
  await other.goto(`${url}/security/4625/`);
  Object.assign(given, anotherBuild('<h1>Newer</h1>'));
  await page.goto(`${url}/security/4624/`);
  await page.getByRole('button', { name: 'Use it now' }).waitFor();
  const follow = other.getByRole('button', { name: 'Use it now' });
  await follow.waitFor();
  await other.evaluate(() => (document.body.dataset['mine'] = ''));
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Use it now' }).click();
  await reloaded;
  expect(await other.locator('body[data-mine]').count()).toBe(1);
  const followed = other.waitForEvent('load');
  await follow.click();
  await followed;
  expect(await other.locator('body[data-mine]').count()).toBe(0);
  await close();
});

test.each([
  ['half an archive', { '/audit-atlas.zip': archive.subarray(0, archive.length / 2) }],
  ['the archive of the build before', { '/audit-atlas.zip': archive }],
])('of a host that gives %s nothing is kept, and the copy stays', async (_, files) => {
  const { url, given, context, page, timesAsked, givenUp, close } = await openHost();
  await page.goto(`${url}/security/4634/`);
  await copied(page);
  const before = await copies(page);
  const times = timesAsked();
  Object.assign(given, anotherBuild('<h1>Newer</h1>'), files);
  await page.goto(`${url}/security/4624/`);
  await givenUp(page, times);
  expect(await page.getByRole('button', { name: 'Use it now' }).count()).toBe(0);
  expect(await copies(page)).toEqual(before);
  await context.setOffline(true);
  await page.goto(`${url}/security/4625/`);
  expect(await page.locator('h1').innerText()).toContain('4625');
  await close();
});

test('a first copy that comes broken is asked for again with the next page', async () => {
  const { url, given, page, givenUp, close } = await openHost();
  given['/audit-atlas.zip'] = archive.subarray(0, 1_000);
  await page.goto(`${url}/security/4634/`);
  await givenUp(page, 0);
  expect(await copies(page)).toEqual([]);
  given['/audit-atlas.zip'] = undefined;
  await page.goto(`${url}/security/4624/`);
  await copied(page);
  expect(await copies(page)).toHaveLength(1);
  await close();
});

test('where the device has no room, the page works and nothing is kept', async () => {
  const { url, context, page, givenUp, close } = await openHost();
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: url, quotaSize: 1_000_000 });
  await page.goto(`${url}/security/4634/`);
  await givenUp(page, 0);
  expect(await copies(page)).toEqual([]);
  await page.keyboard.press('/');
  await page.keyboard.type('538');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/security/legacy/538/`);
  await close();
});

test('a page of the build before finds its files when the host has them no longer, or fails', async () => {
  const { url, context, page, close } = await openHost();
  await page.goto(`${url}/security/4634/`);
  await copied(page);
  const answers: Record<string, number> = { '/search/index.json': 404, '/security/4625/': 503 };
  await context.route(/./, (route) => {
    const status = answers[new URL(route.request().url()).pathname];
    return status ? route.fulfill({ status, body: 'gone' }) : route.continue();
  });
  await page.keyboard.press('/');
  await page.keyboard.type('538');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/security/legacy/538/`);
  await page.goto(`${url}/security/4625/`);
  expect(await page.locator('h1').innerText()).toContain('4625');
  await close();
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

/** The archive, unpacked as far as pages of events need it. */
function unpacked(): string {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  for (const [name, body] of Object.entries(
    unzipSync(archive, {
      filter: ({ name }) =>
        /^(?:theme\.js|index\.html|_astro\/.*\.(?:css|woff2)|security\/(?:index\.html|463[48]\/.*))$/.test(
          name,
        ),
    }),
  )) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), body);
  }
  return folder;
}

test.each(['disk', 'path'])(
  'the unpacked archive can be read from a %s, and says what needs a server',
  async (place) => {
    const folder = unpacked();
    const { url, server } = await serve((_, body) => body, { '/kb/atlas': folder });
    const [at, index] =
      place === 'disk' ? [`file://${folder}/`, 'index.html'] : [`${url}/kb/atlas/`, ''];
    const page = await site.browser.newPage({ colorScheme: 'light' });
    await page.goto(at + index);
    await page.getByText('search, decoder and correlation need').waitFor();
    await page.waitForFunction(() => [...document.fonts].some(({ status }) => status === 'loaded'));
    await page
      .locator('main a', { hasText: /^4634$/ })
      .first()
      .click();
    expect(await page.locator('h1').innerText()).toContain('An account was logged off');
    expect(await page.locator('header svg').evaluate((logo) => logo.clientWidth)).toBeLessThan(50);
    expect(await page.locator('.scripted, input').filter({ visible: true }).count()).toBe(0);
    expect(await page.locator('header .name').getAttribute('href')).toBe(at + index);
    await page.close();
    server.close();
    rmSync(folder, { recursive: true });
  },
);

test('the archive holds the site and how to serve it, and nothing that holds for one address', () => {
  const files = unzipSync(archive);
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  expect(text('README.txt')).toContain('python3 -m http.server');
  expect(text('sw.js')).toContain('unregister');
  expect(text('security/4634.md')).toBe(readFileSync(join(root, 'dist/security/4634.md'), 'utf8'));
  expect(text('index.html')).not.toContain('opensearch');
  expect(text('about/index.html')).toContain('audit-atlas.zip');
  expect(text('about/index.html')).not.toContain('/audit-atlas.zip');
  expect(Object.keys(files).filter((name) => /opensearch|sitemap|robots|^og/.test(name))).toEqual(
    [],
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
