import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { root, small } from '../content.ts';

function temporary(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'content', path)), { recursive: true });
    writeFileSync(join(folder, 'content', path), text);
  }
  return folder;
}

async function cli(folder: string, args: string[]) {
  let out = '';
  let err = '';
  const status = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    stdin: () => Promise.resolve(''),
    root: folder,
  });
  return { status, out, err };
}

test('new starts an event that the check accepts, and does not overwrite it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  cpSync(join(root, 'content'), join(folder, 'content'), { recursive: true });
  expect(await cli(folder, ['new', 'event', '9999'])).toEqual({
    status: 0,
    out: 'content/events/security-auditing/9999.yaml\ncontent/events/security-auditing/9999.md\nFill it in, then run: npm run check\n',
    err: '',
  });
  expect((await cli(folder, ['check'])).err).toBe('');
  expect(await cli(folder, ['new', 'event', '9999'])).toMatchObject({
    status: 1,
    err: 'content/events/security-auditing/9999.yaml, content/events/security-auditing/9999.md is there already.\n',
  });
});

test('fix mends the order of keys and types that say nothing new, and nothing else', async () => {
  const right = small['events/door/7.yaml'] as string;
  const wrong = right
    .replace(
      'id: 7\ntitle: A person went through the door\n',
      'title: A person went through the door\n# the door\nid: 7\n',
    )
    .replace('message:', 'types:\n  Way:\n    as: UInt32\nmessage:');
  const folder = temporary({ ...small, 'events/door/7.yaml': wrong });
  expect(await cli(folder, ['fix'])).toEqual({
    status: 0,
    out: 'content/events/door/7.yaml\nMended 1 file.\n',
    err: '',
  });
  const mended = readFileSync(join(folder, 'content/events/door/7.yaml'), 'utf8');
  expect(mended).toBe(`# the door\n${right}`);
  expect((await cli(folder, ['check'])).status).toBe(0);
});
