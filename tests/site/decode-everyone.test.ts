import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from 'vitest';
import { root } from '../content.ts';
import { log, useDecoder } from './decoder.ts';

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
