import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { root } from '../content.ts';
import { useSite } from './serve.ts';

// A page that is left while it fades in says so on the console.
const site = useSite();

/** Opens the page at an address and waits until the log is drawn. */
async function open(hash = '', page: Page = site.page): Promise<void> {
  await page.goto(`${site.base}/correlate/${hash}`);
  await page.locator('#correlate[data-drawn]').waitFor();
}

const result = () => site.page.locator('#correlate-result').innerText();
const rows = () => site.page.locator('.chain-table tbody tr[aria-rowindex]');
const selectedRow = () => site.page.locator('.chain-table tr[aria-selected=true]');
const logOf = (scenario: string) =>
  readFileSync(join(root, `content/scenarios/${scenario}/events.xml`), 'utf8');

beforeEach(async () => {
  await site.page.setViewportSize({ width: 1280, height: 900 });
});

test('it opens on a scenario: a sentence, bars, and a row for each', async () => {
  await open();
  expect(await result()).toMatch(/^3 logon sessions, 5 processes, .*; 6 hidden\.$/);
  expect(await site.page.locator('#timeline .timeline-scroll .chain').count()).toBe(
    await rows().count(),
  );
  expect(await site.page.locator('[data-story=working-day]').isVisible()).toBe(true);
  expect(await site.page.locator('[data-story=uac-pair]').isVisible()).toBe(false);
});

test('a scenario is drawn before its log is read again, and what is asked meanwhile is answered then', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const log = '**/scenarios/uac-pair.xml';
  await site.page.context().route(log, async (route) => {
    await held;
    await route.continue();
  });
  await open('#scenario=uac-pair');
  const drawn = await result();
  await rows().first().click();
  expect(await site.page.locator('#inspector-body h2').count()).toBe(0);
  release();
  await site.page.locator('#inspector-body h2').first().waitFor();
  expect(await result()).toBe(drawn);
  await site.page.context().unroute(log);
});

test('a chain of a log that could not be read says so when it is asked for, and so does an export', async () => {
  const log = '**/scenarios/uac-pair.xml';
  await site.page.context().route(log, (route) => route.fulfill({ status: 503 }));
  await open('#scenario=uac-pair');
  await rows().first().click();
  const why = /could not be loaded \(503\)\. Load the page again/;
  const said = site.page.locator('#inspector-body [role=alert]');
  await said.waitFor();
  expect(await said.innerText()).toMatch(why);
  await site.page
    .locator('[data-save=json]')
    .first()
    .evaluate((save) => (save as HTMLElement).click());
  await expect.poll(() => site.page.locator('#export-done').textContent()).toMatch(why);
  await site.page.context().unroute(log);
});

test('a scenario without what was read at the build is read in the page, to the same result', async () => {
  await open('#scenario=uac-pair');
  const before = await result();
  const count = await rows().count();
  const file = '**/scenarios/uac-pair.json';
  await site.page.context().route(file, (route) => route.fulfill({ json: null }));
  await site.page.reload();
  await site.page.locator('#correlate[data-drawn]').waitFor();
  expect(await site.page.locator('#correlate-status').innerText()).toMatch(/ ms\.$/);
  expect(await result()).toBe(before);
  expect(await rows().count()).toBe(count);
  await site.page.context().unroute(file);
});

test('on a wide screen the picture is as wide as the header', async () => {
  await site.page.setViewportSize({ width: 2560, height: 1440 });
  await open();
  const edges = (selector: string) =>
    site.page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { left, right } = element.getBoundingClientRect();
        return [Math.round(left), Math.round(right)];
      });
  const [left] = await edges('.top .name');
  const [, right] = await edges('.top .theme');
  expect(await edges('#timeline')).toEqual([left, right]);
});

test('every scenario opens, and finds what its list of rules promises', async () => {
  await open();
  const ids = await site.page
    .locator('#scenario option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  for (const id of ids.filter(Boolean)) {
    await open(`#scenario=${id}`);
    await site.page.reload();
    await site.page.locator('#correlate[data-drawn]').waitFor();
    expect(await rows().count(), id).toBeGreaterThan(0);
    expect(await site.page.locator('#correlate-problems').isVisible()).toBe(false);
  }
});

test('table, picture and side are one selection', async () => {
  await open('#scenario=lost-logoff');
  await site.page
    .locator('#timeline .timeline-scroll .chain.lost .body')
    .first()
    .click({ position: { x: 4, y: 4 } });
  expect(await selectedRow().innerText()).toContain('end lost');
  await site.page.locator('#inspector-body h2').waitFor();
  expect(await site.page.locator('#inspector').innerText()).toContain(
    'its logoff was never written',
  );
  await rows().last().click();
  expect(await site.page.locator('#timeline .timeline-scroll .chain.selected').count()).toBe(1);
  const chain = await site.page
    .locator('#timeline .timeline-scroll .chain.selected')
    .getAttribute('data-chain');
  expect(await site.page.locator('#correlate').getAttribute('data-selected')).toBe(chain);
});

test('a join says which fields matched, with both values, and why it holds', async () => {
  await open('#scenario=reboot-reuses-ids&rule=logon-session&record=30129');
  await site.page.locator('#inspector-body h2', { hasText: 'Logon session' }).waitFor();
  const step = site.page.locator('#inspector .step.close').last();
  await step.locator('.why summary').click();
  const why = await step.locator('.why').innerText();
  expect(why).toContain('TargetLogonId');
  expect(why.match(/0x3a51c/g)).toHaveLength(2);
  expect(why).toMatch(/run of Windows|boot/i);
  // The record of the address is opened as a card.
  const card = step.locator('.event-card');
  await card.waitFor();
  expect(await card.innerText()).toContain('CORP\\ben');
  expect(await card.getByRole('link', { name: 'Open in decoder' }).getAttribute('href')).toMatch(
    /^\/decode\/#d=[\w-]+$/,
  );
});

test('an event opens in the decoder', async () => {
  await open('#scenario=uac-pair&record=49623');
  const link = site.page.getByRole('link', { name: 'Open in decoder' }).first();
  await link.click();
  await site.page.waitForURL(/\/decode\/#d=/);
  await site.page.getByText('User initiated logoff').first().waitFor();
});

test('the halves of a pair lead to each other', async () => {
  await open('#scenario=uac-pair&rule=logon-session');
  expect(await site.page.locator('#timeline .timeline-scroll .pair path').count()).toBe(1);
  expect(await rows().allInnerTexts()).toEqual([
    expect.stringContaining('Interactive, elevated'),
    expect.stringContaining('Interactive, filtered'),
  ]);
  await rows().first().click();
  await site.page.locator('#inspector h3', { hasText: 'Its other half' }).waitFor();
  const before = await site.page.locator('#correlate').getAttribute('data-selected');
  await site.page.locator('#inspector h3:has-text("Its other half") + ul .jump').click();
  await site.page.locator(`#correlate:not([data-selected="${before}"])`).waitFor();
  // The button that was pressed is gone: the focus is on what took its place.
  expect(
    await site.page.evaluate(() => document.activeElement?.matches('#inspector-body > h2')),
  ).toBe(true);
});

test('the story leads to the events that it tells of', async () => {
  await open('#scenario=handle-duplication');
  await site.page.locator('.story a', { hasText: 'deletes' }).click();
  await site.page.locator('#inspector-body h2', { hasText: 'Object access by handle' }).waitFor();
  expect(await site.page.locator('#inspector').innerText()).toContain('draft.docx');
  await site.page.getByRole('tab', { name: 'Story' }).click();
  expect(await site.page.locator('[data-story=handle-duplication]').isVisible()).toBe(true);
});

test('by keyboard alone: rows, zoom, details, tree', async () => {
  await open('#scenario=lateral-movement');
  await rows().first().focus();
  await site.page.keyboard.press('ArrowDown');
  await site.page.keyboard.press('j');
  expect(await selectedRow().getAttribute('aria-rowindex')).toBe('4');
  expect(await site.page.locator('#timeline .timeline-scroll .chain.selected').count()).toBe(1);
  const labels = () => site.page.locator('#timeline .timeline-scroll .grid text').allTextContents();
  const before = await labels();
  await site.page.keyboard.press('+');
  await expect.poll(labels).not.toEqual(before);
  await site.page.keyboard.press('0');
  await expect.poll(labels).toEqual(before);
  await site.page.keyboard.press('Enter');
  await site.page.locator('#inspector-body > h2:focus').waitFor();
  await site.page.getByRole('tab', { name: 'Table' }).focus();
  await site.page.keyboard.press('ArrowRight');
  const items = site.page.locator('[role=treeitem]');
  await items.first().waitFor();
  const all = await items.count();
  await items.first().focus();
  await site.page.keyboard.press('ArrowLeft');
  await expect.poll(() => items.count()).toBeLessThan(all);
  await site.page.keyboard.press('ArrowRight');
  await expect.poll(() => items.count()).toBe(all);
  await site.page.keyboard.press('ArrowDown');
  await site.page.keyboard.press('ArrowDown');
  expect(await site.page.locator('[role=treeitem][aria-selected=true]').count()).toBe(1);
});

test('an event of a chain that is hidden as noise shows the chain, and the event', async () => {
  await open('#scenario=working-day&record=48223');
  await site.page.locator('#inspector .event-card').first().waitFor();
  expect(await site.page.locator('#inspector .event-card').first().innerText()).toContain('4648');
  expect(await selectedRow().innerText()).toContain('Explicit credentials');
});

test('filters narrow both lists, and what is hidden is counted', async () => {
  await open('#scenario=idle-disconnect');
  expect(await result()).toContain('2 hidden');
  const all = await rows().count();
  await site.page.locator('#noise-summary').click();
  await site.page.getByLabel(/Computer accounts/).uncheck();
  await expect.poll(() => rows().count()).toBe(all + 2);
  await expect.poll(result).not.toContain('hidden');
  await site.page.getByLabel('Rule', { exact: true }).selectOption('logon-session');
  await expect.poll(() => rows().count()).toBe(6);
  await site.page.getByLabel('Account', { exact: true }).selectOption('CORP\\anna');
  await expect.poll(() => rows().count()).toBe(4);
  await site.page.getByLabel('Logon type', { exact: true }).selectOption('3');
  await expect.poll(() => rows().count()).toBe(3);
  await site.page.getByLabel('Computer', { exact: true }).selectOption('fs2.corp.example');
  await expect.poll(() => rows().count()).toBe(3);
  expect(await site.page.locator('#timeline .timeline-scroll .chain').count()).toBe(3);
  await site.page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(() => rows().count()).toBe(all + 2);
});

/** Hands a file to the page as the file box does. */
async function give(files: { name: string; text: string }[]): Promise<void> {
  const drawn = await site.page.locator('#correlate').getAttribute('data-drawn');
  await site.page.locator('#correlate-files').setInputFiles(
    files.map(({ name, text }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(text),
    })),
  );
  await site.page.locator(`#correlate:not([data-drawn="${drawn}"])`).waitFor();
}

test('files of one’s own, several at once, and none of it leaves the page', async () => {
  await open();
  await site.page.waitForLoadState('networkidle');
  site.asked.length = 0;
  await give([
    { name: 'ws7.xml', text: logOf('uac-pair') },
    { name: 'fs2.xml', text: logOf('remote-desktop') },
  ]);
  expect(await site.page.locator('#correlate-status').innerText()).toContain(
    '39 events of 2 computers',
  );
  // Code tables of the site, the same for every log that has such a field.
  const ours = /\/(?:favicon\.svg|decode\/tables\/[a-z0-9-]+\.json)$/;
  expect(site.asked.filter((address) => !ours.test(address))).toEqual([]);
  expect(await site.page.locator('#scenario').inputValue()).toBe('');
  expect(new URL(site.page.url()).hash).toBe('');
});

test('years without events take up little room', async () => {
  await open();
  const before = logOf('uac-pair').replaceAll('2024-', '2019-');
  await give([
    { name: 'before.xml', text: before },
    { name: 'now.xml', text: logOf('uac-pair') },
  ]);
  const days = site.page.locator('.timeline-svg .day');
  expect(await days.allTextContents()).toEqual(['2019-03-05', '2024-03-05']);
  expect(await site.page.locator('.timeline-svg .folds text').textContent()).toBe('1,827 d');
  const sessions = site.page.locator('.timeline-svg .chain.upper .body');
  const widths = await sessions.evaluateAll((bars) =>
    bars.map((bar) => bar.getBoundingClientRect().width),
  );
  expect(Math.max(...widths)).toBeGreaterThan(100);
  await site.page.locator('#time-range summary').click();
  expect(await site.page.locator('#time-from').inputValue()).toMatch(/^2019-03-05 /);
  await site.page.locator('#time-from').fill('2024-03-05 00:00:00');
  await site.page.locator('#time-from').press('Enter');
  await expect.poll(() => days.allTextContents()).toEqual(['2024-03-05']);
});

test('what lies over the page closes by Escape, which leads back to what opened it and keeps what was typed', async () => {
  await open();
  const summary = site.page.locator('.paste summary');
  const text = site.page.getByRole('textbox', { name: 'Events of any format' });
  await summary.press('Enter');
  await text.fill('4624');
  await text.press('Escape');
  expect(await text.isVisible()).toBe(false);
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await summary.press('Enter');
  expect(await text.inputValue()).toBe('4624');
});

test('on paper the picture has every bar that the screen has', async () => {
  await open();
  const bars = site.page.locator('#timeline .timeline-scroll .chain');
  expect(await bars.count()).toBeGreaterThan(5);
  await site.page.emulateMedia({ media: 'print' });
  const shown = await bars.evaluateAll((all) => all.map((bar) => getComputedStyle(bar).display));
  expect(shown).not.toContain('none');
});

test('a paste of text, and hostile values stay text', async () => {
  await open();
  const event = (id: number, record: number, second: number) => `<Event><System>
    <Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>${id}</EventID><Version>0</Version>
    <TimeCreated SystemTime="2024-03-05T08:00:0${second}.000Z"/><EventRecordID>${record}</EventRecordID>
    <Channel>Security</Channel><Computer>&lt;img src=x onerror=alert(1)></Computer></System><EventData>
    <Data Name="TargetUserName">&lt;script>alert(1)&lt;/script></Data><Data Name="TargetLogonId">0x41</Data>
    <Data Name="LogonType">2</Data></EventData></Event>`;
  await site.page.locator('.paste summary').click();
  await site.page.locator('#correlate-text').fill(event(4624, 1, 1) + event(4634, 2, 5));
  const drawn = await site.page.locator('#correlate').getAttribute('data-drawn');
  await site.page.getByRole('button', { name: 'Correlate these' }).click();
  await site.page.locator(`#correlate:not([data-drawn="${drawn}"])`).waitFor();
  expect(await result()).toBe('1 logon session.');
  await rows().first().click();
  await site.page.locator('#inspector-body h2').waitFor();
  expect(await site.page.locator('#correlate img, #correlate script').count()).toBe(0);
  expect(await site.page.locator('#inspector').innerText()).toContain('<script>alert(1)</script>');
});

test('a log without any chain says what rules need, and what it has', async () => {
  await open();
  await give([
    { name: 'none.xml', text: logOf('lockout').replaceAll(/<EventID>\d+/g, '<EventID>6424') },
  ]);
  const none = await site.page.locator('#none-found').innerText();
  expect(none).toContain('Logon session begins with 4624 (none here)');
  expect(none).toContain('The log holds 6424 (16).');
});

test('parts that cannot be read are counted, the rest is correlated', async () => {
  await open();
  await give([{ name: 'cut.xml', text: logOf('uac-pair').slice(0, -800) }]);
  expect(await site.page.locator('#correlate-status').innerText()).toContain('15 events');
  expect(await site.page.locator('#correlate-problems summary').innerText()).toBe(
    '1 part could not be read',
  );
  await give([{ name: 'no.txt', text: 'hello' }]);
  expect(await site.page.locator('#correlate-problems').innerText()).toContain('could not be read');
});

/** A file with a log of so many events, outside the repository. */
function longFile(events: number): string {
  const file = join(mkdtempSync(join(tmpdir(), 'audit-atlas-')), 'long.jsonl');
  writeFileSync(file, longLog(events));
  return file;
}

/** A log of so many events: sessions of many accounts, open and closed in turn. */
function longLog(events: number): string {
  const lines: string[] = [];
  const start = Date.parse('2024-03-05T00:00:00Z');
  for (let index = 0; index < events; index += 1) {
    const session = Math.floor(index / 2);
    lines.push(
      JSON.stringify({
        provider: 'Microsoft-Windows-Security-Auditing',
        channel: 'Security',
        eventId: index % 2 === 0 ? 4624 : 4634,
        version: index % 2 === 0 ? 2 : 0,
        timeCreated: new Date(start + session * 4_000 + (index % 2) * 15_000).toISOString(),
        computer: `srv${session % 5}.corp.example`,
        recordId: String(index + 1),
        data: {
          TargetUserSid: `S-1-5-21-1-2-3-${1_000 + (session % 90)}`,
          TargetUserName: `user${session % 90}`,
          TargetDomainName: 'CORP',
          TargetLogonId: `0x${(session + 4_096).toString(16)}`,
          LogonType: '2',
          IpAddress: `10.20.${session % 9}.${session % 200}`,
          ProcessName: 'C:\\Windows\\System32\\svchost.exe',
          WorkstationName: 'W'.repeat(120),
        },
      }),
    );
  }
  return lines.join('\n');
}

test('twenty megabytes: read in the worker, and only the rows in sight are drawn', async () => {
  await open();
  await site.page.locator('#correlate-files').setInputFiles(longFile(36_000));
  await site.page.locator('#correlate-result', { hasText: '18,000 logon sessions' }).waitFor();
  await site.page.locator('.chain-table').evaluate((box) => box.scrollTo(0, 100_000));
  await site.page.locator('.timeline-scroll').evaluate((box) => box.scrollTo(0, 1_000));
  await site.page.waitForTimeout(300);
  expect(await rows().count()).toBeLessThan(60);
});

/** What printing does to the page; @returns the rows and bars that stand on paper. */
async function printed(): Promise<{
  rows: number;
  bars: number;
  picture: string;
  note: boolean;
}> {
  await site.page.emulateMedia({ media: 'print' });
  await site.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const paper = {
    rows: await site.page.locator('[data-index]:visible').count(),
    bars: await site.page.locator('.timeline-scroll .chain:visible').count(),
    picture: await site.page.locator('#timeline .on-paper').innerText(),
    note: await site.page.locator('#lists .on-paper').isVisible(),
  };
  await site.page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await site.page.emulateMedia({ media: null });
  return paper;
}

test('all rows of a list are printed, with a sheet of the picture, and it is said which', async () => {
  await open();
  await give([{ name: 'long.jsonl', text: longLog(600) }]);
  const picture =
    /^Printed are lanes 1 to 40 of \d+; Export saves the whole picture as SVG or PNG\.$/;
  const first = await printed();
  expect(first).toMatchObject({ rows: 300, note: false });
  expect(first.picture).toMatch(picture);
  expect(first.bars).toBeGreaterThan(30);
  await expect.poll(() => rows().count()).toBeLessThan(60);
  await site.page.locator('#tab-tree').click();
  await site.page.locator('[role=treeitem]').first().waitFor();
  expect(await printed()).toMatchObject({ rows: 305, note: false });
});

test('a picture that the window cuts is whole on paper', async () => {
  await site.page.setViewportSize({ width: 390, height: 500 });
  await open();
  const bars = await site.page.locator('.timeline-scroll .chain').count();
  const onPaper = await printed();
  expect(onPaper.bars).toBeGreaterThan(bars);
  expect(onPaper.picture).toBe('');
});

test('of a long list the first thousand rows are printed, and it is said', async () => {
  await open();
  await give([{ name: 'long.jsonl', text: longLog(2_200) }]);
  expect(await printed()).toMatchObject({ rows: 1_000, note: true });
});

test('the boxes of the time range have names that say what they are', async () => {
  await open();
  await site.page.locator('#time-range summary').click();
  for (const name of ['Time range from', 'Time range to'])
    expect(await site.page.getByRole('textbox', { name, exact: true }).count()).toBe(1);
});

test('processes that nest without end are shown, in the table and in the tree', async () => {
  await open();
  const file = join(mkdtempSync(join(tmpdir(), 'audit-atlas-')), 'deep.jsonl');
  const lines = Array.from({ length: 12_000 }, (_, at) =>
    JSON.stringify({
      EventID: 4688,
      Channel: 'Security',
      Computer: 'ws1',
      EventRecordID: at + 1,
      TimeCreated: '2024-03-05T08:00:00Z',
      NewProcessId: `0x${(at + 17).toString(16)}`,
      ProcessId: `0x${(at + 16).toString(16)}`,
      NewProcessName: 'C:\\a.exe',
    }),
  );
  writeFileSync(file, lines.join('\n'));
  await site.page.locator('#correlate-files').setInputFiles(file);
  await site.page.locator('#correlate-result', { hasText: '12,000 processes' }).waitFor();
  await rows().first().click();
  await site.page.keyboard.press('End');
  await site.page.locator('#tab-tree').click();
  await site.page.locator('.node[aria-level="12001"]').waitFor();
});

test('in a long table End goes to the last row, Page Up back, and Home to the first', async () => {
  await open();
  await site.page.locator('#correlate-files').setInputFiles(longFile(2_000));
  await site.page.locator('#correlate-result', { hasText: '1,000 logon sessions' }).waitFor();
  await rows().nth(2).click();
  const inSight = () =>
    site.page.locator('.chain-table tr:focus').evaluate((row) => {
      const box = (row.closest('.chain-table') as Element).getBoundingClientRect();
      const { top, bottom } = row.getBoundingClientRect();
      return top < box.top || bottom > box.bottom + 2 ? -1 : Number(row.ariaRowIndex);
    });
  const press = async (key: string) => {
    await site.page.keyboard.press(key);
    // What the browser does to a scrolled box it does until the next frame.
    await site.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    return inSight();
  };
  const count = Number(await site.page.locator('.chain-table table').getAttribute('aria-rowcount'));
  const last = await press('End');
  expect(last).toBe(count);
  expect(await press('PageUp')).toBeLessThan(last - 5);
  expect(await press('Home')).toBe(2);
});

test('reading can be stopped, and keeps what it has', async () => {
  await open();
  await site.page.locator('#correlate-files').setInputFiles(longFile(60_000));
  await site.page.locator('#correlate-status', { hasText: /Reading long.jsonl: / }).waitFor();
  await site.page.getByRole('button', { name: 'Cancel' }).click();
  await site.page.locator('#correlate-status', { hasText: 'Stopped' }).waitFor();
  expect(await rows().count()).toBeGreaterThan(0);
});

/** Pastes a log while a file that the page waits for is held back. */
async function pasteBefore(file: string, hash: string, then: () => Promise<void>): Promise<void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await site.page.context().route(file, async (route) => {
    await held;
    await route.continue();
  });
  await site.page.goto(`${site.base}/correlate/${hash}`);
  await site.page.locator('#correlate-text').evaluate((box, text) => {
    (box as HTMLTextAreaElement).value = text;
  }, logOf('lost-logoff'));
  await site.page
    .locator('#correlate-paste')
    .evaluate((button) => (button as HTMLButtonElement).click());
  await then();
  release();
  await site.page.locator('#correlate[data-drawn]').waitFor();
  await site.page.context().unroute(file);
}

test('reading can be stopped before the rules are there', async () => {
  await pasteBefore('**/correlate/rules.json', '', async () => {
    await site.page.getByRole('button', { name: 'Cancel' }).click();
  });
  await site.page.locator('#correlate-status', { hasText: /^Stopped; / }).waitFor();
});

test('what the address asks of one log is not asked of another that is opened meanwhile', async () => {
  const ask = '#scenario=uac-pair&record=49613';
  await pasteBefore('**/correlate/shown-rules.json', ask, () => Promise.resolve());
  await site.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await site.page.locator('#correlate-status').innerText()).toMatch(/^\d+ events/);
});

test('exports: chains as JSON, CSV and Markdown, the timeline as SVG and PNG', async () => {
  await open('#scenario=uac-pair');
  await site.page.locator('.export summary').click();
  const save = async (name: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      site.page.waitForEvent('download'),
      site.page.getByRole('button', { name, exact: true }).click(),
    ]);
    return readFileSync(await download.path());
  };
  const json = (await save('JSON')).toString().trim().split('\n');
  expect(json.map((line) => (JSON.parse(line) as { rule: string }).rule)).toContain(
    'logon-session',
  );
  expect(json.length).toBe(await rows().count());
  expect((await save('CSV')).toString().split('\r\n').length).toBe(json.length + 2);
  expect((await save('Markdown')).toString()).toContain('## Logon session: CORP\\\\adm-anna');
  const svg = (await save('SVG')).toString();
  expect(svg).toContain('Interactive');
  expect(svg).not.toContain('class="timeline-svg"');
  expect(svg).toMatch(/fill="rgb/);
  expect([...(await save('PNG')).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
});

test('the zone and the stretch of time can be chosen', async () => {
  await open('#scenario=uac-pair');
  await site.page.locator('#time-range summary').click();
  await site.page.locator('#time-from').fill('2024-03-05 13:10:00');
  await site.page.locator('#time-from').press('Tab');
  await expect
    .poll(() => site.page.locator('#timeline .timeline-scroll .grid text').allTextContents())
    .toContain('13:15');
  await site.page.locator('#time-to').fill('yesterday');
  await site.page.locator('#time-to').press('Tab');
  const [from, to] = [site.page.locator('#time-from'), site.page.locator('#time-to')];
  const wrong = site.page.locator('#time-wrong');
  expect(await to.getAttribute('aria-invalid')).toBe('true');
  expect(await from.getAttribute('aria-invalid')).toBe('false');
  expect(await wrong.innerText()).toMatch(/^“yesterday” is no time\. Write one as 2024-/);
  await to.fill('2024-03-05 13:00:00');
  await to.press('Tab');
  await expect.poll(() => wrong.innerText()).toBe('The range ends before it begins.');
  await to.fill('2024-03-05 13:40:00');
  await to.press('Tab');
  await expect.poll(() => wrong.innerText()).toBe('');
  expect(await to.getAttribute('aria-invalid')).not.toBe('true');
});

const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
  const context = await site.browser.newContext({ colorScheme, bypassCSP: true });
  const page = await context.newPage();
  for (const path of [
    '/correlate/#scenario=lateral-movement&record=49006',
    '/correlate/logon-session/',
  ]) {
    await page.goto(site.base + path);
    if (path.includes('#')) await page.locator('#inspector .event-card').first().waitFor();
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
    expect(found, path).toEqual([]);
  }
  await context.close();
});

test('nothing is wider than a phone', async () => {
  await site.page.setViewportSize({ width: 320, height: 700 });
  await open('#scenario=uac-pair&record=49612');
  await site.page.locator('#inspector .event-card').first().waitFor();
  const wide = () => site.page.locator('main').evaluate((main) => main.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(320);
  await site.page.goto(`${site.base}/correlate/object-access/`);
  expect(await wide()).toBeLessThanOrEqual(320);
});

test('rule pages: the diagram leads to events, the scenario to the demo', async () => {
  await site.page.goto(`${site.base}/correlate/logon-session/`);
  expect(await site.page.locator('.rule-diagram .id').allInnerTexts()).toEqual(
    expect.arrayContaining(['4624', '4634', '4647', '4672']),
  );
  await site.page.locator('a[href*="#scenario="]').first().click();
  await site.page.locator('#correlate[data-drawn]').waitFor();
  expect(await site.page.getByLabel('Rule', { exact: true }).inputValue()).toBe('logon-session');
});

test('an event’s page opens the demo at the event itself', async () => {
  await site.page.goto(`${site.base}/security/4690/`);
  await site.page.getByRole('link', { name: 'Show me' }).click();
  const opened = site.page.locator('#inspector .step.opened');
  await opened.waitFor();
  expect(await opened.locator('.id').innerText()).toBe('4690');
  expect(await site.page.locator('#scenario').inputValue()).toBe('handle-duplication');
});

test('without script the stories and the rules are there, and no control that does nothing', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.base}/correlate/`);
  for (const story of ['working-day', 'handle-duplication'])
    expect(await page.locator(`[data-story=${story}]`).isVisible()).toBe(true);
  expect(await page.locator('.rule-list a').count()).toBe(22);
  expect(await page.locator('#correlate :is(button, select, input):visible').count()).toBe(0);
  await context.close();
});

test('the keys of the page stand in the dialog of ?, and work wherever the focus is', async () => {
  await open('#scenario=working-day');
  await site.page.keyboard.press('?');
  expect(await site.page.locator('dialog.keys').innerText()).toContain('Fit the selected chain');
  await site.page.keyboard.press('Escape');
  await site.page.keyboard.press('j');
  const first = await selectedRow().getAttribute('aria-rowindex');
  await site.page.keyboard.press('j');
  expect(await selectedRow().getAttribute('aria-rowindex')).toBe(String(Number(first) + 1));
});

test('the line to the chain above opens why the chain hangs below it', async () => {
  await open('#scenario=working-day&rule=process');
  await site.page.locator('#filter-rule').selectOption('');
  await site.page.locator('.chain-table tr', { hasText: 'Process tree' }).nth(1).click();
  await site.page.locator('#inspector-body .why.parent').first().waitFor({ state: 'attached' });
  await site.page.locator('#timeline .reach[data-link=parent]').dispatchEvent('pointerdown');
  await site.page.locator('#timeline .reach[data-link=parent]').dispatchEvent('pointerup');
  expect(
    await site.page.locator('#inspector-body .why.parent').first().getAttribute('open'),
  ).not.toBeNull();
});
