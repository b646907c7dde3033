import { expect, test } from 'vitest';
import { useDecoder } from './decoder.ts';

const decoder = useDecoder();
const { site, button } = decoder;

test.each([
  ['a paste', 'log', '1 of 38'],
  ['a file', 'evtx', '1 of 38'],
])('an event of %s leads to its chain in another tab', async (_, sample, matched) => {
  await decoder.openSample(sample);
  await site.page.getByRole('searchbox', { name: /Filter events/ }).fill('4800');
  await decoder.matched(matched);
  await site.page.locator('.event-list .rows .line').first().click();
  await decoder.shows('The workstation was locked');
  const opened = site.page.waitForEvent('popup');
  await button(/^What belongs with it/).click();
  const tab = await opened;
  const chosen = tab.locator('#inspector-body');
  await chosen.locator('h2', { hasText: 'Lock and unlock' }).waitFor();
  expect(await chosen.innerText()).toContain('4800');
  expect(new URL(tab.url()).hash).toBe('');
  await tab.close();
});

test('of several files with the same record numbers, the chain is that of the event', async () => {
  const log = (day: number, user: string) =>
    [4800, 4801]
      .map((eventId, index) =>
        JSON.stringify({
          eventId,
          provider: 'Microsoft-Windows-Security-Auditing',
          channel: 'Security',
          timeCreated: `2024-03-0${day}T10:0${index}:00Z`,
          computer: 'ws7.corp.example',
          recordId: String(index + 1),
          data: { TargetUserName: user, TargetLogonId: '0x3f2a1', SessionId: '1' },
        }),
      )
      .join('\n');
  await decoder.drop({ 'a.jsonl': log(1, 'anna'), 'b.jsonl': log(2, 'bert') });
  await site.page.locator('.event-list .line', { hasText: 'bert' }).first().click();
  await decoder.shows('bert');
  const opened = site.page.waitForEvent('popup');
  await button(/^What belongs with it/).click();
  const tab = await opened;
  await tab.locator('#inspector-body h2').first().waitFor();
  expect(await tab.locator('#inspector-body').innerText()).toContain('bert');
  await tab.close();
});

test('what the opening tab no longer has is not waited for', async () => {
  await site.page.goto(`${site.base}/correlate/#files&record=1`);
  await site.page.locator('[data-story=working-day][data-current]').waitFor();
});

test('one event alone leads nowhere', async () => {
  await decoder.openSample('xml');
  expect(await button(/^What belongs with it/).count()).toBe(0);
});

test('c offers the event to copy, redact or share', async () => {
  await decoder.openSample('xml');
  await site.page.keyboard.press('c');
  await site.page.getByRole('dialog', { name: 'Copy, download or share' }).waitFor();
});
