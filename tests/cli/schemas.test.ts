import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { root } from '../content.ts';

test('the JSON Schemas of the repository are those of src/schema', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  cpSync(join(root, '.vscode'), join(folder, '.vscode'), { recursive: true });
  const host = {
    out: () => undefined,
    err: () => undefined,
    stdin: () => Promise.resolve(''),
    root: folder,
  };
  expect(await run(['schemas'], host)).toBe(0);
  for (const file of readdirSync(join(folder, '.vscode/schemas'))) {
    const [made, kept] = [folder, root].map((place) =>
      readFileSync(join(place, '.vscode/schemas', file), 'utf8'),
    );
    expect(made, `${file}: run npm run schemas`).toBe(kept);
  }
});
