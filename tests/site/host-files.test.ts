import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { headers, hostFiles, hostSettings } from '../../src/build/host-files.ts';
import { root } from '../content.ts';

test.each(Object.keys(hostFiles))('%s is in the built site and sets every header', (name) => {
  const text = readFileSync(join(root, 'dist', name), 'utf8');
  expect(text).toBe(hostFiles[name]);
  for (const [header, value] of Object.entries(headers)) {
    expect(text).toContain(header);
    expect(text).toContain(value);
  }
});

/** What IIS 10 knows of itself and the site has. */
const known = ['.css', '.html', '.js', '.json', '.png', '.svg', '.xml', '.zip'];

test('IIS, which gives out no kind of file that it does not know, is told of all others', () => {
  const files = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  const told = [
    ...(hostFiles['web.config'] ?? '').matchAll(/mimeMap fileExtension="([^"]+)"/g),
  ].map(([, ending]) => ending);
  const settings = Object.keys(hostFiles).map((name) => extname(name));
  const kinds = new Set(files.map((file) => extname(file)).filter(Boolean));
  expect([...kinds].filter((kind) => ![...known, ...told, ...settings].includes(kind))).toEqual([]);
});

test("the server on one's own machine takes an address without a slash at its end; a build names each page once", () => {
  const slashes = (command: 'build' | 'preview') => {
    const updateConfig = vi.fn();
    const hook = hostSettings().hooks['astro:config:setup'];
    void hook?.({ command, updateConfig } as unknown as Parameters<typeof hook>[0]);
    return updateConfig.mock.calls.flat();
  };
  expect(slashes('preview')).toEqual([{ trailingSlash: 'ignore' }]);
  expect(slashes('build')).toEqual([]);
});
