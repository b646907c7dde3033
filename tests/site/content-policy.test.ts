import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentPolicy } from '../../src/build/content-policy.ts';
import { root } from '../content.ts';
import { useSite } from './serve.ts';

// Chromium reports that a page which is not there was answered with 404.
const site = useSite(/404/);
const dist = join(root, 'dist');

/** Every page but the short addresses, which only redirect. */
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.html') && !/^\d+\//.test(file));

test('every page carries the policy', () => {
  const wrong = pages.filter((file) => {
    const html = readFileSync(join(dist, file), 'utf8');
    const [, policy] = /http-equiv="content-security-policy" content="([^"]*)"/.exec(html) ?? [];
    return policy !== contentPolicy;
  });
  expect(pages.length).toBeGreaterThan(1_000);
  expect(wrong).toEqual([]);
});

test('the script that waits for nothing stands last in the head, behind all that a page asks for', () => {
  const wrong = pages.filter(
    (file) =>
      !/<script src="\/theme\.js"><\/script>\s*<\/head>/.test(
        readFileSync(join(dist, file), 'utf8'),
      ),
  );
  expect(wrong).toEqual([]);
});

// What stands on the console, violations of the policy among it, and what is asked of others fails each of these.
test.each([
  '/',
  '/security/',
  '/security/4624/',
  '/security/4624/versions/',
  '/security/4624/queries/',
  '/security/4624/names/',
  '/security/4624/rules/',
  '/security/legacy/',
  '/security/legacy/538/',
  '/security/legacy/convert/',
  '/policy/',
  '/policy/logon/',
  '/policy/baselines/',
  '/codes/',
  '/codes/ntstatus/',
  '/codes/access-mask-file/?mask=0x3',
  '/fields/',
  '/fields/target-logon-id/',
  '/search/?q=kerberos',
  '/decode/',
  '/correlate/',
  '/correlate/logon-session/',
  '/compare/?a=4624&b=4625',
  '/map/',
  '/glossary/',
  '/about/',
  '/4634/',
  '/no-such-page/',
])('%s is quiet and stays at home', async (path) => {
  await site.page.goto(site.base + path);
  await site.page.waitForLoadState('networkidle');
  expect(site.asked.length).toBeGreaterThan(0);
});
