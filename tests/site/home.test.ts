import { expect, test } from 'vitest';
import { useSite } from './serve.ts';

// Chromium says so where a page is left, or comes, too fast for its crossfade.
const site = useSite();

test('the home page shows what it does on one screen', async () => {
  await site.page.setViewportSize({ width: 1280, height: 900 });
  await site.page.goto(site.base);
  for (const part of ['#q', '#pasted', '.tasks', '.home .map.wide']) {
    const box = await site.page.locator(part).first().boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0), part).toBeLessThan(900);
  }
});

test('every id of a question leads to its event', async () => {
  await site.page.goto(site.base);
  const ids = site.page.locator('.ids a');
  expect(await ids.count()).toBeGreaterThan(24);
  await ids.first().click();
  await site.page.waitForURL(`${site.base}/security/4624/`);
});

test('a pasted event opens in the decoder, and the address does not hold it', async () => {
  await site.page.goto(site.base);
  await site.page
    .locator('#pasted')
    .fill('<Event><System><EventID>4634</EventID></System><EventData/></Event>');
  await site.page.getByRole('button', { name: 'Explain it' }).click();
  await site.page.waitForURL(/\/decode\//);
  await site.page.getByText('An account was logged off').first().waitFor();
  expect(site.page.url()).not.toContain('EventID');
});
