import { beforeEach, expect, test } from 'vitest';
import { useSite } from './serve.ts';

const site = useSite();
beforeEach(async () => {
  await site.page.goto(`${site.base}/decode/`);
});

const status = (text: string) => site.page.locator('#decode-status', { hasText: text }).waitFor();

test.each(['Message text', 'XML', 'JSON'])(
  'the sample as %s explains every field',
  async (name) => {
    await site.page.getByRole('button', { name, exact: true }).click();
    await status('1 event');
    const card = await site.page.locator('#decoded article').innerText();
    expect(card).toContain('4634 An account was logged off');
    expect(card).toContain('NT AUTHORITY\\ANONYMOUS LOGON');
    expect(card).toContain('Network');
    expect(await site.page.locator('#decoded .callout').count()).toBe(0);
  },
);

test('typing changes the result, and half an event keeps what was read', async () => {
  await site.page
    .locator('#sample')
    .fill(
      '<Event><System><EventID>4625</EventID></System><EventData><Data Name="SubStatus">0xc000006a</Data>',
    );
  await status('1 event');
  const card = await site.page.locator('#decoded article').innerText();
  expect(card).toContain('STATUS_WRONG_PASSWORD');
  expect(card).toContain('The XML ends inside the event.');
  await site.page.locator('#sample').fill('hello');
  await status('No event was found.');
  expect(await site.page.locator('#decoded').innerText()).toContain(
    '"hello" does not begin any event',
  );
});

test('hostile values stay text', async () => {
  const vectors = [
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    'javascript:alert(1)',
    "'-alert(1)-'",
    '<svg/onload=alert(1)>',
  ];
  const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const values = [
    'TargetUserSid',
    'TargetUserName',
    'TargetDomainName',
    'TargetLogonId',
    'LogonType',
    'x<y',
  ]
    .flatMap((name) =>
      vectors.map((vector) => `<Data Name="${escape(name)}">${escape(vector)}</Data>`),
    )
    .join('');
  await site.page
    .locator('#sample')
    .fill(
      `<Event><System><Provider Name="&lt;img src=x onerror=alert(1)>"/><EventID>4634</EventID><Computer>${escape(vectors[0] ?? '')}</Computer></System><EventData>${values}</EventData></Event>`,
    );
  await status('1 event');
  expect(await site.page.locator('#decoded img, #decoded script, #decoded svg').count()).toBe(0);
  expect(await site.page.locator('#decoded a[href^="javascript"]').count()).toBe(0);
  expect(await site.page.locator('#decoded').innerText()).toContain('<svg/onload=alert(1)>');
});

test('a paste is decoded without a request once the definitions are there', async () => {
  for (const name of ['XML', 'Message text']) {
    await site.page.getByRole('button', { name, exact: true }).click();
    await status('1 event');
    await site.page.getByRole('button', { name: 'Clear' }).click();
  }
  site.asked.length = 0;
  await site.page.context().setOffline(true);
  await site.page.getByRole('button', { name: 'Message text' }).click();
  await status('1 event');
  expect(site.asked).toEqual([]);
  await site.page.context().setOffline(false);
});

test('ten thousand events are counted, and the first are shown', async () => {
  const line = JSON.stringify({
    eventId: 4634,
    provider: 'Microsoft-Windows-Security-Auditing',
    data: { LogonType: '3' },
  });
  await site.page.locator('#decode-file').setInputFiles({
    name: 'many.jsonl',
    mimeType: 'application/json',
    buffer: Buffer.from(`${line}\n`.repeat(10_000)),
  });
  await status('10000 events; the first 500 are shown');
});

test('an event page opens its own sample', async () => {
  await site.page.goto(`${site.base}/security/4634/`);
  await site.page.getByRole('link', { name: 'Decode a sample like this' }).last().click();
  await status('1 event');
  expect(await site.page.locator('#decoded article').innerText()).toContain('CORP\\anna');
});

test('a link cannot make the page fetch another address', async () => {
  site.asked.length = 0;
  await site.page.goto(`${site.base}/decode/#sample=//example.com/1/x.xml`);
  await site.page.reload();
  expect(site.asked.filter((url) => url.includes('example.com') && !url.includes('#'))).toEqual([]);
  expect(await site.page.locator('#sample').inputValue()).toBe('');
});
