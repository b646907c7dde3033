import { expect, test } from 'vitest';
import type { FieldSlot } from '../../src/catalog/layout.ts';
import type { FieldType } from '../../src/schema/field.ts';
import { decodeEvent } from '../../src/decode/decode.ts';
import { explainValue } from '../../src/decode/values/explain.ts';
import { explainKeywords } from '../../src/decode/values/keywords.ts';
import { serviceSid } from '../../src/decode/values/service-sid.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();
const explain = (
  type: FieldType,
  value: string,
  data: Record<string, string> = {},
  slot: Partial<FieldSlot> = {},
) =>
  explainValue(
    value,
    { name: 'It', concept: undefined, type, tables: [], as: 'UnicodeString', ...slot },
    new Map(Object.entries(data)),
    definitions,
  );

test.each([
  ['::ffff:10.1.2.3', '10.1.2.3, IPv4 written as IPv6 (private network)'],
  ['192.168.1.9', 'private network'],
  ['172.32.0.1', undefined],
  ['::1', 'loopback'],
  ['fe80::1c2d:3e4f%12', 'link-local'],
  ['169.254.7.7', 'link-local'],
  ['255.255.255.255', 'broadcast'],
  ['0.0.0.0', 'unspecified address'],
  ['8.8.8.8', undefined],
  ['1:2:3:4:5:6:7:8:9', undefined],
  ['::ffff:999.1.1.1', undefined],
  ['LOCAL', undefined],
])('address %s is %s', (value, text) => {
  expect(explain('ip-address', value)?.text).toBe(text);
});

test.each([
  ['445', 'SMB'],
  ['0', 'No port'],
  ['50000', 'Dynamic port'],
  ['4711', undefined],
])('port %s is %s', (value, text) => {
  expect(explain('port', value)?.text).toBe(text);
});

test.each([
  ['2024-03-05T08:15:02.4170000Z', '2024-03-05 08:15:02.417 UTC'],
  ['1601-01-01T00:00:00.0000000Z', 'not set'],
  ['9223372036854775807', 'never'],
  ['0x7fffffffffffffff', 'never'],
  ['133541001024170000', '2024-03-05 08:15:02.417 UTC'],
  ['20240305081502.0Z', '2024-03-05 08:15:02 UTC'],
  ['2024-03-05T10:15:02.4+02:00', '2024-03-05 08:15:02.4 UTC'],
  ['2024-03-05 08:15:02 UTC', '2024-03-05 08:15:02 UTC'],
  ['2024-03-05T08:15:02', 'no time zone'],
  ['1601-06-05T00:00:00Z', '1601-06-05 00:00:00 UTC'],
  ['2024-13-05T00:00:00Z', undefined],
  ['3/5/2024 8:15:02 AM', 'local time'],
  ['%%1794', '<never>'],
  ['soon', undefined],
])('time %s is %s', (value, text) => {
  expect(explain('time', value)?.text).toBe(text);
});

test.each([
  ['-36288000000000', '42 days'],
  ['-9223372036854775808', 'for ever'],
  ['0:00:30:00', '30 minutes'],
])('duration %s is %s', (value, text) => {
  expect(explain('duration', value)?.text).toBe(text);
});

test.each([
  ['0x4', 'System'],
  ['0x940', '2368 in decimal'],
  ['2368', '0x940 in hexadecimal'],
])('process id %s is %s', (value, text) => {
  expect(explain('process-id', value)?.text).toBe(text);
});

test.each([
  ['\\REGISTRY\\MACHINE\\SOFTWARE\\Corp', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Corp'],
  ['\\Device\\HarddiskVolume3\\Tools\\a.exe', '\\Tools\\a.exe on volume 3'],
  ['\\Device\\Mup\\fs1\\Finance', '\\\\fs1\\Finance'],
  ['\\??\\C:\\Tools', 'C:\\Tools'],
  ['\\\\fs1\\Finance', undefined],
])('path %s is %s', (value, text) => {
  expect(explain('path', value)?.text).toBe(text);
});

test('the command that a command line hides in Base64 is shown', () => {
  const base64 = Buffer.from('Get-Process lsass', 'utf16le').toString('base64');
  const line = `powershell.exe -NoP -enc ${base64}`;
  expect(explain('command-line', line)?.parts).toEqual([
    { value: base64, text: 'Get-Process lsass', detail: 'Decoded from Base64.' },
  ]);
  expect(explain('command-line', 'net use -e AAAABBBBCCCC')).toBeUndefined();
  expect(explain('command-line', 'copy -encodedthing QUJDREVGR0g=')).toBeUndefined();
});

test('SIDs: the same everywhere, by shape, by a service named in the event, by numbers inside', () => {
  expect(explain('sid', 'S-1-5-18')?.text).toBe('NT AUTHORITY\\SYSTEM');
  expect(explain('sid', 'S-1-5-5-0-84930')?.text).toBe('Logon Session');
  expect(explain('sid', 'S-1-5-90-0-3')?.text).toBe('DWM-3');
  expect(explain('sid', 'S-1-12-1-305419896-1-2-3')?.detail).toContain(
    '12345678-0001-0000-0200-000003000000',
  );
  expect(serviceSid('TrustedInstaller')).toBe(
    'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
  );
  const sid = serviceSid('CorpAgent');
  expect(explain('sid', sid)?.text).toBe('Service account');
  for (const ServiceName of ['CorpAgent', 'NT SERVICE\\CorpAgent']) {
    expect(explain('sid', sid, { ServiceName })?.text).toBe('NT SERVICE\\CorpAgent');
  }
  expect(explain('sid', 'S-1-11-96-3623454863-58364-18864-2661722203')?.text).toBe(
    'Microsoft account',
  );
  // Long enough that a pattern which tries every way to part the numbers never ends.
  expect(explain('sid', `S-1-15-2${'-1'.repeat(5_000)}-`)).toBeUndefined();
});

test('a mask after a mask says what went on and off', () => {
  const slot = { name: 'NewUacValue', tables: ['user-account-control-sam'] };
  expect(explain('code', '0x210', { OldUacValue: '0x15' }, slot)).toMatchObject({
    text: 'USER_NORMAL_ACCOUNT, USER_DONT_EXPIRE_PASSWORD',
    detail:
      'Switched on: USER_DONT_EXPIRE_PASSWORD. Switched off: USER_ACCOUNT_DISABLED, USER_PASSWORD_NOT_REQUIRED.',
  });
});

test('a mask reads by the rights of the object that the event names', () => {
  const mask = (data: Record<string, string>) => explain('access-mask', '0x1', data)?.text;
  expect(mask({ ObjectServer: 'Security', ObjectType: 'File' })).toBe('FILE_READ_DATA');
  expect(mask({ ObjectServer: 'Security', ObjectType: 'Key' })).toBe('KEY_QUERY_VALUE');
  expect(mask({ ObjectServer: 'Security', ObjectType: 'Process' })).toBe('PROCESS_TERMINATE');
  expect(mask({ ObjectServer: 'DS', ObjectType: '%{bf967aba-0de6-11d0-a285-00aa003049e2}' })).toBe(
    'ADS_RIGHT_DS_CREATE_CHILD',
  );
});

test('rights as a number where the kind of object is not told: those that every object has', () => {
  const { fields } = decodeEvent(
    {
      format: 'xml',
      eventId: 4674,
      provider: 'Microsoft-Windows-Security-Auditing',
      data: [
        { name: 'ObjectType', value: '-' },
        { name: 'AccessMask', value: '131073' },
      ],
      problems: [],
      source: { file: '-', index: 0 },
    },
    definitions,
  );
  expect(fields[1]?.meaning).toBe('READ_CONTROL, 0x1 (not named)');
});

test('values of an attribute read by what its name says', () => {
  const value = (attribute: string, text: string) =>
    explainValue(
      text,
      definitions.slotOf('AttributeValue'),
      new Map([['AttributeLDAPDisplayName', attribute]]),
      definitions,
    )?.text;
  expect(value('userAccountControl', '4260352')).toBe(
    'UF_NORMAL_ACCOUNT, UF_DONT_EXPIRE_PASSWD, UF_DONT_REQUIRE_PREAUTH',
  );
  expect(value('groupType', '-2147483646')).toBe(
    'GROUP_TYPE_ACCOUNT_GROUP, GROUP_TYPE_SECURITY_ENABLED',
  );
  expect(value('sAMAccountType', '805306368')).toBe('User');
  expect(value('description', '512')).toBeUndefined();
  expect(value('nTSecurityDescriptor', 'O:BAG:DUD:AI(A;;GA;;;SY)')).toBe(
    'owner BUILTIN\\Administrators, 1 access entry',
  );
});

test('flags read by the table that another field of the event chooses', () => {
  const tables = ['forest-trust-name-flag', 'forest-trust-domain-flag'];
  const flags = (EntryType: string) => explain('code', '4', { EntryType }, { tables })?.text;
  expect(flags('0')).toBe('LSA_TLN_DISABLED_CONFLICT');
  expect(flags('2')).toBe('LSA_NB_DISABLED_ADMIN');
  expect(flags('7')).toBeUndefined();
});

test('descriptors: objects named, labels, conditions, rights as a number', () => {
  const texts = (sddl: string, data = {}) =>
    explain('sddl', sddl, data)?.parts?.map((part) => part.text);
  expect(texts('D:(OA;;RP;4c164200-20c0-11d0-a768-00aa006e0529;;AU)')).toEqual([
    'Allow (object) NT AUTHORITY\\Authenticated Users: ADS_RIGHT_DS_READ_PROP on Account Restrictions',
  ]);
  expect(texts('S:(ML;;NW;;;HI)')?.[0]).toContain('Mandatory Label\\High Mandatory Level');
  expect(texts('D:(XA;;FX;;;S-1-1-0;(@User.Project Any_of "a;b)"))')?.[0]).toContain(
    'if (@User.Project Any_of "a;b)")',
  );
  expect(texts('D:(A;;0x1;;;S-1-5-18)', { ObjectServer: 'Security', ObjectType: 'File' })).toEqual([
    'Allow NT AUTHORITY\\SYSTEM: FILE_READ_DATA',
  ]);
  expect(texts('D:(A;;FA;;;SY')).toBeUndefined();
  expect(texts('S:(AU;SA;DCRPSD;;;WD)', { ObjectServer: 'Security', ObjectType: 'File' })).toEqual([
    'Audit Everyone: FILE_WRITE_DATA, FILE_WRITE_EA, DELETE',
  ]);
  expect(texts('D:(A;;DCRP;;;WD)')).toEqual([
    'Allow Everyone: ADS_RIGHT_DS_DELETE_CHILD, ADS_RIGHT_DS_READ_PROP',
  ]);
});

test('descriptors: no list is not an empty one, and a cut is said', () => {
  const text = (sddl: string) => explain('sddl', sddl)?.text;
  expect(text('D:')).toBe('no access entries');
  expect(text('D:NO_ACCESS_CONTROL')).toBe('no access list: everybody has full access');
  expect(text('S:NO_ACCESS_CONTROL')).toBe('no audit list');
  expect(text('D:(A;;FA;;;SY)(A;;FA')).toBe('1 access entry before a cut');
});

test('names of services are taken apart', () => {
  expect(explain('spn', 'cifs/fs1.corp.example')?.text).toBe(
    'file sharing (SMB) on fs1.corp.example',
  );
  expect(explain('spn', 'MSSQLSvc/db1:1433@CORP.EXAMPLE')?.text).toBe(
    'Microsoft SQL Server on db1, port 1433, realm CORP.EXAMPLE',
  );
  expect(explain('spn', 'MSSQLSvc/db1:SALES')?.text).toBe(
    'Microsoft SQL Server on db1, instance SALES',
  );
  expect(explain('spn', 'corpd/app1')?.text).toBe('service corpd on app1');
});

test('conditions of a filter are named by their GUIDs, whatever stands between them', () => {
  const conditions = `
\tCondition ID:\t{d78e1e87-8644-4ea5-9437-d809ecefc971}
\tMatch value:\tEqual to
\tCondition value:\t
    00000000  53 00 79 00 73 00 74 00-65 00 6d 00 00 00        S.y.s.t.e.m...

\tCondition ID:\t{c35a604d-d22b-4e1a-91b4-68f674ee674b}
\tMatch value:\tEqual to
\tCondition value:\t0x01bb

\tCondition ID:\t{00000000-1111-2222-3333-444444444444}
\tMatch value:\tEqual to
\tCondition value:\t0x1
`;
  const meaning = explain('text', conditions, {}, { tables: ['wfp-condition'] });
  expect(meaning).toMatchObject({ text: 'Program, Remote port', aside: true });
  expect(meaning?.parts?.map((part) => part.value)).toEqual([
    '{d78e1e87-8644-4ea5-9437-d809ecefc971}',
    '{c35a604d-d22b-4e1a-91b4-68f674ee674b}',
  ]);
  expect(explain('text', conditions)).toBeUndefined();
});

test('every part of a list has its row', () => {
  expect(
    explain('ds-properties', '%%7685\n\t{bf967aba-0de6-11d0-a285-00aa003049e2}\n'),
  ).toMatchObject({
    text: 'Write Property, user',
    parts: [{ text: 'Write Property' }, { table: 'ds-class' }],
  });
  expect(explain('sid-list', '\n\t\t%{S-1-5-32-544}\n\t\t%{S-1-1-0}')?.text).toBe(
    'BUILTIN\\Administrators, Everyone',
  );
  expect(
    explain('access-reason', '%%4416:\t%%1801\tD:(A;;FA;;;BA)\n\t\t\t\t')?.parts?.[0]?.text,
  ).toBe(
    'ReadData (or ListDirectory): Granted by (Allow BUILTIN\\Administrators: FILE_ALL_ACCESS)',
  );
  expect(
    explain('access-reason', '%%1541:\t%%1801\tD:(A;;FA;;;BA)\r\n\t\t\t\t%%4424:\t%%1805\r\n')
      ?.text,
  ).toBe(
    'SYNCHRONIZE: Granted by (Allow BUILTIN\\Administrators: FILE_ALL_ACCESS); WriteAttributes: Not granted',
  );
  // Long enough that a pattern which tries every way to part the spaces does not end in time.
  expect(explain('access-reason', `%%1541:${' '.repeat(300_000)}x`)?.parts).toHaveLength(1);
  expect(explain('guid', '{00000000-0000-0000-0000-000000000000}')).toEqual({ text: 'none' });
});

test('the XML of a scheduled task is told in words: what runs, as whom and when', () => {
  const task = `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Author>CORP\\anna</Author></RegistrationInfo>
  <Triggers>
    <LogonTrigger><Enabled>true</Enabled></LogonTrigger>
    <CalendarTrigger>
      <StartBoundary>2024-03-05T08:00:00</StartBoundary>
      <Repetition><Interval>PT15M</Interval></Repetition>
      <ScheduleByWeek><WeeksInterval>1</WeeksInterval><DaysOfWeek><Monday /><Friday /></DaysOfWeek></ScheduleByWeek>
    </CalendarTrigger>
  </Triggers>
  <Principals><Principal id="Author"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal></Principals>
  <Settings><Hidden>true</Hidden></Settings>
  <Actions Context="Author"><Exec><Command>C:\\Tools\\a.exe</Command><Arguments>/all &gt; x</Arguments></Exec></Actions>
</Task>`;
  expect(explain('xml', task)).toEqual({
    aside: true,
    text: 'runs C:\\Tools\\a.exe /all > x as NT AUTHORITY\\SYSTEM when anybody logs on and every week on Monday, Friday from 2024-03-05T08:00:00, again every 15 minutes',
    parts: [
      { value: 'Exec', text: 'C:\\Tools\\a.exe /all > x' },
      { value: 'S-1-5-18', text: 'runs as this account, with the highest privileges that it has' },
      { value: 'LogonTrigger', text: 'when anybody logs on' },
      {
        value: 'CalendarTrigger',
        text: 'every week on Monday, Friday from 2024-03-05T08:00:00, again every 15 minutes',
      },
      { value: 'Hidden', text: 'not shown in the list of tasks' },
    ],
  });
  expect(explain('xml', task.slice(0, task.indexOf('<Arguments>')))?.text).not.toContain('/all');
  expect(explain('xml', '<Door>open</Door>')).toBeUndefined();
  const escaped = task.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  expect(explain('xml', escaped)).toEqual(explain('xml', task));
  const byHand = /when it is started by hand/;
  const without = task.replace(/<Triggers>.*<\/Triggers>/s, '<Triggers />');
  expect(explain('xml', without)?.text).toMatch(byHand);
  expect(explain('xml', without.slice(0, without.indexOf('<Actions')))?.text).not.toMatch(byHand);
});

const RUN = '<Actions><Exec><Command>a.exe</Command></Exec></Actions>';
const START = '<StartBoundary>2024-03-05T08:00:00</StartBoundary>';

test.each([
  ['<BootTrigger />', 'when the computer starts'],
  ['<BootTrigger><Enabled>false</Enabled></BootTrigger>', 'when the computer starts (disabled)'],
  ['<LogonTrigger><UserId>CORP\\bo</UserId></LogonTrigger>', 'when CORP\\bo logs on'],
  ['<IdleTrigger />', 'when the computer is idle'],
  ['<RegistrationTrigger />', 'when it is registered'],
  [`<TimeTrigger>${START}</TimeTrigger>`, 'at 2024-03-05T08:00:00'],
  [
    '<EventTrigger><Subscription>*[System[EventID=1]]</Subscription></EventTrigger>',
    'on the events of *[System[EventID=1]]',
  ],
  [
    '<SessionStateChangeTrigger><StateChange>SessionLock</StateChange></SessionStateChangeTrigger>',
    'on SessionLock of a session',
  ],
  [
    '<SessionStateChangeTrigger><UserId>bo</UserId><StateChange>SessionLock</StateChange></SessionStateChangeTrigger>',
    'on SessionLock of the session of bo',
  ],
  [
    `<CalendarTrigger>${START}<ScheduleByDay><DaysInterval>2</DaysInterval></ScheduleByDay></CalendarTrigger>`,
    'every 2 days from 2024-03-05T08:00:00',
  ],
  [
    '<CalendarTrigger><ScheduleByMonth><Months><May /></Months></ScheduleByMonth></CalendarTrigger>',
    'on days of the calendar (May)',
  ],
  [
    '<BootTrigger><Repetition><Interval>P1DT2H</Interval></Repetition></BootTrigger>',
    'when the computer starts, again every day 2 hours',
  ],
  ['<WnfStateChangeTrigger />', 'on WnfStateChangeTrigger'],
])('a task with the trigger %s runs %s', (xml, text) => {
  const task = `<Task><Triggers>${xml}</Triggers>${RUN}</Task>`;
  expect(explain('xml', task)?.text).toBe(`runs a.exe ${text}`);
});

test.each([
  [
    '<Exec><Command>a.exe</Command><WorkingDirectory>C:\\x</WorkingDirectory></Exec>',
    'a.exe in C:\\x',
  ],
  ['<ComHandler><ClassId>{1}</ClassId><Data>d</Data></ComHandler>', 'the COM class {1} d'],
  ['<SendEmail><To>bo@corp.example</To></SendEmail>', 'a mail to bo@corp.example'],
  ['<ShowMessage><Body>Hello</Body></ShowMessage>', 'a message: Hello'],
  [
    '<Exec><Command>a.exe</Command></Exec><Exec><Command>b.exe</Command></Exec>',
    'a.exe, then b.exe',
  ],
])('a task with the action %s runs %s', (xml, text) => {
  const task = `<Task><Actions>${xml}</Actions></Task>`;
  expect(explain('xml', task)?.text).toBe(
    `runs ${text} when it is started by hand or by a program`,
  );
});

test('a disabled task and one that runs as a group say so', () => {
  const task = `<Task><Principals><Principal><GroupId>Users</GroupId><LogonType>S4U</LogonType></Principal></Principals><Settings><Enabled>false</Enabled></Settings>${RUN}</Task>`;
  expect(explain('xml', task)?.parts).toEqual([
    { value: 'Exec', text: 'a.exe' },
    {
      value: 'Users',
      text: 'runs as this account, without a stored password, for this computer alone',
    },
    { value: 'Enabled', text: 'disabled' },
  ]);
});

test('object identifiers are named, alone and in the settings of a certificate template', () => {
  expect(explain('oid', '1.3.6.1.5.5.7.3.2')).toMatchObject({
    text: 'Client Authentication',
    table: 'object-identifier',
  });
  expect(explain('oid', '1.3.6.1.4.1.311.21.8.1.2.3')?.text).toBe('identifier of this forest');
  expect(explain('oid', '1.2.3.4.5')).toBeUndefined();
  const settings =
    'pKIExtendedKeyUsage =\n  1.3.6.1.5.5.7.3.1 Server\n  1.3.6.1.4.1.311.20.2.2 Logon';
  expect(explain('text', settings)).toMatchObject({
    aside: true,
    text: 'Server Authentication, Smart Card Logon',
    parts: [{ value: '1.3.6.1.5.5.7.3.1' }, { value: '1.3.6.1.4.1.311.20.2.2' }],
  });
});

test.each([
  ['0x8020000000000000', 'Audit Success'],
  ['0x8010000000000000', 'Audit Failure'],
  ['0x80000000000000', 'Classic'],
  ['0x4020000000000001', 'Audit Success, bits of the provider'],
  ['0x0', undefined],
  ['none', undefined],
])('keywords %s say %s', (keywords, words) => {
  expect(explainKeywords(keywords)).toBe(words);
});
