import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { ruleData, type RuleData } from '../../src/catalog/rule-data.ts';
import { correlate } from '../../src/correlate/correlate.ts';
import { describeChain, type ChainJson } from '../../src/correlate/describe.ts';
import type { RawEvent } from '../../src/event.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { columnTables } from '../../src/query/columns.ts';
import { dialects } from '../../src/query/dialects.ts';
import { nameOf } from '../../src/query/plan.ts';
import { realCatalog, root } from '../content.ts';
import { events } from '../correlate/events.ts';
import { kustoChecker } from './kusto.ts';
import { runKql, type Row, type Value } from './run-kql.ts';
import { SHAPE } from './shape.ts';

const { catalog, definitions } = realCatalog();
const columns = columnTables(catalog);
const rules = ruleData(catalog);
const boots = rules.find((rule) => rule.defines === 'boot');
const write = (ruleId: string, dialectId: string) => {
  const rule = rules.find((one) => one.id === ruleId);
  const dialect = dialects.find((one) => one.id === dialectId);
  if (!rule || !dialect?.rule) throw new Error(`There is no ${ruleId} or no rule in ${dialectId}`);
  return dialect.rule({ rule, boots }, columns);
};
const textOf = (ruleId: string, dialectId: string) => {
  const made = write(ruleId, dialectId);
  return 'cannot' in made ? '' : made.text;
};

test.each(['kql', 'kql-windowsevent'])(
  '%s of every rule binds to the columns of its table',
  (id) => {
    const check = kustoChecker({
      SecurityEvent: catalog.records.columns.get('sentinel-securityevent'),
      WindowsEvent: catalog.records.columns.get('sentinel-windowsevent'),
    });
    for (const rule of rules) expect(check(textOf(rule.id, id)), rule.id).toEqual([]);
  },
);

test.each(['kql', 'spl', 'sql'])('%s says how it takes openings together', (dialect) => {
  const made = write('remote-desktop', dialect);
  expect('cannot' in made ? [] : made.notes).toContain(
    'An opening within 10 seconds of the one before counts as the same; each is compared with the last one, not with the first, and also where the chain has ended between them.',
  );
});

test.each([
  ['kql', true],
  ['spl', true],
  ['esql', true],
  ['sql', true],
  ['spark', true],
  // It compares the names of computers as they are written.
  ['eql', false],
])('%s says by what it tells computers apart: %s', (dialect, said) => {
  const made = write('remote-desktop', dialect);
  const notes = 'cannot' in made ? [] : made.notes;
  expect(notes.some((note) => note.includes('called alike count as one'))).toBe(said);
});

test.each(['eql', 'sigma'])('%s says that it does not take openings together', (dialect) => {
  const made = write('remote-desktop', dialect);
  expect('cannot' in made ? [] : made.notes).toContain(
    'Openings within 10 seconds of one another are not taken as one.',
  );
});

test('events that keep their values below UserData are asked for there', () => {
  expect(textOf('terminal-session', 'eql')).toContain('winlog.user_data.SessionID');
  expect(textOf('terminal-session', 'esql')).not.toContain('winlog.event_data.SessionID');
  expect(textOf('terminal-session', 'spl')).toContain('rex field=UserData_Xml "<SessionID>');
});

test('what comes before the opening event is no second part of a sequence', () => {
  expect(textOf('kerberos', 'eql')).toContain('event.code in ("4769", "4770")');
  expect(textOf('kerberos', 'eql')).not.toContain('4771');
});

test('a run of Windows that another follows is lost in SPL', () => {
  expect(textOf('boot-session', 'spl')).toContain('again=1, "lost"');
});

test('EQL asks for the provider where another log has the same number', () => {
  expect(textOf('boot-session', 'eql')).toContain(
    'event.code == "12" and winlog.provider_name == "Microsoft-Windows-Kernel-General"',
  );
});

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

const folder = join(root, 'content/scenarios');
test.each(readdirSync(folder))(
  'the chains of scenario %s are those of DuckDB',
  async (scenario) => {
    const log = logOf(scenario);
    await fill(log);
    const ours = correlate(log, rules).chains.map(describeChain);
    for (const rule of rules) {
      const rows = await rowsOf(rule);
      expect(chainsIn(rule, rows), `${scenario} ${rule.id}`).toEqual(textsOf(rule, ours));
      expect(straysIn(rule, rows), `${scenario} ${rule.id}`).toEqual(straysOf(rule, ours));
    }
  },
);

test.each(readdirSync(folder))('the chains of scenario %s are those of KQL', (scenario) => {
  const log = logOf(scenario);
  const ours = correlate(log, rules).chains.map(describeChain);
  for (const rule of rules) {
    for (const table of tablesOf(rule)) {
      const rows = kqlRows(rule, log, table);
      expect(chainsIn(rule, rows), `${table} ${rule.id}`).toEqual(textsOf(rule, ours));
      expect(straysIn(rule, rows), `${table} ${rule.id}`).toEqual(straysOf(rule, ours));
    }
  }
});

test.each([
  [
    'a handle that is copied before it is reported, and closed with its copy',
    'object-access',
    `1 10:00:00 4690 SourceProcessId=0x1f0 SourceHandleId=0x88 TargetProcessId=0x4 TargetHandleId=0x8c
     2 10:00:00 4656 ProcessId=0x1f0 HandleId=0x88 ObjectName=a
     3 10:00:01 4663 ProcessId=0x1f0 HandleId=0x8c
     4 10:00:02 4658 ProcessId=0x1f0 HandleId=0x8c
     5 10:00:03 4658 ProcessId=0x1f0 HandleId=0x88`,
    ['2, closed, access 1, value 0, permissions 0, deletion 0, copy 1, copy-elsewhere 0, close 2'],
  ],
  [
    'a handle whose copy is never closed',
    'object-access',
    `1 10:00:00 4656 ProcessId=0x1f0 HandleId=0x88 ObjectName=a
     2 10:00:01 4690 SourceProcessId=0x1f0 SourceHandleId=0x88 TargetProcessId=0x2a0 TargetHandleId=0x8c
     3 10:00:02 4658 ProcessId=0x1f0 HandleId=0x88`,
    ['1, open, access 0, value 0, permissions 0, deletion 0, copy 0, copy-elsewhere 1, close 1'],
  ],
  [
    'a handle of before a restart, and a copy of one that bears its number after it',
    'object-access',
    `1 10:00:00 4656 ProcessId=0x1f0 HandleId=0x88 ObjectName=a
     2 10:05:00 4608
     3 10:05:30 4690 SourceProcessId=0x1f0 SourceHandleId=0x88 TargetProcessId=0x2a0 TargetHandleId=0x8c`,
    ['1, lost, access 0, value 0, permissions 0, deletion 0, copy 0, copy-elsewhere 0, close 0'],
  ],
  [
    'an exit whose program is another one',
    'process',
    `1 10:00:00 4688 NewProcessId=0x1f0 NewProcessName=C:\\a.exe
     2 10:00:01 4689 ProcessId=0x1f0 ProcessName=C:\\b.exe
     3 10:00:02 4688 NewProcessId=0x2f0 NewProcessName=C:\\a.exe
     4 10:00:03 4689 ProcessId=0x2f0 ProcessName=c:\\A.exe`,
    ['1, open, token 0, exit 0', '3, closed, token 0, exit 1'],
  ],
  [
    'a process whose ID is given again',
    'process',
    `1 10:00:00 4688 NewProcessId=0x1f0 NewProcessName=C:\\a.exe
     2 10:00:01 4688 NewProcessId=0x1f0 NewProcessName=C:\\b.exe`,
    ['1, ambiguous, token 0, exit 0', '2, open, token 0, exit 0'],
  ],
  [
    'a process that starts between two signs of one start of Windows',
    'process',
    `1 10:00:00 4688 NewProcessId=0x8c NewProcessName=Registry
     2 10:00:01 4688 NewProcessId=0x1f0 NewProcessName=C:\\a.exe
     3 10:00:05 4608
     4 10:01:00 4689 ProcessId=0x1f0 ProcessName=C:\\a.exe
     5 11:00:00 4608`,
    ['1, lost, token 0, exit 0', '2, closed, token 0, exit 1'],
  ],
  [
    'a handle that is closed and opened again within one moment',
    'object-access',
    `1 10:00:00 4656 ProcessId=0x1f0 HandleId=0x88 ObjectName=a
     2 10:00:01 4658 ProcessId=0x1f0 HandleId=0x88
     3 10:00:01 4656 ProcessId=0x1f0 HandleId=0x88 ObjectName=b
     4 10:00:01 4658 ProcessId=0x1f0 HandleId=0x88`,
    [
      '1, closed, access 0, value 0, permissions 0, deletion 0, copy 0, copy-elsewhere 0, close 1',
      '3, closed, access 0, value 0, permissions 0, deletion 0, copy 0, copy-elsewhere 0, close 1',
    ],
  ],
  [
    'what follows the end of a session',
    'logon-session',
    `1 10:00:00 4672 SubjectLogonId=0x1a
     2 10:00:00 4624 TargetLogonId=0x1a LogonType=3
     3 10:00:05 4634 TargetLogonId=0x1a
     4 10:00:09 4647 TargetLogonId=0x1a
     5 10:00:30 4627 TargetLogonId=0x1a`,
    ['2, closed, groups 0, privileges 1, sign-out 1, logoff 1'],
  ],
  [
    'credentials that are used on the same computer',
    'explicit-credentials',
    `1 10:00:00 4648 TargetUserName=anna TargetServerName=localhost
     2 10:00:01 4624 TargetUserName=ANNA@corp.example LogonType=2`,
    ['1, logon 1, failure 0'],
  ],
  [
    'a logon without its type, which is none of those left out',
    'password-guessing',
    `${Array.from({ length: 10 }, (_, index) => `${index + 1} 10:00:0${index} 4625 IpAddress=10.0.0.5 TargetUserName=a`).join('\n')}
     11 10:00:30 4624 IpAddress=10.0.0.5 TargetUserName=a
     12 10:00:31 4624 IpAddress=10.0.0.5 TargetUserName=a LogonType=7`,
    ['2024-03-05T10:00:00.000Z, failure 10, success 1'],
  ],
  [
    'a success long after the last failure',
    'password-spray',
    `1 10:00:00 4624 IpAddress=10.0.0.5 TargetUserName=z
     2 10:00:01 4625 IpAddress=10.0.0.5 TargetUserName=a
     3 10:00:02 4625 IpAddress=10.0.0.5 TargetUserName=b
     4 10:00:03 4625 IpAddress=::ffff:10.0.0.5 TargetUserName=c
     5 10:00:04 4625 IpAddress=10.0.0.5 TargetUserName=d
     6 10:00:05 4625 IpAddress=10.0.0.5 TargetUserName=e
     7 10:09:00 4624 IpAddress=10.0.0.5 TargetUserName=e
     8 10:12:00 4624 IpAddress=10.0.0.5 TargetUserName=e`,
    ['2024-03-05T10:00:01.000Z, failure 5, success 1'],
  ],
  [
    'a logoff whose logon was before the log',
    'logon-session',
    `1 10:00:00 4634 TargetLogonId=0x1a
     2 10:00:01 4672 SubjectLogonId=0x1b
     3 10:00:02 4624 TargetLogonId=0x1a LogonType=3
     4 10:00:03 4647 TargetLogonId=0x1c`,
    ['3, open, groups 0, privileges 0, sign-out 0, logoff 0'],
    ['2024-03-05T10:00:00.000Z logoff', '2024-03-05T10:00:03.000Z sign-out'],
  ],
])('%s is the same chain in DuckDB and in KQL', async (_, id, log, wanted, strays?: string[]) => {
  const rule = rules.find((one) => one.id === id) as RuleData;
  const list = events(log);
  await fill(list);
  const ours = correlate(list, rules).chains.map(describeChain);
  expect(textsOf(rule, ours)).toEqual(wanted);
  if (strays) expect(straysOf(rule, ours)).toEqual(strays);
  for (const rows of [
    await rowsOf(rule),
    ...tablesOf(rule).map((table) => kqlRows(rule, list, table)),
  ]) {
    expect(chainsIn(rule, rows)).toEqual(wanted);
    expect(straysIn(rule, rows)).toEqual(straysOf(rule, ours));
  }
});

function logOf(scenario: string): RawEvent[] {
  const xml = readFileSync(join(folder, scenario, 'events.xml'), 'utf8');
  return [...readEvents(xml, definitions)].flatMap((read) => ('event' in read ? [read.event] : []));
}

/** Tables that hold all events of a rule: SecurityEvent has the Security log alone. */
const tablesOf = ({ members }: RuleData) =>
  members.every(({ channels }) => channels.length > 0)
    ? (['WindowsEvent', 'SecurityEvent'] as const)
    : (['WindowsEvent'] as const);

/** What KQL finds of one rule, with columns called as in SQL. */
function kqlRows(
  rule: RuleData,
  log: readonly RawEvent[],
  table: 'WindowsEvent' | 'SecurityEvent',
) {
  const isWindowsEvent = table === 'WindowsEvent';
  const facts = catalog.records.columns.get(`sentinel-${table.toLowerCase()}`);
  const none = Object.fromEntries((facts?.columns ?? []).map(({ name }) => [name, '']));
  const rows = log.map((event): Row => {
    const data = Object.fromEntries(event.data.map(({ name, value }) => [name, value]));
    const xml = event.data.map(({ name, value }) => `<Data Name="${name}">${value}</Data>`);
    return {
      ...none,
      ...(isWindowsEvent ? { EventData: data } : { ...data, EventData: xml.join('') }),
      TimeGenerated: Date.parse(event.timeCreated ?? ''),
      Computer: event.computer ?? '',
      EventID: event.eventId ?? null,
      [isWindowsEvent ? 'Provider' : 'EventSourceName']: event.provider ?? '',
      EventRecordId: event.recordId ?? '',
    };
  });
  const text = textOf(rule.id, isWindowsEvent ? 'kql-windowsevent' : 'kql');
  const time = (value: Value | undefined) =>
    typeof value === 'number' ? new Date(value).toISOString() : undefined;
  return runKql(text, { [table]: rows }).map((row) => ({
    ...row,
    open_record: row['Record'],
    start_time: time(row['Start']),
    end_time: time(row['End']),
    status: row['Status'],
  }));
}

async function fill(log: readonly RawEvent[]): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS events; ${SHAPE}`);
  for (const event of log) {
    const data = event.data.map(({ name, value }) => `${quote(name)}: ${quote(value)}`).join(', ');
    await connection.run(
      `INSERT INTO events VALUES (${quote(event.timeCreated ?? '')}, ${quote(event.computer ?? '')}, ${quote(event.provider ?? '')}, ${quote(event.channel ?? '')}, ${event.eventId}, ${event.recordId}, MAP {${data}})`,
    );
  }
}

type Found = Readonly<Record<string, unknown>>;

/** The chains among what a query finds of one rule. */
function chainsIn(rule: RuleData, rows: readonly Found[]): string[] {
  return rows
    .filter(({ status }) => status !== 'orphan')
    .map((row) => chainText(rule, (column) => row[column]))
    .sort();
}

/** The events whose opening event a query does not find: time and member. */
function straysIn(rule: RuleData, rows: readonly Found[]): string[] {
  return rows
    .filter(({ status }) => status === 'orphan')
    .map((row) => {
      const member = rule.members.find(({ id }) => Number(row[nameOf(id)]) === 1);
      return `${isoTime(row['end_time'])} ${member?.id ?? ''}`;
    })
    .sort();
}

/** The events of our orphans that say that a chain went on or ended, for rules whose chains can end. */
function straysOf(rule: RuleData, chains: readonly ChainJson[]): string[] {
  if (!rule.members.some(({ role }) => role === 'close') || rule.only) return [];
  return chains
    .filter((chain) => chain.rule === rule.id && chain.status === 'orphan')
    .flatMap(({ events: all }) => all)
    .filter(({ role }) => role === 'close' || role === 'during')
    .map(({ time, member }) => `${isoTime(time)} ${member}`)
    .sort();
}

/** What DuckDB finds of one rule. */
async function rowsOf(rule: RuleData): Promise<Found[]> {
  return (await connection.runAndReadAll(textOf(rule.id, 'sql'))).getRowObjectsJson();
}

/** Our chains of one rule that have what SQL begins with. */
function textsOf(rule: RuleData, chains: readonly ChainJson[]): string[] {
  const opened = rule.members.some((member) => member.role === 'open' && !member.unsure);
  return chains
    .filter((chain) => chain.rule === rule.id)
    .filter((chain) => !opened || chain.events.some(({ role }) => role === 'open'))
    .map((chain) =>
      chainText(rule, (column) => {
        if (column === 'open_record')
          return chain.events.find(({ role }) => role === 'open')?.recordId;
        if (column === 'start_time') return chain.start;
        if (column === 'status') return chain.status;
        return chain.events.filter(({ member }) => nameOf(member) === column).length;
      }),
    )
    .sort();
}

/** A chain in one line: its opening event or its start, how it ended, and how many events each member gave. */
function chainText(rule: RuleData, value: (column: string) => unknown): string {
  const opens = rule.members.filter(({ role, unsure }) => role === 'open' && !unsure);
  const closes = opens.length > 0 && rule.members.some(({ role }) => role === 'close');
  const begin = opens.length > 0 ? String(value('open_record')) : isoTime(value('start_time'));
  const counts = rule.members
    .filter(({ role }) => role !== 'open' && role !== 'clock')
    .map(({ id }) => `${id} ${String(value(nameOf(id)))}`);
  return [begin, ...(closes ? [String(value('status'))] : []), ...counts].join(', ');
}

const isoTime = (time: unknown) =>
  new Date(`${String(time).replace(' ', 'T').replace(/Z$/, '')}Z`).toISOString();

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
