import { expect, test } from 'vitest';
import { useDecoder } from './decoder.ts';

const decoder = useDecoder();
const { site, button } = decoder;

test('an event of a paste leads to the chain that it is in', async () => {
  await decoder.openSample('log');
  await site.page.getByRole('searchbox', { name: /Filter events/ }).fill('4800');
  await decoder.matched('1 of 38');
  await site.page.locator('.event-list .rows .line').first().click();
  await decoder.shows('The workstation was locked');
  await button('What belongs with it').click();
  await site.page.waitForURL(/\/correlate\/$/);
  const chosen = site.page.locator('#inspector-body');
  await chosen.locator('h2', { hasText: 'Lock and unlock' }).waitFor();
  expect(await chosen.innerText()).toContain('4800');
});

test('one event alone, and a file, are not taken there', async () => {
  await decoder.openSample('xml');
  expect(await button('What belongs with it').count()).toBe(0);
  await button('Clear').click();
  await decoder.openSample('evtx');
  expect(await button('What belongs with it').count()).toBe(0);
});

test('c offers the event to copy, redact or share', async () => {
  await decoder.openSample('xml');
  await site.page.keyboard.press('c');
  await site.page.getByRole('dialog', { name: 'Copy, download or share' }).waitFor();
});
