import { mkdtempSync, writeFileSync } from 'node:fs';
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

const event = (id: number, record: number, time: string, data: Record<string, string>) =>
  `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>
<Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>${id}</EventID>
<TimeCreated SystemTime="2024-03-05T${time}Z"/><EventRecordID>${record}</EventRecordID>
<Channel>Security</Channel><Computer>ws7.corp.example</Computer></System><EventData>
${Object.entries(data)
  .map(([name, value]) => `<Data Name="${name}">${value}</Data>`)
  .join('')}</EventData></Event>`;

const logon = event(4624, 7, '08:15:00', {
  TargetUserName: 'anna',
  TargetDomainName: 'CORP',
  TargetLogonId: '0x149be',
  LogonType: '2',
});
const logoff = event(4634, 9, '17:30:00', { TargetLogonId: '0x149be', LogonType: '2' });

test('a tree shows what belongs together, and for how long', async () => {
  const { status, out, err } = await cli(['correlate', '--rule', 'logon-session'], logon + logoff);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toBe(`ws7.corp.example
└ Logon session  CORP\\anna 0x149be, logon type 2  2024-03-05 08:15:00.000 – 17:30:00.000 (9 h 15 min)  closed, 2 events

1 chain; 2 of 2 events on 1 computer; times in UTC.
`);
});

test('what an event lacks that is cut off is told, and what was read of it is joined', async () => {
  const cut = logon.slice(0, logon.indexOf('<Data Name="LogonType"'));
  const { status, out, err } = await cli(['correlate', '--rule', 'logon-session'], cut);
  expect({ status, err }).toEqual({
    status: 1,
    err: `-:1, event 1  xml-cut
  The XML ends inside the event.
  What stands before it was read. Copy the whole event to get the rest.
`,
  });
  expect(out).toContain('CORP\\anna 0x149be');
});

test('a second value of one name is joined by the name of its place', async () => {
  const guid = (digit: number) => `{00000000-0000-0000-0000-00000000000${digit}}`;
  const use = event(4648, 11, '08:14:59', {
    SubjectUserSid: 'S-1-5-18',
    SubjectUserName: 'WS7$',
    SubjectDomainName: 'CORP',
    SubjectLogonId: '0x3e7',
    LogonGuid: guid(0),
    TargetUserName: 'anna',
    TargetDomainName: 'CORP',
    TargetLogonGuid: guid(1),
    TargetServerName: 'localhost',
    TargetInfo: 'localhost',
    ProcessId: '0x1f4',
    ProcessName: '-',
    IpAddress: '-',
    IpPort: '-',
  }).replace('TargetLogonGuid', 'LogonGuid');
  const joined = async (digit: number) => {
    const own = event(4624, 12, '08:15:00', { TargetUserName: 'anna', LogonGuid: guid(digit) });
    const args = ['correlate', '--rule', 'explicit-credentials', '--json'];
    const { out } = await cli(args, use + own);
    return (JSON.parse(out) as { events: { eventId: number }[] }).events.map(
      ({ eventId }) => eventId,
    );
  };
  expect(await joined(1)).toEqual([4648, 4624]);
  expect(await joined(2)).toEqual([4648]);
});

test('the tree says what the logs lack, and cuts what is too long for a line', async () => {
  const privileges = event(4672, 3, '07:00:00', { SubjectLogonId: '0x111' });
  const long = event(4688, 4, '07:30:00', {
    NewProcessId: '0x4c',
    NewProcessName: `C:\\${'a'.repeat(300)}.exe`,
  });
  const { out } = await cli(
    ['correlate', '--rule', 'logon-session', '--rule', 'process'],
    privileges + logon + long,
  );
  expect(out).toContain(
    'What these tell of is not in the logs:\n  Logon session: Special privileges, 1 event\n',
  );
  expect(out).toContain('still open at the end of the log');
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(300);
});

test('times of pasted text are not said to be UTC', async () => {
  const text = `Log Name: Security
Source: Microsoft-Windows-Security-Auditing
Date: 3/5/2024 5:30:00 PM
Event ID: 4634
Computer: ws7.corp.example
Description:
An account was logged off.

Subject:
\tSecurity ID:\t\tCORP\\anna
\tAccount Name:\t\tanna
\tAccount Domain:\t\tCORP
\tLogon ID:\t\t0x149BE

Logon Type:\t\t\t2
`;
  const { out } = await cli(['correlate', '--rule', 'logon-session'], text);
  expect(out).toContain('its start is not in the log');
  expect(out).toContain('times as written, of an unknown zone.');
});

test('processes that nest without end are drawn, one a line', async () => {
  const depth = 12_000;
  const log = Array.from({ length: depth }, (_, at) =>
    event(4688, at + 1, '08:00:00', {
      NewProcessId: `0x${(at + 17).toString(16)}`,
      ProcessId: `0x${(at + 16).toString(16)}`,
      NewProcessName: 'C:\\a.exe',
    }),
  );
  const { status, out, err } = await cli(['correlate', '--rule', 'process'], log.join('\n'));
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out.match(/^[│ ]*└ Process tree/gm)?.length).toBe(depth);
}, 30_000);

test('--json prints one chain a line', async () => {
  const { out } = await cli(['correlate', '--json', '--rule', 'logon-session'], logon + logoff);
  expect(JSON.parse(out)).toMatchObject({
    rule: 'logon-session',
    status: 'closed',
    key: { TargetLogonId: '0x149be' },
    computer: 'ws7.corp.example',
    start: '2024-03-05T08:15:00.000Z',
    end: '2024-03-05T17:30:00.000Z',
    durationMs: 33_300_000,
    events: [
      { eventId: 4624, recordId: '7', time: '2024-03-05T08:15:00.000Z', role: 'open' },
      { eventId: 4634, recordId: '9', time: '2024-03-05T17:30:00.000Z', role: 'close' },
    ],
    findings: [],
  });
});

test('several files are one story, whatever their order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  const files = [logoff, logon].map((text, index) => {
    const file = join(folder, `${index}.xml`);
    writeFileSync(file, text);
    return file;
  });
  const { out } = await cli(['correlate', '--json', '--rule', 'logon-session', ...files]);
  expect(JSON.parse(out)).toMatchObject({ status: 'closed' });
});

test('a rule that is not there is wrong usage', async () =>
  expect(await cli(['correlate', '--rule', 'logon-sesion'])).toEqual({
    status: 2,
    out: '',
    err: `There is no rule "logon-sesion". Did you mean logon-session?

Usage: audit-atlas correlate [FILE…] [--rule ID]… [--json]
`,
  }));

test('what is no event is said, and the rest is still joined', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-'));
  const missing = join(folder, 'none.xml');
  const { status, out, err } = await cli(['correlate', '--json', missing, '-'], logon);
  expect({ status, err }).toEqual({
    status: 1,
    err: `${missing}  unreadable-file\n  There is no such file.\n  Check the path.\n`,
  });
  expect(JSON.parse(out.split('\n').at(-2) as string)).toMatchObject({ status: 'open' });
});
