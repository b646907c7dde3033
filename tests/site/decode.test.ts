import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useDecoder, xml } from './decoder.ts';

const decoder = useDecoder();
const { site, status, card, button } = decoder;

test('every sample of one event is recognised and explained', async () => {
  const samples = site.page.locator('[data-sample]:not([data-sample=log], [data-sample=evtx])');
  const count = await samples.count();
  expect(count).toBeGreaterThan(24);
  for (let index = 0; index < count; index += 1) {
    await button('Clear').click();
    await samples.nth(index).click();
    await status('1 event');
    await site.page.locator('.event-card').waitFor();
    expect(await card()).toContain('An account was successfully logged on');
    expect(await card()).toContain('CORP\\anna');
    expect(await site.page.locator('#decoded .callout').count()).toBe(0);
  }
});

test("samples stay while they are tried, an event of one's own folds them away", async () => {
  const box = site.page.locator('#decode-samples');
  await decoder.openSample('log');
  await site.page.locator('.many .event-card').waitFor();
  await decoder.openSample('evtx');
  await status('Event log (.evtx): 38 events');
  expect(await box.getAttribute('open')).not.toBeNull();
  await decoder.paste(xml({ LogonType: '3' }));
  await status('1 event');
  expect(await box.getAttribute('open')).toBeNull();
  await button('Clear').click();
  expect(await box.getAttribute('open')).not.toBeNull();
});

test('typing changes the result, and half an event keeps what was read', async () => {
  await site.page
    .locator('#sample')
    .fill(
      '<Event><System><EventID>4625</EventID></System><EventData><Data Name="SubStatus">0xc000006a</Data>',
    );
  await status('1 event');
  await site.page.locator('.event-card').waitFor();
  await expect.poll(card).toContain('STATUS_WRONG_PASSWORD');
  expect(await card()).toContain('The XML ends inside the event.');
  await site.page.locator('#sample').fill('no event');
  await status('No event was found.');
  expect(await site.page.locator('#decoded').innerText()).toContain(
    '"no event" does not begin any event',
  );
});

test('what the input lacks is folded below the fields, and a key unfolds it', async () => {
  await decoder.paste(xml({ LogonType: '3' }));
  await status('1 event');
  const summary = site.page.getByText(/^Not in the input: \d+ fields$/);
  const field = site.page.locator('.lost').getByText('TargetUserName', { exact: true });
  await summary.waitFor();
  expect(await field.isVisible()).toBe(false);
  await summary.focus();
  await site.page.keyboard.press('Enter');
  await field.waitFor();
  expect(await site.page.locator('.lost').innerText()).toContain(
    'The message shows them, the input does not carry them.',
  );
});

test('what is known by its words alone is said to be a guess', async () => {
  await decoder.openSample('message');
  await status('Message text, probably: 1 event');
  await button('Clear').click();
  await decoder.paste(xml({ LogonType: '3' }));
  await status('Event XML: 1 event');
});

test('a value and its place in the input light up together', async () => {
  await decoder.openSample('message');
  const row = site.page.locator('tr', { hasText: 'TargetUserName' });
  await row.hover();
  expect(await site.page.locator('.source mark.lit').innerText()).toBe('anna');
  await site.page.locator('.source mark', { hasText: 'Impersonation' }).hover();
  expect(await site.page.locator('tr.lit').innerText()).toContain('ImpersonationLevel');
});

test.each(['the box', 'the page'])('what Ctrl+V pastes into %s is decoded', async (place) => {
  await site.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await site.page.evaluate((text) => navigator.clipboard.writeText(text), xml({ LogonType: '3' }));
  if (place === 'the box') await site.page.locator('#sample').focus();
  await site.page.keyboard.press('Control+V');
  await status('1 event');
  expect(await site.page.locator('#sample').inputValue()).toContain('<EventID>4634');
  await decoder.shows('Network');
});

test('files dropped anywhere are read, several at once', async () => {
  await decoder.drop({ 'a.xml': xml({ LogonType: '3' }), 'b.xml': xml({ LogonType: '2' }) });
  await status('2 events in 2 inputs');
});

test('a folder that is dropped is read with the folders in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dropped-'));
  mkdirSync(join(folder, 'inner'));
  writeFileSync(join(folder, 'a.xml'), xml({ LogonType: '3' }));
  writeFileSync(join(folder, 'inner', 'b.xml'), xml({ LogonType: '2' }));
  const session = await site.page.context().newCDPSession(site.page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
  await status('2 events in 2 inputs');
  await site.page.locator('.event-card', { hasText: 'a.xml' }).waitFor();
  await site.page.getByRole('grid').press('End');
  await site.page.locator('.event-card', { hasText: 'inner/b.xml' }).waitFor();
  rmSync(folder, { recursive: true });
});

test('an event page opens its own sample', async () => {
  await site.page.goto(`${site.base}/security/4634/`);
  await site.page.getByRole('link', { name: 'Decode a sample like this' }).click();
  await status('1 event');
  await site.page.locator('.event-card').waitFor();
  expect(await card()).toContain('CORP\\anna');
});

test('a link cannot make the page fetch another address', async () => {
  site.asked.length = 0;
  await site.page.goto(`${site.base}/decode/#sample=//example.com/1/x.xml`);
  await site.page.reload();
  expect(site.asked.filter((url) => url.includes('example.com') && !url.includes('#'))).toEqual([]);
  expect(await site.page.locator('#sample').inputValue()).toBe('');
});

test('clear can be taken back', async () => {
  await site.page.locator('#sample').fill(xml({ LogonType: '3' }));
  await status('1 event');
  await button('Clear').click();
  expect(await site.page.locator('#decoded').innerText()).toBe('');
  await button('Undo').click();
  await status('1 event');
});
