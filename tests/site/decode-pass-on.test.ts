import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { log, useDecoder, xml } from './decoder.ts';

const decoder = useDecoder(/ERR_INTERNET_DISCONNECTED/);
const { site, status, card, button, openFile } = decoder;

test('a link holds the event behind #, redacted if wanted, and opens it again', async () => {
  await decoder.openSample('xml');
  await button('Copy, redact or share …').click();
  const address = site.page.getByRole('textbox', { name: 'Link' });
  expect(await address.inputValue()).toBe(`${site.base}/decode/`);
  await button('Everything').click();
  await site.page.getByRole('checkbox', { name: 'Include this event' }).check();
  await expect.poll(() => address.inputValue()).toContain('/decode/#d=');
  await expect.poll(() => site.page.locator('.changes').innerText()).toContain('user1');
  const link = await address.inputValue();
  expect(link.length).toBeLessThan(8_300);
  await site.page.goto('about:blank');
  site.asked.length = 0;
  await site.page.goto(link);
  await status('1 event');
  await site.page.locator('.event-card').waitFor();
  expect(await card()).toContain('DOMAIN1\\user1');
  expect(await card()).not.toContain('anna');
  expect(site.asked.filter((url) => url.replace(/#.*/, '').includes('d='))).toEqual([]);
});

test('a damaged link says so', async () => {
  await site.page.goto(`${site.base}/decode/#d=AAAA`);
  await site.page.reload();
  await status('The link is damaged');
});

test('a link to what is no sample says so, and the samples are there', async () => {
  await site.page.goto(`${site.base}/decode/#sample=4624`);
  await site.page.reload();
  await status('The link names no sample');
  await site.page.locator('#decoder .samples button').first().waitFor();
});

test.each([
  ['JSON lines', '"eventId":4634'],
  ['CSV', 'Time,EventId,Version'],
  ['Markdown', '### 4634 An account was logged off'],
  ['Message text', 'An account was logged off.'],
  ['One line', '4634 An account was logged off (success)'],
  ['XML', '<EventID>4634</EventID>'],
])('an event as %s', async (kind, text) => {
  await site.page.locator('#sample').fill(xml({ LogonType: '3' }));
  await site.page.locator('.event-card').waitFor();
  await button('Copy, redact or share …').click();
  await site.page.getByRole('radio', { name: kind, exact: true }).check();
  await expect.poll(() => site.page.locator('.preview').innerText()).toContain(text);
});

test('all events of the list are downloaded', async () => {
  await openFile('many.jsonl', log(300));
  await status('300 events');
  await button('Copy or download …').click();
  await site.page.getByRole('radio', { name: 'CSV' }).check();
  const [download] = await Promise.all([
    site.page.waitForEvent('download'),
    site.page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(301);
  expect(download.suggestedFilename()).toBe('events.csv');
});

test('nothing is asked of the network once a kind of event was seen', async () => {
  for (const id of ['xml', 'message']) {
    await decoder.openSample(id);
    await button('Clear').click();
  }
  site.asked.length = 0;
  await site.page.context().setOffline(true);
  await decoder.openSample('message');
  expect(site.asked).toEqual([]);
  await site.page.context().setOffline(false);
});

test('a table of codes that cannot be loaded is told, and the event is shown without it', async () => {
  await decoder.openSample('xml');
  await button('Clear').click();
  await site.page.context().setOffline(true);
  await site.page.locator('#sample').fill(xml({ Status: '0xc000006d', LogonType: '3' }, 4625));
  await status('1 event');
  await site.page.locator('.event-card').waitFor();
  expect(await card()).toContain('0xc000006d');
  await decoder.shows('could not be loaded');
  await site.page.context().setOffline(false);
});
