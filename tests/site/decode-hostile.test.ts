import { gzipSync, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { escape, log, useDecoder, xml } from './decoder.ts';

const decoder = useDecoder();
const { site, status, button } = decoder;

const vectors = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  'javascript:alert(1)',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<body onload=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '\u202e<img src=x onerror=alert(1)>',
  '</textarea><script>alert(1)</script>',
  '<style>@import"//example.com/x.css"</style>',
  '<meta http-equiv="refresh" content="0;url=//example.com">',
  'data:text/html,<script>alert(1)</script>',
  '&lt;img src=x onerror=alert(1)&gt;',
];

test('values, names and headers stay text, in a card, a list, a comparison and a copy', async () => {
  const data = Object.fromEntries([
    ...[
      'TargetUserSid',
      'TargetUserName',
      'TargetDomainName',
      'TargetLogonId',
      'LogonType',
      'IpAddress',
      'Status',
      'PrivilegeList',
      'ObjectName',
      'CommandLine',
    ].map((name, index) => [name, vectors[index % vectors.length] as string]),
    ...vectors.map((vector) => [vector, vector] as const),
  ]);
  const one = (vector: string) =>
    `<Event><System><Provider Name="${escape(vector)}"/><EventID>4634</EventID><Channel>${escape(vector)}</Channel><Computer>${escape(vector)}</Computer><TimeCreated SystemTime="${escape(vector)}"/></System>${xml(data).replace(/^[\s\S]*?(?=<EventData)/, '')}`;
  await site.page.locator('#sample').fill(vectors.map(one).join('\n'));
  await status(`${vectors.length} events`);
  await site.page.locator('.event-card').waitFor();
  await button('Compare …').click();
  await site.page.getByRole('grid').press('ArrowDown');
  await button(/Compare with/).click();
  await site.page.locator('.compare').waitFor();
  await button('Close the comparison').click();
  await button('Copy, redact or share …').click();
  await site.page.getByRole('radio', { name: 'Markdown' }).check();
  await button('Everything').click();
  await site.page.locator('.preview', { hasText: 'alert' }).waitFor();
  const bad = '#decoded, .pass-on';
  for (const tag of ['img', 'script', 'svg', 'iframe', 'style', 'math', 'meta'])
    expect(await site.page.locator(bad).locator(tag).count()).toBe(0);
  const hrefs = await site.page
    .locator(bad)
    .locator('a[href]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(hrefs.filter((href) => !/^\/(?:security|fields|codes)\//.test(href))).toEqual([]);
});

test('packed files are read, an archive as the files in it', async () => {
  const zip = zipSync({
    'logs/a.xml': strToU8(xml({ LogonType: '3' })),
    'b.jsonl': strToU8(log(3)),
  });
  await site.page.locator('#decode-file').setInputFiles([
    { name: 'logs.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) },
    {
      name: 'c.xml.gz',
      mimeType: 'application/gzip',
      buffer: Buffer.from(gzipSync(strToU8(xml({ LogonType: '2' })))),
    },
  ]);
  await status('Event XML (2), JSON (3): 5 events in 2 inputs');
});

test('an archive of nothing is not unpacked into the memory', async () => {
  const bomb = gzipSync(new Uint8Array(96 << 20), { level: 9 });
  await site.page
    .locator('#decode-file')
    .setInputFiles({ name: 'a.gz', mimeType: 'application/gzip', buffer: Buffer.from(bomb) });
  await status('No event was found.');
  expect(await site.page.locator('#decoded .callout').first().innerText()).toContain(
    'The file is no text and no event log',
  );
});

test('bytes that are no text and no log say so', async () => {
  await site.page.locator('#decode-file').setInputFiles({
    name: 'noise.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 256)),
  });
  await status('No event was found.');
  expect(await site.page.locator('#decoded .callout').count()).toBeGreaterThan(0);
});
