import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { headers, hostFiles } from '../../src/build/host-files.ts';
import { root } from '../content.ts';

test.each(Object.keys(hostFiles))('%s is in the built site and sets every header', (name) => {
  const text = readFileSync(join(root, 'dist', name), 'utf8');
  expect(text).toBe(hostFiles[name]);
  for (const [header, value] of Object.entries(headers)) {
    expect(text).toContain(header);
    expect(text).toContain(value);
  }
});
