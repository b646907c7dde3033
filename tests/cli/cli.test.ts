import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { root } from '../content.ts';

async function cli(args: string[], stdin = '') {
  let out = '';
  let err = '';
  const status = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    stdin: () => Promise.resolve(stdin),
    root,
  });
  return { status, out, err };
}

const published = `An account was logged off.

Subject:
Security ID:  ANONYMOUS LOGON
Account Name:  ANONYMOUS LOGON
Account Domain:  NT AUTHORITY
Logon ID:  0x149be

Logon Type:   3

This event is generated when a logon session is destroyed. It may be positively correlated with a logon event using the Logon ID value. Logon IDs are only unique between reboots on the same computer.
`;

test('the example that people find on the web decodes', async () => {
  const { status, out, err } = await cli(['decode', '--json'], published);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const event = JSON.parse(out) as Record<string, unknown>;
  expect(event).toMatchObject({
    format: 'message',
    provider: 'Microsoft-Windows-Security-Auditing',
    eventId: 4634,
    version: 0,
    outcome: 'success',
    title: 'An account was logged off',
    summary: "NT AUTHORITY\\ANONYMOUS LOGON's Network session 0x149be ended on the computer.",
    data: {
      TargetUserSid: 'S-1-5-7',
      TargetUserName: 'ANONYMOUS LOGON',
      TargetDomainName: 'NT AUTHORITY',
      TargetLogonId: '0x149be',
      LogonType: '3',
    },
    warnings: [],
    source: { file: '-', index: 0 },
  });
  expect(event['fields']).toContainEqual(
    expect.objectContaining({
      name: 'LogonType',
      label: 'Logon Type',
      section: null,
      value: '3',
      meaning: 'Network',
      table: 'logon-type',
    }),
  );
});

test.each([
  ['tabs', published.replace(/: {2,}/g, ':\t\t')],
  ['Windows line ends', published.replace(/\n/g, '\r\n')],
  ['indented lines', published.replace(/^(Security|Account|Logon ID)/gm, '\t$1')],
  ['one line', published.replace(/\s+/g, ' ')],
  ['no tail', published.slice(0, published.indexOf('This event'))],
])('it decodes with %s too', async (_name, text) => {
  const { out } = await cli(['decode', '--json'], text);
  expect((JSON.parse(out) as { data: unknown }).data).toEqual({
    TargetUserSid: 'S-1-5-7',
    TargetUserName: 'ANONYMOUS LOGON',
    TargetDomainName: 'NT AUTHORITY',
    TargetLogonId: '0x149be',
    LogonType: '3',
  });
});

test('XML that is cut off keeps what was read', async () => {
  const xml = `<Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4634</EventID></System><EventData><Data Name="TargetUserName">anna</Data><Data Name="Target`;
  const { status, out } = await cli(['decode', '--json'], xml);
  expect(status).toBe(1);
  const event = JSON.parse(out) as { data: unknown; warnings: { code: string }[] };
  expect(event.data).toEqual({ TargetUserName: 'anna' });
  expect(event.warnings.map((warning) => warning.code)).toContain('xml-cut');
});

test('an event of Windows XP has its title; one of the same number of another provider has none, and ends with 1', async () => {
  const of = (provider: string) =>
    cli(['decode'], `{"EventID":538,"Provider":"${provider}","EventData":{"LogonType":"3"}}`);
  const old = await of('Security');
  expect(old.status).toBe(0);
  expect(old.out).toMatch(/^Event 538 {2}User Logoff\n/);
  const other = await of('Other');
  expect(other.status).toBe(1);
  expect(other.out).toMatch(/^Event 538\n/);
});

test('a meaning in parentheses is given in one pair of them', async () => {
  const { out } = await cli(['decode'], published.replace('0x149be', '0x0'));
  expect(out).toMatch(/Logon ID +0x0 {2}\(none\)\n/);
});

test('values are written on a line each, however long they are and however many', async () => {
  const blanks = ' '.repeat(300_000);
  const { out } = await cli(
    ['decode'],
    `<Data Name="a">one${blanks}\n two</Data>${'<Data Name="b">1</Data>'.repeat(200_000)}`,
  );
  const lines = out.split('\n').filter((line) => /^ {2}[ab] /.test(line));
  expect(lines).toHaveLength(200_001);
  expect(lines[0]).toBe('  a  one two');
});

test('text that is no event says what to paste', async () => {
  const { status, out, err } = await cli(['decode'], 'Jun 08 10:51 something else');
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toBe(`-:1  unknown-text
  "Jun 08 10:51 something else" does not begin any event's message.
  Paste the event whole: its XML is best (Event Viewer's Details tab, XML View), or JSON, a table with its line of names, or its text from the first line of the description.
`);
});

test.each([
  ['a table of names alone', 'EventID,Computer\n', 'The table has a line of names, and no rows.'],
  ['a table whose names have an open quote', 'EventID,"Computer\n4624,x"\n', 'is never closed'],
  ['an empty JSON list', '[]\n', 'The list holds no events.'],
  ['an empty XML list', '<Events></Events>', 'The list holds no events.'],
])('%s says that it holds no events', async (_name, text, message) => {
  const { status, out, err } = await cli(['decode'], text);
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toContain(message);
});

test.each([
  [['fix', '--all']],
  [['schemas', 'events']],
  [['check', 'content']],
  [['decode', '--jsn']],
  [['correlate', '--rule']],
])('%s is wrong usage', async (args) => {
  const { status, out, err } = await cli(args);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain(`Usage: audit-atlas ${args[0]}`);
});

test('help of a command is that of the command', async () =>
  expect(await cli(['help', 'query'])).toEqual(await cli(['query', '--help'])));

test('a folder where a file is asked for says so', async () => {
  const { status, err } = await cli(['import', 'manifest', tmpdir()]);
  expect(status).toBe(1);
  expect(err).toContain('This is a folder');
});

test.skipIf(!existsSync('/dev/full'))('output without room ends with a sentence', () => {
  const full = openSync('/dev/full', 'w');
  const main = join(root, 'src/cli/main.ts');
  const { status, stderr } = spawnSync(process.execPath, [main, 'help'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr:
      'The output cannot be written: there is no room left. What was written before is cut off.\n',
  });
});

test('a file that is not there does not stop the others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  const file = join(folder, 'event.txt');
  writeFileSync(file, published);
  const { status, out, err } = await cli(['decode', '--json', join(folder, 'none.xml'), file]);
  expect(status).toBe(1);
  expect(err).toBe(`${join(folder, 'none.xml')}  unreadable-file
  There is no such file.
  Check the path.
`);
  expect((JSON.parse(out) as { eventId: number }).eventId).toBe(4634);
});

test('a folder without files says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  const { status, out, err } = await cli(['decode', folder]);
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toContain(`${folder}  empty-folder\n  The folder holds no files.\n`);
});

test('a folder is read once, whatever in it is empty or leads back to it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  writeFileSync(join(folder, 'one.txt'), published);
  mkdirSync(join(folder, 'empty'));
  symlinkSync('.', join(folder, 'self'));
  const { status, out, err } = await cli(['decode', folder, '--json']);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out.trim().split('\n')).toHaveLength(1);
});

test.each([
  ['538', /^538 {2}User Logoff\n {4}Windows 2000 to Server 2003; is 4634 since Vista\n/],
  ['-1073741718', /STATUS_WRONG_PASSWORD/],
  ['TargetLogonId', /\/fields\/target-logon-id\//],
])('lookup %s', async (query, answer) => {
  const { status, out } = await cli(['lookup', query]);
  expect(status).toBe(0);
  expect(out).toMatch(answer);
});

test('lookup of an id with a slip offers those near it', async () => {
  const { status, err } = await cli(['lookup', '46324']);
  expect(status).toBe(1);
  expect(err).toMatch(/^Nothing is known by "46324"\. Did you mean 4624, 4634/);
});

test.each([
  [[], ''],
  [['lookpu', 'x'], 'There is no command "lookpu". Did you mean lookup?'],
  [['lookup'], 'Say what to look up.'],
  [['decode', '--jsno'], "Unknown option '--jsno'"],
  [['new', 'door'], 'Say what to start: event, field, codes, legacy, and its name.'],
  [['new', 'event', 'x'], '"x" is no event id: write a whole number, such as 4624.'],
])('wrong usage %j ends with 2', async (args, said) => {
  const { status, err } = await cli(args);
  expect(status).toBe(2);
  expect(err).toContain(said);
});

test('check reports coverage', async () => {
  const { status, out } = await cli(['check']);
  expect(status).toBe(0);
  expect(out).toContain('472 of 472 versions with a text that have a sample');
  expect(out).toMatch(/\nNo problems/);
});

test('what a terminal would obey is shown, in text and in JSON', async () => {
  const TargetUserName = 'anna\u001b[2J\u009b2J\u202e\r';
  const event = JSON.stringify({ EventID: 4624, TargetUserName });
  const { out } = await cli(['decode'], event);
  expect(out).toContain('anna\\u001b[2J\\u009b2J\\u202e\\u000d\n');
  const json = (await cli(['decode', '--json'], event)).out;
  expect(json).not.toMatch(/[\u009b\u202e]/);
  expect((JSON.parse(json) as { data: unknown }).data).toEqual({ TargetUserName });
});
