import { expect, test } from 'vitest';
import { useSite } from './serve.ts';

const site = useSite();

test('every event stands on the map once, and in the list', async () => {
  await site.page.goto(`${site.base}/map/`);
  const ids = (selector: string) =>
    site.page.locator(selector).evaluateAll((all) => all.map((one) => one.getAttribute('data-id')));
  const drawn = await ids('.detected .wide [data-id]');
  expect(new Set(drawn).size).toBe(435);
  expect(drawn.length).toBe(435);
  expect((await ids('li[data-id]')).sort()).toEqual([...drawn].sort());
});

test('the size of the boxes is chosen without JavaScript', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.base}/map/`);
  expect(await page.locator('.written').isVisible()).toBe(false);
  await page.getByLabel('Written about').check();
  expect(await page.locator('.written').isVisible()).toBe(true);
  expect(await page.locator('.detected').isVisible()).toBe(false);
  await context.close();
});

test('finding fades what does not match and shortens the list; the address keeps it', async () => {
  await site.page.goto(`${site.base}/map/`);
  await site.page.getByLabel('Find on the map').fill('kerberos ticket');
  expect(await site.page.locator('.detected .wide [data-id="4768"].dim').count()).toBe(0);
  expect(await site.page.locator('.detected .wide [data-id="4634"].dim').count()).toBe(1);
  await site.page.reload();
  expect(await site.page.locator('li[data-id="4768"]').isVisible()).toBe(true);
  expect(await site.page.locator('li[data-id="4634"]').isVisible()).toBe(false);
});
