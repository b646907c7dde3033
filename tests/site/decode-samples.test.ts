import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog, root } from '../content.ts';

const { catalog, definitions } = realCatalog();
const dist = join(root, 'dist');

/** Addresses of samples that a page hands to the decoder. */
const handed = (url: string): string[] => {
  const html = readFileSync(join(dist, url, 'index.html'), 'utf8');
  return [...html.matchAll(/href="\/decode\/#sample=([^"]*)"/g)].map(([, path]) => path as string);
};

test('every event with a sample has a link that opens its own in the decoder', () => {
  const wrong = catalog.events
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ url, id }) => {
      const paths = handed(url);
      const isOwn = (path: string) => {
        // The form of address that the decoder takes.
        if (!/^\/[a-z0-9-]+\/\d+\/[a-z0-9-]+\.xml$/.test(path) || !path.startsWith(url))
          return false;
        if (!existsSync(join(dist, path))) return false;
        const reads = [...readEvents(readFileSync(join(dist, path), 'utf8'), definitions)];
        return (
          reads.length === 1 && reads.every((read) => 'event' in read && read.event.eventId === id)
        );
      };
      return paths.length > 0 && paths.every(isOwn) ? [] : [`${url} ${paths.join()}`];
    });
  expect(wrong).toEqual([]);
});
