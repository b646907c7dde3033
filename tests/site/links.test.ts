import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../content.ts';

const dist = join(root, 'dist');
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .map((file) => file.replaceAll('\\', '/'));

/** What a page offers and asks for: its anchors, and the addresses of this site that it names. */
function readPage(file: string): { ids: Set<string>; links: string[] } {
  const html = readFileSync(join(dist, file), 'utf8');
  const all = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, value]) => value ?? '');
  return {
    ids: new Set(all(/\sid="([^"]+)"/g)),
    links: all(/\s(?:href|src)="(\/[^"]*|#[^"]*)"/g),
  };
}

test('every link inside the site leads to a file, and to an anchor where it names one', () => {
  const read = new Map(pages.map((file) => [file, readPage(file)]));
  const missing = new Set<string>();
  for (const [file, { links }] of read) {
    for (const link of links) {
      const [address = '', anchor = ''] = link.replaceAll('&amp;', '&').split('#');
      const path = decodeURI(address.split('?')[0] ?? '');
      const target = path === '' ? file : path.slice(1) + (path.endsWith('/') ? 'index.html' : '');
      const page = read.get(target);
      if (!page && !existsSync(join(dist, target))) missing.add(`${file}: ${link}`);
      // The tools read their own fragments.
      else if (page && anchor !== '' && !anchor.includes('=') && !page.ids.has(anchor))
        missing.add(`${file}: ${link}`);
    }
  }
  expect([...missing]).toEqual([]);
});

test.each<[string, RegExp, number]>([
  // Without a history the feed is empty.
  ['feed.xml', /<link>([^<]+#[^<]+)<\/link>/g, 0],
  ['sitemap-index.xml', /<loc>([^<]+)<\/loc>/g, 1],
  ['sitemap-0.xml', /<loc>([^<]+)<\/loc>/g, 1_000],
  ['robots.txt', /^Sitemap: (.+)$/gm, 1],
  ['opensearch.xml', /(?:template=|svg\+xml">)"?(http[^"?<]+)/g, 3],
  ['llms.txt', /\]\((\/[^)]+)\)/g, 800],
  ['api/v1/index.json', /"(\/(?:api|data)\/[^"{]+)"/g, 15],
  ['manifest.webmanifest', /"(?:src|url|start_url)": "([^"]+)"/g, 7],
])(
  'every address in %s leads to a file, and to an anchor where it names one',
  (file, pattern, least) => {
    const addresses = [...readFileSync(join(dist, file), 'utf8').matchAll(pattern)].map(
      ([, address = '']) => new URL(address, 'http://site.example'),
    );
    expect(addresses.length).toBeGreaterThanOrEqual(least);
    const missing = addresses.filter(({ pathname, hash }) => {
      const target = pathname.slice(1) + (pathname.endsWith('/') ? 'index.html' : '');
      if (!existsSync(join(dist, target))) return true;
      return hash !== '' && !readPage(target).ids.has(hash.slice(1));
    });
    expect(missing.map(String)).toEqual([]);
  },
);

test('the index of the API names every schema below it', () => {
  const { schemas } = JSON.parse(readFileSync(join(dist, 'api/v1/index.json'), 'utf8')) as {
    schemas: { path: string }[];
  };
  expect(schemas.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).sort()).toEqual(
    readdirSync(join(dist, 'api/v1/schemas')).sort(),
  );
});

test('every page names a picture for links to it, pages of the reference one of their own', () => {
  const pictures = new Map(
    pages.flatMap((file) => {
      const html = readFileSync(join(dist, file), 'utf8');
      const [, picture] =
        /property="og:image" content="https?:\/\/[^/]+\/([^"]+)"/.exec(html) ?? [];
      return picture ? [[file, picture] as const] : [];
    }),
  );
  const names = ['security/4624', 'security/legacy/538', 'codes/ntstatus', 'policy/logon'];
  for (const name of names) expect(pictures.get(`${name}/index.html`)).toBe(`og/${name}.png`);
  for (const picture of new Set(pictures.values())) {
    const png = readFileSync(join(dist, picture));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)], picture).toEqual([1200, 630]);
    expect(png.length, picture).toBeLessThan(32 * 1024);
  }
});

test('no page holds a script or a style of its own, or an attribute of style', () => {
  const wrong = pages.filter((file) => {
    const html = readFileSync(join(dist, file), 'utf8');
    return /<style|\sstyle="|<script(?![^>]*(?:\ssrc=|application\/ld\+json))/.test(html);
  });
  expect(wrong).toEqual([]);
});
