import { expect, test } from 'vitest';
import {
  as,
  chunkOf,
  ChunkWriter,
  event,
  eventData,
  instance,
  logOf,
} from '../decode/evtx/write-evtx.ts';
import { log, useDecoder, xml } from './decoder.ts';

const decoder = useDecoder();
const { site, status, matched, card, button, openFile } = decoder;

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
      data.items.add(new File(new Array(200).fill(text), 'many.jsonl'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
    },
    `${log(5_000)}\n`,
  );
  await site.page.locator('.event-list .rows .line').nth(5).waitFor();
  await button('Cancel').click();
  await status('cancelled, the rest was not read');
  await matched('events');
  await site.page.locator('.event-list .rows .line').nth(5).waitFor();
});

test('filtering can be stopped, and says what it has not looked at', async () => {
  const chunk = chunkOf(...Array.from({ length: 150 }, (_, index) => own(`user${index}`))).finish();
  await openFile('long.evtx', logOf(...new Array(700).fill(chunk)));
  await status('105,000 events');
  await site.page.getByRole('searchbox', { name: /Filter/ }).fill('no such text');
  await button('Stop filtering and sorting').click();
  await matched('not looked at');
  expect(await button('Stop filtering and sorting').isVisible()).toBe(false);
  await site.page.getByRole('searchbox', { name: /Filter/ }).fill('');
  await matched('105,000 events');
  await button('Copy or download …').click();
  await site.page.getByRole('button', { name: 'Download', exact: true }).click();
  await button('Stop').click();
  await site.page.locator('.pass-on .progress', { hasText: 'It was stopped.' }).waitFor();
});

const own = (name: string) =>
  as.xml(instance(eventData('PersonName', 'Way'), [as.string(name), as.uint32(2)]));

test('records that are missing in a log are told, in the list, in the card and as a filter', async () => {
  const chunk = new ChunkWriter();
  for (const number of [1n, 2n, 15n, 16n]) chunk.record(event(number, own('anna')), number);
  await openFile('gap.evtx', logOf(chunk.finish()));
  await status('4 events · 12 records missing in 1 place');
  const rows = site.page.locator('.event-list .rows .line.gap');
  await rows.waitFor();
  expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('12 missing before')]);
  await site.page.getByRole('button', { name: 'gaps 1', exact: true }).click();
  await matched('1 of 4');
  await site.page.getByRole('grid').press('Home');
  await expect
    .poll(card)
    .toContain('12 records are missing before this one in the log (numbers 3 to 14).');
});

test('a record that is damaged is told with its place, and its bytes can be seen', async () => {
  const chunk = chunkOf(...['anna', 'bert', 'cora'].map(own));
  const log = logOf(chunk.finish());
  const place = 4096 + (chunk.records[1] as number);
  log.fill(0xee, place, place + 4);
  await openFile('door.evtx', log);
  await status('3 events');
  const note = site.page.locator('.problems .callout', { hasText: `byte ${place}` });
  await note.getByText('The bytes there').click();
  await note
    .locator('pre', { hasText: `${place.toString(16).padStart(8, '0')}  ee ee ee ee` })
    .waitFor();
});

test('an event log is listed, and its events are decoded when they are looked at', async () => {
  const chunk = () => chunkOf(...['anna', 'bert', 'cora'].map(own)).finish();
  const broken = chunk();
  broken.fill(0xff, 0, 8);
  await openFile('door.evtx', logOf(chunk(), broken, chunk()));
  await status('Event log (.evtx): 9 events');
  expect(await site.page.locator('#decoded .problems').innerText()).toContain(
    'Chunk 2 does not begin with ElfChnk.',
  );
  await site.page.getByRole('searchbox', { name: /Filter/ }).fill('PersonName=cora');
  await matched('3 of 9');
  await site.page.getByRole('grid').press('End');
  await site.page.locator('.event-card', { hasText: 'cora' }).waitFor();
  expect(await card()).toContain('No definition of event 7 of Acme-Door is known.');
});

test('what is printed is the list as it is filtered, and its chosen event', async () => {
  await openFile('many.jsonl', log(300));
  await status('300 events');
  await filter().fill('id:4625');
  await matched('30 of 300');
  await site.page.emulateMedia({ media: 'print' });
  const printed = site.page.locator('.printed tbody tr:visible');
  const print = () => site.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect.poll(async () => (await print(), printed.count())).toBe(30);
  expect(await printed.last().innerText()).toContain('user290');
  expect(await site.page.locator('.event-card').isVisible()).toBe(true);
  expect(await site.page.locator('.event-list, .facets, .column-choice').first().isVisible()).toBe(
    false,
  );
  await site.page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(await site.page.locator('.printed').count()).toBe(0);
});

test('of a long list the first thousand are printed, and it is said', async () => {
  await openFile('many.jsonl', log(3_000));
  await matched('3,000 events');
  await site.page.emulateMedia({ media: 'print' });
  const words = site.page.locator('.printed > .note');
  await expect
    .poll(async () => {
      await site.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      return words.innerText();
    })
    .toContain('the first 1,000 of 3,000 events');
});
