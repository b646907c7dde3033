import { expect, test } from 'vitest';
import { readSiteUrl } from '../../src/build/site-url.ts';

test.each([
  ['https://audit.example', 'https://audit.example'],
  ['https://audit.example/', 'https://audit.example'],
  ['http://10.0.0.7:8080', 'http://10.0.0.7:8080'],
])('%s is %s', (text, address) => {
  expect(readSiteUrl(text)).toBe(address);
});

test.each(['audit.example', '', 'ftp://audit.example'])('"%s" is no address of a site', (text) => {
  expect(() => readSiteUrl(text)).toThrow(
    `SITE_URL is "${text}". Write a whole address, such as https://audit.example.`,
  );
});

test('a site has no place below a path', () => {
  expect(() => readSiteUrl('https://intranet.example/kb/atlas/')).toThrow(
    'SITE_URL is "https://intranet.example/kb/atlas/". The site is served from the root of its address: leave out "/kb/atlas/", and give the site a name or a port of its own.',
  );
});
