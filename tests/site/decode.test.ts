import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { root } from '../content.ts';
import { as, chunkOf, eventData, instance, logOf } from '../decode/evtx/write-evtx.ts';
import { useSite } from './serve.ts';

const site = useSite();
beforeEach(async () => {
  await site.page.goto(`${site.base}/decode/`);
});

const status = (text: string | RegExp) =>
  site.page.locator('#decode-status', { hasText: text }).waitFor();
const card = () => site.page.locator('#decoded .event-card').innerText();
const button = (name: string | RegExp) => site.page.getByRole('button', { name });
const openFile = (name: string, text: string) =>
  site.page
    .locator('#decode-file')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

/** Lines of JSON: logoffs, and every tenth a failed logon. */
function log(lines: number): string {
  const line = (index: number) =>
    JSON.stringify({
      eventId: index % 10 === 0 ? 4625 : 4634,
      provider: 'Microsoft-Windows-Security-Auditing',
      timeCreated: new Date(Date.UTC(2024, 2, 5) + index * 1_000).toISOString(),
      computer: index % 2 === 0 ? 'ws7.corp.example' : 'fs2.corp.example',
      recordId: String(index),
      data: { TargetUserName: `user${index}`, TargetDomainName: 'CORP', LogonType: '3' },
    });
  return Array.from({ length: lines }, (_, index) => line(index)).join('\n');
}

const xml = (data: Record<string, string>, id = 4634) =>
  `<Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>${id}</EventID><Computer>ws7.corp.example</Computer></System><EventData>${Object.entries(
    data,
  )
    .map(([name, value]) => `<Data Name="${escape(name)}">${escape(value)}</Data>`)
    .join('')}</EventData></Event>`;
const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

describe('one event', () => {
  test('every sample is recognised and explained', async () => {
    const samples = site.page.locator('[data-sample]:not([data-sample=log])');
    const count = await samples.count();
    expect(count).toBeGreaterThan(12);
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

  test('a value and its place in the input light up together', async () => {
    await button('Message').click();
    await site.page.locator('.event-card').waitFor();
    const row = site.page.locator('tr', { hasText: 'TargetUserName' });
    await row.hover();
    expect(await site.page.locator('.source mark.lit').innerText()).toBe('anna');
    await site.page.locator('.source mark', { hasText: 'Impersonation' }).hover();
    expect(await site.page.locator('tr.lit').innerText()).toContain('ImpersonationLevel');
  });

  test('pasting anywhere on the page decodes', async () => {
    await site.page.evaluate(
      (text) => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      },
      xml({ LogonType: '3' }),
    );
    await status('1 event');
    expect(await site.page.locator('#sample').inputValue()).toContain('<EventID>4634');
  });

  test('files dropped anywhere are read, several at once', async () => {
    await site.page.evaluate(
      (texts) => {
        const data = new DataTransfer();
        for (const [index, text] of texts.entries())
          data.items.add(new File([text], `log${index}.xml`));
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        );
      },
      [xml({ LogonType: '3' }), xml({ LogonType: '2' })],
    );
    await status('2 events in 2 inputs');
  });

  test('an event page opens its own sample', async () => {
    await site.page.goto(`${site.base}/security/4634/`);
    await site.page.getByRole('link', { name: 'Open in the decoder' }).click();
    await status('1 event');
    await site.page.locator('.event-card').waitFor();
    expect(await card()).toContain('CORP\\anna');
  });

  test('a link cannot make the page fetch another address', async () => {
    site.asked.length = 0;
    await site.page.goto(`${site.base}/decode/#sample=//example.com/1/x.xml`);
    await site.page.reload();
    expect(site.asked.filter((url) => url.includes('example.com') && !url.includes('#'))).toEqual(
      [],
    );
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
});

describe('many events', () => {
  const matched = (text: string) => site.page.locator('.matched', { hasText: text }).waitFor();
  const filter = () => site.page.getByRole('searchbox', { name: /Filter/ });

  test('thirty thousand are listed, and only what is in sight exists', async () => {
    await openFile('many.jsonl', log(30_000));
    await status('JSON: 30,000 events');
    await matched('30,000 events');
    const list = site.page.getByRole('grid', { name: 'Events' });
    expect(await list.getAttribute('aria-rowcount')).toBe('30001');
    expect(await site.page.locator('.event-list .rows .line').count()).toBeLessThan(60);
    await list.press('End');
    await site.page.locator('.event-list [aria-selected=true]', { hasText: 'user29999' }).waitFor();
    await site.page.locator('.event-card', { hasText: 'user29999' }).waitFor();
  });

  test('filters by id, field, text, exclusion and time; chips take them back', async () => {
    await openFile('many.jsonl', log(1_000));
    await status('1,000 events');
    await site.page.getByRole('button', { name: '4625 100', exact: true }).click();
    await matched('100 of 1,000');
    await button('Remove the condition id:4625').click();
    await matched('1,000 events');
    for (const [text, count] of [
      ['-4625', '900 of 1,000'],
      ['TargetUserName=user77', '1 of 1,000'],
      ['who:user7*', '111 of 1,000'],
      ['outcome:failure computer:ws7*', '100 of 1,000'],
      ['since:2024-03-05T00:16:00Z', '40 of 1,000'],
      ['"failed to log" user990', '1 of 1,000'],
    ] as const) {
      await filter().fill(text);
      await matched(count);
    }
  });

  test('sorts by a column, up, down and back', async () => {
    await openFile('many.jsonl', log(200));
    await status('200 events');
    const first = (text: string) =>
      site.page.locator('.event-list [aria-rowindex="2"]', { hasText: text }).waitFor();
    const header = (name: string) =>
      site.page.locator('.event-list').getByRole('button', { name, exact: true });
    await first('user0');
    await header('Id').click();
    await first('4625');
    await header('Who').click();
    await header('Who').click();
    await first('user199');
    await header('Who').click();
    await first('user0');
  });

  test('the keyboard alone: list, card and back', async () => {
    await openFile('many.jsonl', log(50));
    await status('50 events');
    const list = site.page.getByRole('grid', { name: 'Events' });
    await list.focus();
    for (const key of ['j', 'ArrowDown', 'k', 'Home', 'ArrowDown', 'Enter'])
      await site.page.keyboard.press(key);
    await site.page.locator('.event-card h2:focus').waitFor();
    expect(await card()).toContain('user1');
    await site.page.keyboard.press('Escape');
    expect(await list.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('a value becomes a condition by its menu', async () => {
    await openFile('many.jsonl', log(50));
    await status('50 events');
    await button('What to do with the value of TargetUserName').click();
    await site.page.getByRole('menuitem', { name: 'Without these' }).click();
    await matched('49 of 50');
  });

  test('two events are compared, what differs is marked', async () => {
    await openFile('two.jsonl', log(2));
    await status('2 events');
    await button('Compare …').click();
    const differs = site.page.locator('.compare tr.differs');
    await differs.first().waitFor();
    const names = await differs.locator('th code').allInnerTexts();
    expect(names).toEqual(['Event', 'Outcome', 'Time', 'Computer', 'TargetUserName']);
  });

  test('an event that is kept is compared with one that is pasted later', async () => {
    const one = xml({ TargetUserName: 'anna' });
    await site.page.locator('#sample').fill(one);
    await button('Compare …').click();
    await button('Clear').click();
    await site.page.locator('#sample').fill(one.replace('anna', 'bert'));
    await site.page.getByRole('button', { name: /^Compare with 4634/ }).click();
    const differs = site.page.locator('.compare tr.differs');
    await differs.first().waitFor();
    expect(await differs.locator('td.value code').allInnerTexts()).toEqual(['anna', 'bert']);
    await button('Forget the kept event').click();
    await site.page.locator('.event-card .fields').waitFor();
    expect(await site.page.locator('.kept').isVisible()).toBe(false);
  });

  test('reading can be cancelled and keeps what it has', async () => {
    await site.page.evaluate(
      (text) => {
        const data = new DataTransfer();
        data.items.add(
          new File(
            Array.from({ length: 200 }, () => text),
            'many.jsonl',
          ),
        );
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
      },
      `${log(5_000)}\n`,
    );
    await button('Cancel').click();
    await status('cancelled, the rest was not read');
    expect(await site.page.locator('.event-list .rows .line').count()).toBeGreaterThan(5);
  });
});

describe('what leaves the page', () => {
  test('a link holds the event behind #, redacted if wanted, and opens it again', async () => {
    await button('XML').click();
    await site.page.locator('.event-card').waitFor();
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
    for (const name of ['XML', 'Message']) {
      await button(name).click();
      await status('1 event');
      await site.page.locator('.event-card').waitFor();
      await button('Clear').click();
    }
    site.asked.length = 0;
    await site.page.context().setOffline(true);
    await button('Message').click();
    await status('1 event');
    await site.page.locator('.event-card').waitFor();
    expect(site.asked).toEqual([]);
    await site.page.context().setOffline(false);
  });
});

describe('hostile input', () => {
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
});

describe('everyone', () => {
  test('a phone shows everything without scrolling sideways', async () => {
    await site.page.setViewportSize({ width: 320, height: 640 });
    await openFile('many.jsonl', log(30));
    await status('30 events');
    await site.page.locator('.event-card').waitFor();
    const overflow = () =>
      site.page.evaluate(() => {
        const widths = ['#decoder', '.pass-on'].map(
          (part) => document.querySelector(part)?.getBoundingClientRect().right ?? 0,
        );
        return (
          Math.max(...widths, document.querySelector('#decoder')?.scrollWidth ?? 0) - innerWidth
        );
      });
    expect(await overflow()).toBeLessThanOrEqual(0);
    await button('Copy, redact or share …').click();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });

  test.each(['light', 'dark'] as const)('no rule of axe is broken in %s', async (colorScheme) => {
    await site.page.emulateMedia({ colorScheme });
    const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
    const faults = async () => {
      await site.page.evaluate(axe);
      return site.page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const { violations } = await axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
    };
    expect(await faults()).toEqual([]);
    await button('Message').click();
    await site.page.locator('.event-card').waitFor();
    expect(await faults()).toEqual([]);
    await openFile('many.jsonl', log(30));
    await status('30 events');
    await site.page.locator('.many .event-card').waitFor();
    expect(await faults()).toEqual([]);
    await button('Copy, redact or share …').click();
    await site.page.locator('.preview', { hasText: 'Event' }).waitFor();
    expect(await faults()).toEqual([]);
  });

  test('script, definitions and styles of the first load stay within 120 KB', async () => {
    site.asked.length = 0;
    await site.page.reload({ waitUntil: 'networkidle' });
    const files = [...new Set(site.asked)]
      .map((url) => new URL(url).pathname)
      .filter((path) => !/\.(?:svg|woff2)$/.test(path))
      .map((path) => join(root, 'dist', path.endsWith('/') ? `${path}index.html` : path));
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    const bytes = files.map((file) => brotliCompressSync(readFileSync(file), options).length);
    expect(files.some((file) => file.endsWith('definitions.json'))).toBe(true);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(120_000);
  });
});

test('an event log is listed, and its events are decoded when they are looked at', async () => {
  const own = (name: string) =>
    as.xml(instance(eventData('PersonName', 'Way'), [as.string(name), as.uint32(2)]));
  const chunk = () => chunkOf(...['anna', 'bert', 'cora'].map(own)).finish();
  const broken = chunk();
  broken.fill(0xff, 0, 8);
  await site.page.locator('#decode-file').setInputFiles({
    name: 'door.evtx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(logOf(chunk(), broken, chunk())),
  });
  await status('Event log (.evtx): 9 events');
  expect(await site.page.locator('#decoded .problems').innerText()).toContain(
    'Chunk 2 does not begin with ElfChnk.',
  );
  await site.page.getByRole('searchbox', { name: /Filter/ }).fill('PersonName=cora');
  await site.page.locator('.matched', { hasText: '3 of 9' }).waitFor();
  await site.page.getByRole('grid').press('End');
  await site.page.locator('.event-card', { hasText: 'cora' }).waitFor();
  expect(await card()).toContain('No definition of event 7 of Acme-Door is known.');
});
