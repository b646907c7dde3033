import { gzipSync, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { realCatalog } from '../content.ts';
import { escape, eventDataOf, log, useDecoder, xml } from './decoder.ts';
import { vectors } from './xss-vectors.ts';

const decoder = useDecoder();
const { site, status, button } = decoder;

const { definitions } = realCatalog();

/** Nothing that was pasted has become an element or an address. What ran would have spoken, which ends the test. */
async function expectNoMarkup(): Promise<void> {
  const parts = site.page.locator('#decoded, .pass-on, .kept, .status-bar');
  const tags =
    'img, script, svg, iframe, object, embed, style, math, meta, link, form, video, audio, base';
  expect(await parts.locator(tags).count()).toBe(0);
  const found = await parts
    .locator('a[href], [style], [onclick], [onerror], [onload]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? one.outerHTML));
  const own = /^\/(?:security|fields|codes)\/[\w/.#%-]*$/;
  // The list itself moves its rows by their style.
  const rows = /^<div class="(?:line|rows)/;
  expect(found.filter((one) => !own.test(one) && !rows.test(one))).toEqual([]);
}

/** An event with one vector in its header and in each field that an event with this number has. */
function hostile(vector: string, id: number): Record<string, string> {
  const layout = definitions.find(id)[0]?.layouts.at(-1);
  const names = (layout?.fields ?? []).map(({ name }) => name);
  return Object.fromEntries([...names, vector].map((name) => [name, vector]));
}

const ids = [4624, 4625, 4656, 4688, 4662, 4738, 4907, 5156];

const asXml = (vector: string, index: number) =>
  `<Event><System><Provider Name="${escape(vector)}"/><EventID>${ids[index % ids.length]}</EventID><Level>${escape(vector)}</Level><Keywords>${escape(vector)}</Keywords><EventRecordID>${escape(vector)}</EventRecordID><Channel>${escape(vector)}</Channel><Computer>${escape(vector)}</Computer><TimeCreated SystemTime="${escape(vector)}"/></System>${eventDataOf(hostile(vector, ids[index % ids.length] as number))}</Event>`;

const asWindows = (vector: string, index: number) =>
  xml(hostile(vector, ids[index % ids.length] as number), ids[index % ids.length]);

const asJson = (vector: string, index: number) =>
  JSON.stringify({
    EventID: ids[index % ids.length],
    Channel: vector,
    Hostname: vector,
    Message: vector,
    SourceName: 'Microsoft-Windows-Security-Auditing',
    ...hostile(vector, ids[index % ids.length] as number),
  });

test.each([
  ['XML with a header of them', asXml],
  ['XML of Windows', asWindows],
  ['JSON lines', asJson],
])('every vector in every field stays text: %s', async (_name, write) => {
  await decoder.paste(vectors.map(write).join('\n'));
  await status(`${vectors.length} events`);
  await site.page.locator('.event-card').waitFor();
  await button('Compare …').click();
  const list = site.page.getByRole('grid');
  await list.press('Home');
  for (let row = 1; row < vectors.length; row += 1) {
    const before = await site.page.locator('.event-card').elementHandle();
    await list.press('ArrowDown');
    await before?.waitForElementState('hidden');
    await expectNoMarkup();
  }
  await button(/Compare with/).click();
  await site.page.locator('.compare').waitFor();
  await expectNoMarkup();
  await button('Close the comparison').click();
  await button('Copy, redact or share …').click();
  await button('Everything').click();
  for (const kind of ['XML', 'JSON', 'Markdown', 'Message text']) {
    await site.page.getByRole('radio', { name: kind, exact: true }).check();
    await expectNoMarkup();
  }
});

test('names of files and conditions of a filter stay text as well', async () => {
  const files = vectors.map((vector) => ({
    name: vector.replaceAll('/', '∕').replaceAll('\0', ''),
    mimeType: 'text/plain',
    buffer: Buffer.from(`${xml({ LogonType: '3' })}\nno event`),
  }));
  await site.page.locator('#decode-file').setInputFiles(files);
  await status(`${vectors.length} events in ${vectors.length} inputs`);
  await site.page.locator('.event-card').waitFor();
  await expectNoMarkup();
  for (const vector of vectors.slice(0, 12)) {
    await site.page
      .getByRole('searchbox', { name: /^Filter/ })
      .fill(`who:"${vector.replaceAll('"', '')}"`);
    await site.page.getByRole('searchbox', { name: /^Filter/ }).press('Enter');
  }
  await expectNoMarkup();
});

test('every vector as a text of its own is no event and no markup', async () => {
  for (const vector of vectors) {
    await site.page.locator('#sample').fill(vector);
    await status(/^No event/);
    await expectNoMarkup();
    await button('Clear').click();
  }
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
