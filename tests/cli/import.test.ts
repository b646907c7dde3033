import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { root, small } from '../content.ts';

const manifest = join(root, 'tests/import/door.man');

async function cli(folder: string, args: string[], stdin = '') {
  let out = '';
  let err = '';
  const status = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    stdin: () => Promise.resolve(stdin),
    root: folder,
  });
  return { status, out, err };
}

function smallFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  for (const [path, text] of Object.entries(small)) {
    mkdirSync(dirname(join(folder, 'content', path)), { recursive: true });
    writeFileSync(join(folder, 'content', path), text);
  }
  return folder;
}

test('a manifest becomes content of which the check asks for meanings alone, and never takes the place of a file', async () => {
  const folder = smallFolder();
  expect(await cli(folder, ['import', 'manifest', manifest])).toEqual({
    status: 0,
    out: `content/providers/gate.yaml
content/sources/gate-manifest.yaml
content/events/gate/41.yaml
content/events/gate/42.yaml
content/events/gate/43.yaml
content/codes/gate-way-map.yaml
content/fields/gate-pid.yaml
content/fields/way-taken.yaml
content/fields/raw.yaml
Taken to mean what content/fields says already: PersonName.
Where one means something else here, run: npm run new -- field PersonName --provider gate
Write what the provider, its fields and its events mean, then run: npm run check
`,
    err: '',
  });
  expect(readFileSync(join(folder, 'content/events/gate/41.yaml'), 'utf8')).toBe(`id: 41
title: A person passed the gate
versions:
  0:
    basis: manifest
  1:
    basis: manifest
fields:
  - PersonName
  - WayTaken [v1+]
  - GatePid
  - Raw [v1+]
types:
  PersonName [v1+]:
    as: AnsiString
hidden:
  - Raw
message: |
  Person:
    Name: {PersonName}
    Way: {WayTaken} [v1+]

  Process:
    Process ID: {GatePid}
tail: "This is 100% sure: a"
sources:
  - gate-manifest
`);
  expect((await cli(folder, ['check'])).err.match(/^content\S+ +\S+$/gm)).toEqual([
    'content/fields/gate-pid.yaml:5:8  not-filled-in',
    'content/fields/raw.yaml:5:8  not-filled-in',
    'content/fields/way-taken.yaml:6:8  not-filled-in',
    'content/providers/gate.yaml:7:8  not-filled-in',
  ]);
  const again = await cli(folder, ['import', 'manifest', manifest]);
  expect([again.status, again.out]).toEqual([1, '']);
  expect(again.err.split('\n')[0]).toBe('content/providers/gate.yaml is there already, and stays.');
});

test('an event of the imported provider decodes from its text', async () => {
  const folder = smallFolder();
  await cli(folder, ['import', 'manifest', manifest]);
  const pasted =
    'A person passed the gate.\n\nPerson:\n\tName:\t\tanna\n\tWay:\t\t2\n\nProcess:\n\tProcess ID:\t812\n';
  const { out } = await cli(folder, ['decode', '--json'], pasted);
  expect(JSON.parse(out)).toMatchObject({
    provider: 'Acme-Building-Gate',
    eventId: 41,
    data: { PersonName: 'anna', WayTaken: '2', GatePid: '812' },
    fields: [{ name: 'PersonName' }, { meaning: 'Out', table: 'gate-way-map' }, {}],
  });
});

test('a slug that is none is refused, and nothing is written', async () => {
  const { status, out, err } = await cli(smallFolder(), [
    'import',
    'manifest',
    manifest,
    '--slug',
    'A b',
  ]);
  expect({ status, out, err: err.split('\n')[0] }).toEqual({
    status: 2,
    out: '',
    err: '"A b" is no slug: write lower case with hyphens, such as sysmon.',
  });
});

test('a manifest that is not there is said', async () => {
  expect(await cli(smallFolder(), ['import', 'manifest', 'nowhere.man'])).toEqual({
    status: 1,
    out: '',
    err: 'nowhere.man  unreadable-file\n  There is no such file.\n  Check the path.\n',
  });
});

test('what is no whole manifest is said with its place', async () => {
  const folder = smallFolder();
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(
    join(folder, 'cut.man'),
    text.slice(0, text.indexOf('<template tid="Passed1">') + 60),
  );
  writeFileSync(join(folder, 'other.xml'), '<Events/>');
  const cut = join(folder, 'cut.man');
  expect((await cli(folder, ['import', 'manifest', cut])).err).toBe(
    `${cut}:21  xml-cut\n  The manifest cannot be read further: unclosed tag.\n  What stands before was read. Take the whole file.\n`,
  );
  const other = join(folder, 'other.xml');
  expect(await cli(folder, ['import', 'manifest', other])).toEqual({
    status: 1,
    out: '',
    err: `${other}  no-provider\n  The file holds no <provider> element.\n  Give an instrumentation manifest (.man), as the Windows SDK and "wevtutil im" take it.\n`,
  });
});
