import { expect, test } from 'vitest';
import { useSite } from './serve.ts';

const site = useSite();

test('a link compares two events', async () => {
  await site.page.goto(`${site.base}/compare/?a=4624&b=4625`);
  await site.page.getByText('18 fields are in both; 10 only in 4624, 3 only in 4625.').waitFor();
  const removed = await site.page.locator('.difference del').allInnerTexts();
  expect(removed).toContain('4624 − New Logon:');
  const added = await site.page.locator('.difference ins').allInnerTexts();
  expect(added).toContain('4625 + Account For Which Logon Failed:');
});

test('the form compares, the address follows, and Back returns', async () => {
  await site.page.goto(`${site.base}/compare/`);
  await site.page.getByLabel('Event', { exact: true }).fill('4728');
  await site.page.getByLabel('with').fill('4732');
  await site.page.keyboard.press('Enter');
  await site.page.locator('.compared table').first().waitFor();
  expect(site.page.url()).toBe(`${site.base}/compare/?a=4728&b=4732`);
  await site.page.goBack();
  await site.page.locator('.compared table').first().waitFor({ state: 'detached' });
});

test('an unknown id is named', async () => {
  await site.page.goto(`${site.base}/compare/?a=4624&b=99999`);
  await site.page.getByText('No event is called 99999.').waitFor();
});

test('fields of an account, a process or an endpoint are marked as on the pages of events', async () => {
  await site.page.goto(`${site.base}/compare/?a=4624&b=4625`);
  const row = site.page.locator('.compared tr', { hasText: 'TargetUserName' }).first();
  expect(await row.locator('.entity.account').innerText()).toBe('Target account');
});
