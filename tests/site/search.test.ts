import { beforeEach, expect, test } from 'vitest';
import { useSite } from './serve.ts';

const site = useSite();
const box = () => site.page.getByRole('combobox', { name: /Search event ids/ });
const options = () => site.page.getByRole('listbox').getByRole('option');
const focused = () => site.page.evaluate(() => document.activeElement?.tagName);

beforeEach(async () => {
  await site.page.goto(`${site.base}/security/4624/`);
});

async function type(text: string): Promise<void> {
  await site.page.keyboard.press('/');
  await site.page.keyboard.type(text);
  await options().first().waitFor();
}

test.each([
  ['538', '538 User Logoff', 'is 4634 since Vista'],
  ['0xC000006A', '0xc000006a STATUS_WRONG_PASSWORD', 'seen in 4625'],
  ['code:0x12', '0x12 KDC_ERR_CLIENT_REVOKED', 'Kerberos result code'],
  ['46324', '4624 An account was successfully logged on', 'Logon/Logoff › Logon'],
  ['TargetLogonld', 'TargetLogonId', 'field of'],
  ['4634 538', '4634 An account was logged off', 'Logon/Logoff › Logoff'],
])('the list previews %s', async (query, first, detail) => {
  await type(query);
  const text = async () => (await options().first().innerText()).replace(/\s+/g, ' ');
  await expect.poll(text).toContain(first);
  expect(await text()).toContain(detail);
});

test('an id has the names of the flags that it may be the sum of; without them it is answered all the same', async () => {
  await type('512');
  await expect.poll(() => options().nth(1).innerText()).toContain('UF_NORMAL_ACCOUNT');
  let asked = 0;
  const page = await site.browser.newPage({ serviceWorkers: 'block' });
  await page.route('**/search/codes/number-*', (route) => {
    asked += 1;
    return route.abort();
  });
  await page.goto(`${site.base}/security/4624/`);
  await page.keyboard.press('/');
  await page.keyboard.type('512');
  await page.getByRole('option', { name: '512 Windows is starting up' }).waitFor();
  await page.waitForTimeout(500);
  expect(asked).toBeLessThan(10);
  await page.close();
});

test('a combobox: the box keeps the focus, the arrows move the option that it names', async () => {
  await type('logged off');
  expect(await box().getAttribute('aria-expanded')).toBe('true');
  const list = await box().getAttribute('aria-controls');
  expect(await site.page.locator(`#${list}`).getAttribute('role')).toBe('listbox');
  expect(await box().getAttribute('aria-activedescendant')).toBeNull();
  await site.page.keyboard.press('ArrowDown');
  const active = await box().getAttribute('aria-activedescendant');
  const option = site.page.locator(`#${active}`);
  expect(await option.getAttribute('aria-selected')).toBe('true');
  expect(await option.getAttribute('href')).toBe('/security/4634/');
  await site.page.keyboard.press('ArrowUp');
  expect(await box().getAttribute('aria-activedescendant')).toBeNull();
  await site.page.locator('site-search [role=status]', { hasText: 'answer' }).waitFor({
    state: 'attached',
  });
  await site.page.keyboard.press('Tab');
  expect(await box().getAttribute('aria-expanded')).toBe('false');
});

test('below what is called so stand pages whose text holds the words, of one list with it', async () => {
  await type('idle connections');
  const hit = options().filter({ has: site.page.locator('mark') });
  await hit.first().waitFor();
  const texts = await options().allInnerTexts();
  const all = texts.findIndex((text) => text.includes('Search all text for “idle connections”'));
  expect(texts.length).toBeGreaterThan(all + 1);
  await site.page.keyboard.press('ArrowUp');
  const active = await box().getAttribute('aria-activedescendant');
  expect(active).toBe(await options().last().getAttribute('id'));
  const address = await options().last().getAttribute('href');
  await site.page.keyboard.press('Enter');
  await site.page.waitForURL(`${site.base}${address}`);
});

test('a number that no page holds is not answered by pages with a shorter one', async () => {
  const said = async (query: string) => {
    await site.page.goto(`${site.base}/search/?q=${query}`);
    const status = site.page.locator('#search-status', { hasText: 'these words' });
    await status.waitFor();
    return [await status.innerText(), await site.page.locator('#words a').count()];
  };
  expect(await said('66048')).toEqual([expect.stringContaining('No page holds these words.'), 0]);
  expect(await said('0x80070005')).toEqual([expect.stringContaining('No page holds'), 0]);
  expect((await said('0xc000006a'))[0]).toMatch(/ [1-9]\d* pages? holds? these words/);
});

test('a word that no page holds is not answered by pages with its first letters', async () => {
  await site.page.goto(`${site.base}/search/?q=solarwinds`);
  await site.page.locator('#search-status', { hasText: 'No page holds' }).waitFor();
  expect(await site.page.locator('#words a').count()).toBe(0);
});

test('an id or a code is not looked for in the text', async () => {
  const asked: string[] = [];
  site.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await type('4634');
  await type('0xC000006A');
  await site.page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.startsWith('/pagefind/'))).toEqual([]);
});

test('Esc closes the list, clears the box, and gives the focus back', async () => {
  await site.page.locator('main a').first().focus();
  await type('logon');
  await site.page.keyboard.press('Escape');
  expect(await options().count()).toBe(0);
  expect(await box().inputValue()).toBe('logon');
  await site.page.keyboard.press('Escape');
  expect(await box().inputValue()).toBe('');
  await site.page.keyboard.press('Escape');
  expect(await focused()).toBe('A');
});

test('Ctrl+Enter opens a new tab', async () => {
  await type('4634');
  const [tab] = await Promise.all([
    site.page.context().waitForEvent('page'),
    site.page.keyboard.press('Control+Enter'),
  ]);
  await tab.waitForURL(`${site.base}/security/4634/`);
  await tab.close();
  expect(site.page.url()).toBe(`${site.base}/security/4624/`);
});

test('a digit outside fields opens the box, holding it; what is selected is the query', async () => {
  await site.page.keyboard.press('5');
  await site.page.keyboard.type('38');
  expect(await box().inputValue()).toBe('538');
  await site.page.reload();
  await site.page.locator('h1 .id').first().waitFor();
  await site.page.evaluate(() => {
    getSelection()?.selectAllChildren(document.querySelector('h1 .id') as Node);
  });
  await site.page.keyboard.press('Control+k');
  expect(await box().inputValue()).toBe('4624');
});

test('? shows the keys, and the switch turns single keys off', async () => {
  await site.page.keyboard.press('?');
  const dialog = site.page.getByRole('dialog', { name: 'Keys of this page' });
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('Search for an event id that begins so');
  await dialog.getByRole('checkbox').uncheck();
  await site.page.keyboard.press('Escape');
  await site.page.reload();
  await site.page.keyboard.press('/');
  expect(await focused()).toBe('BODY');
  await site.page.keyboard.press('Control+k');
  expect(await focused()).toBe('INPUT');
});

test('what was looked up is there when the empty box is opened, and can be cleared', async () => {
  await type('538');
  await site.page.keyboard.press('Enter');
  await site.page.waitForURL(`${site.base}/security/legacy/538/`);
  await site.page.keyboard.press('/');
  await options().first().waitFor();
  expect(await options().allInnerTexts()).toEqual([expect.stringContaining('538 User Logoff')]);
  await site.page.getByRole('button', { name: 'Pin 538' }).click();
  expect(await options().first().innerText()).toContain('pinned');
  await site.page.getByRole('button', { name: 'Unpin 538' }).click();
  await site.page.getByRole('button', { name: 'Clear recent' }).click();
  expect(await options().count()).toBe(0);
});

test('a pasted event goes to the decoder of this tab', async () => {
  await site.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await site.page.evaluate(() =>
    navigator.clipboard.writeText(
      '<Event><System><EventID>4634</EventID></System>\n<EventData><Data Name="LogonType">3</Data></EventData></Event>',
    ),
  );
  await site.page.keyboard.press('/');
  await site.page.keyboard.press('Control+v');
  await options().first().waitFor();
  expect(await options().allInnerTexts()).toEqual([expect.stringContaining('Decode this')]);
  await site.page.keyboard.press('Enter');
  await site.page.waitForURL(`${site.base}/decode/`);
  await site.page.locator('main', { hasText: 'An account was logged off' }).waitFor();
});

test('without JavaScript the box leads to the list', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${site.base}/security/4624/`);
  await plain.locator('input[name=q]').fill('4634');
  await plain.locator('input[name=q]').press('Enter');
  await plain.waitForURL(`${site.base}/security/?q=4634`);
  expect(await plain.locator('h1').innerText()).toContain('All events');
  await context.close();
});

test('the id of a public rule leads to the event that it tests', async () => {
  await type('17d619c1-e020-4347-957e-1d1207455c93');
  await options().filter({ hasText: 'Sigma rule Active Directory Replication' }).first().waitFor();
  await site.page.keyboard.press('Enter');
  await site.page.waitForURL(`${site.base}/security/4662/`);
});

test('two events lead to the page that compares them, by Enter where that is asked for', async () => {
  await site.page.goto(`${site.base}/security/4634/`);
  await type('4624 4648');
  await options().filter({ hasText: 'Compare 4624 with 4648' }).waitFor();
  await type('4624 vs 4648');
  await site.page.keyboard.press('Enter');
  await site.page.waitForURL(`${site.base}/compare/?a=4624&b=4648`);
  await site.page.goto(`${site.base}/search/?q=4624+4648`);
  await site.page
    .locator('#direct')
    .getByRole('link', { name: 'Compare 4624 with 4648' })
    .waitFor();
});

test('the search page: several ids and codes as a table', async () => {
  await site.page.goto(`${site.base}/search/?q=4624+538+0xc000006a+9999`);
  const rows = site.page.locator('#direct tbody tr');
  await rows.nth(3).waitFor();
  expect((await rows.allInnerTexts()).map((text) => text.split('\n')[0]?.trim())).toEqual([
    '4624\tAn account was successfully logged on',
    '538\tUser Logoff',
    '0xc000006a\tSTATUS_WRONG_PASSWORD',
    '9999\tnot known',
  ]);
});

test('the search page: filters with counts, pages, all of it in the address', async () => {
  await site.page.goto(`${site.base}/search/?q=logon`);
  await site.page.locator('#words a').first().waitFor();
  expect(await site.page.locator('#words mark').count()).toBeGreaterThan(0);
  await site.page.getByRole('checkbox', { name: /^Field / }).check();
  await site.page.waitForURL(/kind=Field/);
  await site.page
    .locator('#words .kind', { hasText: 'Event' })
    .first()
    .waitFor({ state: 'detached' });
  expect([...new Set(await site.page.locator('#words .kind').allInnerTexts())]).toEqual(['Field']);
  await site.page.reload();
  await site.page.locator('#words a').first().waitFor();
  expect(await site.page.getByRole('checkbox', { name: /^Field / }).isChecked()).toBe(true);
});

test('the search page answers as one types, and says what to do when nothing is found', async () => {
  await site.page.goto(`${site.base}/search/`);
  await site.page.locator('main input[name=q]').fill('zzqxv');
  await site.page.locator('#search-status', { hasText: 'Nothing is called “zzqxv”' }).waitFor();
  expect(site.page.url()).toBe(`${site.base}/search/?q=zzqxv`);
  const narrow = site.page.locator('#narrow');
  await narrow.waitFor({ state: 'hidden' });
  await site.page.locator('main input[name=q]').fill('logon');
  await narrow.waitFor();
});

test('the filters of the search are open beside the results, folded above them, also when the window is turned', async () => {
  await site.page.setViewportSize({ width: 1280, height: 800 });
  await site.page.goto(`${site.base}/search/?q=kerberos`);
  const open = site.page.locator('#narrow[open]');
  await open.waitFor();
  await site.page.setViewportSize({ width: 400, height: 800 });
  await open.waitFor({ state: 'detached' });
  await site.page.setViewportSize({ width: 1280, height: 800 });
  await open.waitFor();
});

test.each([
  ['digits', '7'.repeat(5000)],
  ['words', 'kerberos logn becuase '.repeat(250)],
  ['several ids', `4624 ${'7'.repeat(5000)}`],
])('a query of thousands of %s is not repeated whole', async (_, query) => {
  await site.page.goto(`${site.base}/search/?q=${encodeURIComponent(query)}`);
  const status = site.page.locator('#search-status', { hasText: /Nothing|answer/ });
  await status.waitFor();
  expect(await site.page.locator('main').innerText()).not.toContain(query.slice(0, 100));
  expect((await site.page.title()).length).toBeLessThan(100);
  const { scroll, client } = await site.page.evaluate(() => {
    const { scrollWidth: scroll, clientWidth: client } = document.documentElement;
    return { scroll, client };
  });
  expect(scroll).toBe(client);
});

test('letters and digits of full width are looked up and looked for as those of a keyboard', async () => {
  await site.page.goto(
    `${site.base}/search/?q=${encodeURIComponent('ｉｄｌｅ　ｃｏｎｎｅｃｔｉｏｎｓ')}`,
  );
  const mark = site.page.locator('#words mark').first();
  await mark.waitFor();
  expect(await mark.innerText()).toMatch(/^(?:idle|connect)/i);
  await site.page.locator('main input[name=q]').fill('４６２４');
  await site.page.locator('#direct a[href="/security/4624/"]').waitFor();
  expect(site.page.url()).toBe(`${site.base}/search/?q=4624`);
});

test.each([
  ['**/search/index.json', /could not be loaded.*Reload/s, 0],
  ['**/pagefind/**', /^1 direct answer\. The full text could not be loaded/, 1],
])(
  'where %s cannot be had, the search says so and not that nothing is called so',
  async (file, said, direct) => {
    const page = await site.browser.newPage({ serviceWorkers: 'block' });
    await page.route(file, (route) => route.abort());
    await page.goto(`${site.base}/search/?q=4634`);
    await page.locator('#search-status', { hasText: said }).waitFor();
    expect(await page.locator('#direct a').count()).toBe(direct);
    await page.goto(`${site.base}/security/4624/`);
    await page.keyboard.press('/');
    await page.keyboard.type('4634');
    const row = page.getByRole('option').first();
    await row.filter({ hasText: direct > 0 ? '4634 An account' : 'could not be loaded' }).waitFor();
    expect(await row.innerText()).not.toContain('Nothing is called');
    await page.close();
  },
);
