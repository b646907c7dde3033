import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoaderContext } from 'astro/loaders';
import { expect, test } from 'vitest';
import { factsLoader } from '../../src/build/content-loader.ts';

test('while the content is watched, a change shows, and a problem is told and changes nothing', async () => {
  const root = mkdtempSync(join(tmpdir(), 'content-'));
  const file = join(root, 'content/sources/one.yaml');
  mkdirSync(join(root, 'content/sources'), { recursive: true });
  const write = (text: string) => writeFileSync(file, text);
  write('title: First\nfacts: all\nlicence: MIT\n');

  const entries = new Map<string, unknown>();
  const errors: string[] = [];
  const watcher = Object.assign(new EventEmitter(), { add: () => undefined });
  await factsLoader('sources').load({
    store: {
      clear: () => entries.clear(),
      set: ({ id, data }: { id: string; data: unknown }) => entries.set(id, data),
    },
    config: { root: pathToFileURL(`${root}/`) },
    watcher,
    logger: { fork: () => ({ error: (text: string) => errors.push(text) }) },
  } as unknown as LoaderContext);
  const title = () => (entries.get('one') as { title: string }).title;
  expect(title()).toBe('First');

  write('title: Second\nfacts: all\nlicence: MIT\n');
  watcher.emit('all', 'change', file);
  await expect.poll(title).toBe('Second');

  write('titel: Third\nfacts: all\nlicence: MIT\n');
  watcher.emit('all', 'change', file);
  await expect.poll(() => errors).toHaveLength(1);
  expect(errors[0]).toContain('content/sources/one.yaml:1:1  unknown-key');
  expect(title()).toBe('Second');

  write('title: Fourth\nfacts: all\nlicence: MIT\n');
  watcher.emit('all', 'change', file);
  await expect.poll(title).toBe('Fourth');
});
