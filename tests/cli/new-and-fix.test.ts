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

test('new starts an event of which the check asks for what is blank and nothing else, and does not overwrite it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  cpSync(join(root, 'content'), join(folder, 'content'), { recursive: true });
  expect(await cli(folder, ['new', 'event', '9999'])).toEqual({
    status: 0,
    out: 'content/events/security-auditing/9999.yaml\ncontent/events/security-auditing/9999.md\nFill it in, then run: npm run check\n',
    err: '',
  });
  const { err } = await cli(folder, ['check']);
  expect(err.match(/^content\S+ +\S+$/gm)).toEqual([
    'content/events/security-auditing/9999.md:1:1  not-filled-in',
    'content/events/security-auditing/9999.yaml:2:8  not-filled-in',
    'content/events/security-auditing/9999.yaml:3:10  not-filled-in',
    'content/events/security-auditing/9999.yaml:20:10  not-filled-in',
  ]);
  expect(await cli(folder, ['new', 'event', '9999'])).toMatchObject({
    status: 1,
    err: 'content/events/security-auditing/9999.yaml, content/events/security-auditing/9999.md are there already.\n',
  });
});

test.each([
  [['event', 'logon'], '"logon" is no event id: write a whole number, such as 4624.'],
  [
    ['field', 'Logon Type'],
    '"Logon Type" is no field: write the name in the XML, such as LogonType.',
  ],
  [
    ['codes', 'LogonType'],
    '"LogonType" is no table: write lower case with hyphens, such as logon-type.',
  ],
  [
    ['event', '7', '--provider', 'window'],
    'There is no content/providers/window.yaml: a provider comes first.',
  ],
  [['event', '7', 'extra'], 'Say what to start: event, field, codes, legacy, and its name.'],
])('new %j is refused', async (args, words) => {
  const { status, err } = await cli(temporary(small), ['new', ...args]);
  expect({ status, err: err.split('\n')[0] }).toEqual({ status: 2, err: words });
});

test('an event of another provider starts without what only the Security log has', async () => {
  const folder = temporary(small);
  await cli(folder, ['new', 'event', '8', '--provider', 'door']);
  const { err } = await cli(folder, ['check']);
  expect(err.match(/^content\S+ +\S+$/gm)).toEqual([
    'content/events/door/8.md:1:1  not-filled-in',
    'content/events/door/8.yaml:2:8  not-filled-in',
    'content/events/door/8.yaml:3:10  not-filled-in',
    'content/events/door/8.yaml:8:5  unknown-field',
    'content/events/door/8.yaml:11:10  not-filled-in',
    'content/events/door/8.yaml:12:11  unknown-source',
  ]);
});

test('a field of one provider starts beside the one of all', async () => {
  const folder = temporary(small);
  const { out } = await cli(folder, ['new', 'field', 'Way', '--provider', 'door']);
  expect(out).toBe('content/fields/door-way.yaml\nFill it in, then run: npm run check\n');
  expect(readFileSync(join(folder, 'content', 'fields/door-way.yaml'), 'utf8')).toMatch(
    /^names: \[Way\]\nproviders: \[door\]\n/,
  );
  const { err } = await cli(folder, ['check']);
  expect(err.match(/^content\S+ +\S+$/gm)).toEqual([
    'content/fields/direction.yaml:1:9  unused-field',
    'content/fields/door-way.yaml:5:8  not-filled-in',
  ]);
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
