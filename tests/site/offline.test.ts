import { strFromU8, unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../content.ts';
import { useSite } from './serve.ts';

const site = useSite();

test('after one visit the site works without a network: pages, codes, full text, what is not there', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.base}/security/4634/`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
    }
  });
  await context.setOffline(true);
  await page.goto(`${site.base}/security/legacy/538/`);
  expect(await page.locator('h1').innerText()).toContain('538');
  await page.keyboard.press('/');
  await page.keyboard.type('0xC000006A');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.base}/codes/ntstatus/#0xc000006a`);
  await page.goto(`${site.base}/search/?q=kerberos`);
  await page.locator('#words a').first().waitFor();
  await page.goto(`${site.base}/no-such-page/`);
  expect(await page.locator('h1').innerText()).toBe('No such page');
  await context.close();
});

test('the archive holds the site and how to serve it', () => {
  const files = unzipSync(readFileSync(join(root, 'dist/audit-atlas.zip')));
  expect(strFromU8(files['README.txt'] as Uint8Array)).toContain('python3 -m http.server');
  expect(strFromU8(files['security/4634/index.html'] as Uint8Array)).toBe(
    readFileSync(join(root, 'dist/security/4634/index.html'), 'utf8'),
  );
});

test('the manifest and its icons are there', async () => {
  const manifest = (await (
    await site.page.request.get(`${site.base}/manifest.webmanifest`)
  ).json()) as {
    icons: { src: string }[];
  };
  for (const { src } of manifest.icons) {
    expect((await site.page.request.get(site.base + src)).status(), src).toBe(200);
  }
});
