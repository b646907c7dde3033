import { expect, test } from 'vitest';
import { useSite } from './serve.ts';

// Chromium reports that a page which is not there was answered with 404.
const site = useSite(/404/);

test.each([
  ['/', 'What does this event say?'],
  ['/security/', 'All events of the Security log'],
  ['/security/4634/', '4634An account was logged off'],
  ['/security/8191/', '8191'],
  ['/security/legacy/', 'Legacy event numbers'],
  ['/security/legacy/538/', '538User Logoff'],
  ['/policy/', 'Audit policy'],
  ['/policy/logoff/', 'Logoff'],
  ['/codes/', 'Code tables'],
  ['/codes/logon-type/', 'Logon type'],
  ['/codes/ntstatus/', 'NTSTATUS'],
  ['/fields/', 'Fields'],
  ['/fields/target-logon-id/', 'TargetLogonId'],
  ['/search/', 'Search'],
  ['/about/', 'About and sources'],
  ['/changes/', 'Changes'],
  ['/no-such-page/', 'No such page'],
])('%s opens', async (path, heading) => {
  await site.page.goto(site.base + path);
  expect(await site.page.locator('h1').innerText()).toContain(heading.slice(0, 4));
  expect((await site.page.locator('h1').textContent())?.replace(/\s+/g, ' ')).toContain(heading);
});

test.each([
  ['/4634/', '/security/4634/'],
  ['/538/', '/security/legacy/538/'],
])('%s leads to %s with JavaScript off', async (from, to) => {
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(site.base + from);
  await plain.waitForURL(site.base + to);
  await context.close();
});

test.each([
  ['4634', '/security/4634/'],
  ['538', '/security/legacy/538/'],
  ['0xC000006A', '/codes/ntstatus/#0xc000006a'],
  ['TargetLogonId', '/fields/target-logon-id/'],
])('typing %s and Enter goes to %s', async (query, path) => {
  await site.page.goto(`${site.base}/security/4624/`);
  await site.page.keyboard.press('/');
  await site.page.keyboard.type(query);
  await site.page.keyboard.press('Enter');
  await site.page.waitForURL(site.base + path);
});

test('words: the list below the box, arrow keys and Enter', async () => {
  await site.page.goto(site.base);
  await site.page.keyboard.type('logged off');
  const first = site.page.locator('[role=option]').first();
  await first.waitFor();
  expect(await first.innerText()).toContain('4634 An account was logged off');
  await site.page.keyboard.press('ArrowDown');
  expect(await first.getAttribute('aria-selected')).toBe('true');
  await site.page.keyboard.press('Enter');
  await site.page.waitForURL(`${site.base}/security/4634/`);
});

test('words: full text on the search page', async () => {
  await site.page.goto(`${site.base}/search/?q=idle+connections`);
  const hit = site.page.locator('#words a', { hasText: '4634 An account was logged off' });
  await hit.waitFor();
  expect(await hit.getAttribute('href')).toBe('/security/4634/');
});

test('a query that is markup stays text', async () => {
  await site.page.goto(
    `${site.base}/search/?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`,
  );
  await site.page.locator('#search-status', { hasText: 'Nothing' }).waitFor();
  expect(await site.page.locator('main img').count()).toBe(0);
});

test('an event page says what its sources leave open', async () => {
  await site.page.goto(`${site.base}/security/4770/`);
  expect(await site.page.locator('main').innerText()).toContain('Version');
  await site.page.goto(`${site.base}/security/6425/`);
  expect(await site.page.locator('main').innerText()).toContain(
    'message text of this event is not known',
  );
});

test('a value in the message leads to its field', async () => {
  await site.page.goto(`${site.base}/security/4634/`);
  await site.page.locator('.message a', { hasText: 'LogonType' }).click();
  expect(await site.page.locator('tr:target th').innerText()).toContain('LogonType');
});

test('nothing is wider than a phone', async () => {
  await site.page.setViewportSize({ width: 360, height: 740 });
  for (const path of ['/', '/security/4624/', '/codes/ntstatus/', '/policy/logon/', '/security/']) {
    await site.page.goto(site.base + path);
    expect(
      await site.page.evaluate('document.documentElement.scrollWidth'),
      path,
    ).toBeLessThanOrEqual(360);
  }
});

test.each([
  ['/security/?outcome=failure', 1366, 'event-list .chips button'],
  ['/compare/?a=4624&b=4625', 400, '.compared table'],
  ['/codes/access-mask-file/?mask=0x3', 1366, 'mask-calculator :checked'],
  ['/policy/baselines/', 400, 'policy-baselines'],
  ['/map/', 400, 'event-map'],
  ['/decode/#sample=/security/4624/v2.xml', 400, '.event-card'],
  ['/security/4635/', 400, '#near-pages a'],
  ['/no-such-logon/', 1366, '#near-pages a'],
])('what stands on %s, %i wide, stays when its scripts answer', async (path, width, answer) => {
  await site.page.setViewportSize({ width, height: 800 });
  await site.page.goto(site.base + path);
  await site.page.locator(answer).first().waitFor();
  const moved = await site.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
          resolve(shifts.reduce((sum, { value }) => sum + value, 0));
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(0), 500);
      }),
  );
  expect(moved).toBeLessThan(0.02);
});
