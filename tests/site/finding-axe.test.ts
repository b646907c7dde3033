import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useSite } from './serve.ts';

const site = useSite(/404/);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pages = [
  '/search/?q=logon',
  '/search/?q=4624+538',
  '/security/?outcome=failure',
  '/codes/',
  '/codes/ntstatus/?filter=password',
  '/codes/access-mask-file/?mask=0x3',
  '/fields/',
  '/fields/target-logon-id/',
  '/policy/',
  '/policy/logon/',
  '/policy/baselines/',
  '/policy/baselines/disa-stig-windows-11-v2r7-client/',
  '/security/legacy/',
  '/security/legacy/538/',
  '/security/legacy/convert/',
  '/glossary/',
  '/about/',
  '/security/4635/',
];

test.each(pages.flatMap((path) => [[path, 'light'] as const, [path, 'dark'] as const]))(
  '%s has no barrier that axe finds, %s',
  async (path, colorScheme) => {
    await site.page.emulateMedia({ colorScheme });
    await site.page.goto(site.base + path);
    await site.page.waitForLoadState('networkidle');
    await site.page.evaluate(axe);
    const found = await site.page.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    });
    expect(found).toEqual([]);
  },
);

test('nothing is wider than a phone', async () => {
  await site.page.setViewportSize({ width: 320, height: 740 });
  for (const path of pages) {
    await site.page.goto(site.base + path);
    expect(
      await site.page.evaluate('document.documentElement.scrollWidth'),
      path,
    ).toBeLessThanOrEqual(320);
  }
});
