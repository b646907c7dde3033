import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { root } from '../content.ts';
import { log, useDecoder, xml } from './decoder.ts';

const decoder = useDecoder();
const { site, status, button, openFile } = decoder;

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
      return Math.max(...widths, document.querySelector('#decoder')?.scrollWidth ?? 0) - innerWidth;
    });
  expect(await overflow()).toBeLessThanOrEqual(0);
  await button('Copy, redact or share …').click();
  expect(await overflow()).toBeLessThanOrEqual(0);
});

test('on a phone what fields are can be left out', async () => {
  await site.page.setViewportSize({ width: 390, height: 844 });
  await site.page.locator('[data-sample="xml"]').click();
  const explained = site.page.locator('.event-card .fields .what:visible');
  await explained.first().waitFor();
  await site.page.getByRole('checkbox', { name: 'What fields are' }).uncheck();
  expect(await explained.count()).toBe(0);
});

test('the keyboard alone: paste, a value, a copy without names, and back', async () => {
  const { keyboard } = site.page;
  const tabTo = async (place: Locator) => {
    for (let step = 0; step < 200; step += 1) {
      if (await place.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    throw new Error('Tab does not lead there');
  };
  await tabTo(site.page.getByRole('textbox', { name: 'Events to decode' }));
  await keyboard.insertText(xml({ TargetUserName: 'anna', LogonType: '3' }));
  await status('1 event');
  await site.page.locator('.event-card').waitFor();
  await tabTo(button('What to do with the value of TargetUserName'));
  await keyboard.press('Enter');
  await site.page.getByRole('menuitem', { name: 'Copy value' }).waitFor();
  await keyboard.press('Escape');
  await tabTo(site.page.getByRole('tab', { selected: true }));
  await keyboard.press('ArrowRight');
  expect(await site.page.getByRole('tab', { selected: true }).innerText()).toBe('XML');
  await site.page.locator('#sample').focus();
  const opener = button('Copy, redact or share …');
  await tabTo(opener);
  await keyboard.press('Enter');
  await tabTo(button('Everything'));
  await keyboard.press('Enter');
  await expect.poll(() => site.page.locator('.preview').innerText()).toContain('user1');
  await keyboard.press('Escape');
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('a screen reader hears names, and what was read', async () => {
  await decoder.openSample('log');
  await site.page.locator('.many .event-card').waitFor();
  const said = site.page.locator('.status-bar [role=status]');
  expect(await said.innerText()).toContain('Event XML: 38 events');
  const nameless = await site.page
    .locator('#decoder')
    .locator('button, input, select, textarea, summary, [tabindex="0"]')
    .evaluateAll((all) =>
      all
        .filter((one) => (one as HTMLElement).offsetParent !== null)
        .filter((one) => {
          const labels = (one as HTMLInputElement).labels ?? [];
          const names = [one.getAttribute('aria-label'), one.textContent, labels[0]?.textContent];
          return !names.some((name) => /\w/.test(name ?? ''));
        })
        .map((one) => one.outerHTML),
    );
  expect(nameless).toEqual([]);
  const selected = site.page.getByRole('row', { selected: true });
  const grid = site.page.getByRole('grid', { name: 'Events' });
  await grid.press('ArrowDown');
  expect(await grid.getAttribute('aria-activedescendant')).toBe(await selected.getAttribute('id'));
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
  await decoder.openSample('message');
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
