import { expect, test } from 'vitest';
import { codeShardNames, shardsOf } from '../../src/catalog/lookup/code-rows.ts';
import { findWords } from '../../src/catalog/lookup/find-words.ts';
import { isEventText, readQuery } from '../../src/catalog/lookup/read-query.ts';
import { searchRecords } from '../../src/catalog/lookup/search-records.ts';
import { realCatalog } from '../content.ts';
import { compared, find, near, shards } from './find.ts';

const { catalog } = realCatalog();
const records = searchRecords(catalog, new Map());

test('the files that a query asks for are among those that the site writes', () => {
  const asked = ['%%1833', '1833', '0xC000006A', 'S-1-5-18', 'STATUS_WRONG_PASSWORD', 'Kerberos']
    .concat('{0cce9215-69ae-11d9-bed3-505054503030}')
    .flatMap((text) => shardsOf(readQuery(text)));
  const names = new Set(codeShardNames);
  expect([...asked, ...shards.keys()].filter((name) => !names.has(name))).toEqual([]);
  expect(asked).toContain('message');
});

const first = (query: string) => {
  const [answer] = find(query);
  return answer && `${answer.kind} ${answer.name} ${answer.url}`;
};

test.each([
  ['4634', 'event 4634 /security/4634/'],
  [' 4634 ', 'event 4634 /security/4634/'],
  ['538', 'legacy 538 /security/legacy/538/'],
  ['targetlogonid', 'field TargetLogonId /fields/target-logon-id/'],
  ['target logon id', 'field TargetLogonId /fields/target-logon-id/'],
  ['%%1833', 'code %%1833 /codes/impersonation-level/#1833'],
  ['S-1-5-18', 'code S-1-5-18 /codes/well-known-sid/#s-1-5-18'],
  ['{0CCE9216-69AE-11D9-BED3-505054503030}', 'subcategory Logoff /policy/logoff/'],
  ['logged off', 'event 4634 /security/4634/'],
  ['failed logon', 'event 4625 /security/4625/'],
  ['Event ID: 4624', 'event 4624 /security/4624/'],
  ['STATUS_WRONG_PASSWORD', 'code 0xc000006a /codes/ntstatus/#0xc000006a'],
  ['code:0x12', 'code 0x12 /codes/kerberos-result-code/#0x12'],
  ['field:logon type', 'field LogonType /fields/logon-type/'],
  ['policy:logoff', 'subcategory Logoff /policy/logoff/'],
  ['LUID', 'page LUID /glossary/#luid'],
  ['EventCode=4624', 'event 4624 /security/4624/'],
  ['Event 4625(F)', 'event 4625 /security/4625/'],
  ['legacy 538', 'legacy 538 /security/legacy/538/'],
  ['Logon Type: 10', 'code 10 /codes/logon-type/#10'],
  ['UAC 0x10', 'code 0x10 /codes/user-account-control-sam/#0x10'],
  ['event id for failed logon', 'event 4625 /security/4625/'],
  ['4740 caller computer', 'event 4740 /security/4740/'],
  ['7045', 'page Service Control Manager /glossary/#service-control-manager'],
  ['script block logging', 'page PowerShell logging /glossary/#powershell-logging'],
  ['who rebooted the server', 'page Shutdown and restart /glossary/#restart'],
  ['old event ids windows 2003', 'page Convert legacy event ids /security/legacy/convert/'],
  ['windows xp event id', 'page Convert legacy event ids /security/legacy/convert/'],
  ['LDAP bind', 'page LDAP bind /glossary/#ldap-bind'],
  ['what is the system account', 'page SYSTEM account /glossary/#system-account'],
  ['localsystem', 'page SYSTEM account /glossary/#system-account'],
  ['what is a subject in event', 'page Subject of an event /glossary/#subject-of-an-event'],
  ['ntlmv1 usage', 'event 4776 /security/4776/'],
  ['failed logon reason codes', 'page NTSTATUS /glossary/#ntstatus'],
  ['user added to local admins', 'event 4732 /security/4732/'],
  ['AS-REP roasting', 'page AS-REP roasting /glossary/#as-rep-roasting'],
  ['schtasks', 'event 4698 /security/4698/'],
  ['new local admin', 'event 4732 /security/4732/'],
  ['LogonType=3', 'code 3 /codes/logon-type/#3'],
  ['SubStatus: 0xC0000064', 'code 0xc0000064 /codes/ntstatus/#0xc0000064'],
  ['error 0xC000006A', 'code 0xc000006a /codes/ntstatus/#0xc000006a'],
  ['question 4624', 'event 4624 /security/4624/'],
  ['2313', 'code %%2313 /codes/logon-failure-reason/#2313'],
  ['NT AUTHORITY\\SYSTEM', 'code S-1-5-18 /codes/well-known-sid/#s-1-5-18'],
  [
    '{54849625-5478-4994-A5BA-3E3B0328C30D}',
    'page Microsoft-Windows-Security-Auditing /security/?provider=security-auditing',
  ],
  ['SeDebugPrivilege', 'code SeDebugPrivilege /codes/privilege/#sedebugprivilege'],
])('%s leads to %s', (query, answer) => expect(first(query)).toBe(answer));

test.each([
  '0xC000006A',
  '0xc000006a',
  'C000006A',
  '3221225578',
  '-1073741718',
  '0xFFFFFFFFC000006A',
])('%s is the NTSTATUS of a wrong password, whatever its spelling', (query) => {
  const answer = find(query).find((one) => one.url === '/codes/ntstatus/#0xc000006a');
  expect(answer?.title).toBe('STATUS_WRONG_PASSWORD');
  expect(answer?.detail).toContain('4625');
});

test('a legacy id says what it is called today', () =>
  expect(find('538')[0]?.detail).toBe('Windows 2000 to Server 2003; is 4634 since Vista'));

test('ids that begin so follow', () =>
  expect(find('463').map((answer) => answer.name)).toContain('4634'));

test('several ids give one answer each', () =>
  expect(find('4624, 538;4634').map((answer) => answer.name)).toEqual(['4624', '538', '4634']));

test('ids and codes together give one answer each', () =>
  expect(find('4625 and 0xC000006A, %%1833').map((answer) => answer.name)).toEqual([
    '4625',
    '0xc000006a',
    '%%1833',
  ]));

test('a short number is exact for no code, since many tables have it', () => {
  const answers = find('10');
  expect(answers.map((answer) => answer.title)).toContain('RemoteInteractive');
  expect(answers.filter((answer) => answer.exact)).toEqual([]);
});

test.each([
  ['46324', ['4624', '4634']],
  ['4635', ['4634', '4625']],
  ['4642', ['4624']],
  ['46254', ['4625']],
  ['TargetLogonld', ['TargetLogonId', 'TargetLogonGuid']],
  ['kerbros', ['kerberos']],
  ['field:SubjectUsrName', ['SubjectUserName']],
])('a slip of the keyboard is understood: %s', (query, names) => {
  expect(find(query)).toEqual([]);
  expect(near(query).slice(0, names.length)).toEqual(names);
});

test.each([
  ['wrong password', ['4625', '4771', '4776', '0xc000006a']],
  ['Who disabled the account?', ['4725']],
  ['account locked out', ['4740']],
  ['deleted file', ['4663', '4660']],
  ['file deletion', ['4663', '4660']],
  ['login', ['4624', '4625']],
  ['logout', ['4634', '4647']],
  ['new service', ['4697']],
  ['usb', ['6416']],
  ['clear log', ['1102']],
  ['rdp', ['4624', '4778', '4779']],
  ['remote desktop', ['4624', '4778', '4779']],
  ['anonymous logon', ['Anonymous logon', 'S-1-5-7', '4624']],
  ['T1558.004', ['4768']],
  ['T1110.003', ['4625']],
  ['Source Network Address', ['IpAddress']],
])('a question is answered in the words it is asked in: %s', (query, names) => {
  const answers = find(query).map((answer) => answer.name);
  expect(answers.slice(0, names.length)).toEqual(names);
});

test('a word is found where it begins, not inside another', () =>
  expect(find('new account').map((answer) => answer.title)).not.toContain(
    'A Kerberos service ticket was renewed',
  ));

test('a code beside an event is what that event holds, in every meaning that it may have there', () =>
  expect(find('4769 0x17').map((answer) => answer.title)).toEqual([
    'A Kerberos service ticket was requested',
    'KDC_ERR_KEY_EXPIRED',
    'RC4-HMAC',
  ]));

test('a hexadecimal code is first of all one of a table that is written so', () =>
  expect(find('0x6')[0]?.url).toBe('/codes/kerberos-result-code/#0x6'));

test('a mask is looked for in the rights of every kind of object', () => {
  const urls = find('AccessMask 0x2').map((answer) => answer.url);
  expect(urls).toContain('/codes/access-mask-file/#0x2');
  expect(urls).not.toContain('/codes/service-start-type/#2');
});

test.each([
  ['T1550.002', '/security/4624/', 'T1550.002 Pass the Hash'],
  [
    'include command line in process creation',
    '/security/4688/',
    'Include command line in process creation events',
  ],
  ['password wrong status', '/codes/ntstatus/', 'STATUS_WRONG_PASSWORD The password is wrong'],
])('words of the text lead to %s and its line', (words, url, line) => {
  const answer = findWords(words, records).find((one) => one.url === url);
  expect(answer?.detail).toContain(line);
});

test.each(['zzqx', '(((((', '...'])('nothing is known of nonsense: %s', (text) => {
  expect(find(text)).toEqual([]);
  expect(findWords(text, records)).toEqual([]);
  expect(near(text)).toEqual([]);
});

test.each([
  ['<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">', true],
  ['{"EventID": 4624, "Computer": "ws7"}', true],
  ['An account was logged off.\n\nSubject:\n  Security ID: S-1-5-7\n  Account Name: -', true],
  ['4624\n4634\n4647', false],
  ['logged off', false],
])('%j is an event: %s', (text, is) => expect(isEventText(text)).toBe(is));

test.each([
  ['4625 status 0xC000006D substatus 0xC0000064', ['4625', '0xc000006d', '0xc0000064']],
  ['4624 type 9', ['4624', '9 /codes/logon-type/#9']],
  ['Event 4624, Logon Type: 3', ['4624', '3 /codes/logon-type/#3']],
])('an event id and codes with what they are said to be: %s', (query, expected) => {
  const answers = find(query);
  expect(answers).toHaveLength(expected.length);
  for (const [place, start] of expected.entries()) {
    const answer = answers[place];
    expect(`${answer?.name} ${answer?.url}`).toContain(start);
  }
});

test('a sum of flags leads to the calculators of the tables that it is said to be of', () => {
  const urls = find('UAC 0x10200').map(({ url }) => url);
  expect(urls).toEqual([
    '/codes/user-account-control-ldap/?mask=0x10200',
    '/codes/user-account-control-sam/?mask=0x10200',
  ]);
});

test.each([
  // As other tools and other queries write it.
  ['event.code: "4688"', ['4688']],
  ['EventCode IN (4624,4625)', ['4624', '4625']],
  ['winlog.event_data.TargetUserName', ['TargetUserName']],
  ['process.parent.executable', ['ParentProcessName']],
  ['src_ip', ['IpAddress']],
  ['auditpol /set /subcategory:"Logon" /success:enable', ['Logon']],
  // A line of an event.
  ['<Data Name="LogonType">3</Data>', ['3']],
  ['"LogonType": "3"', ['3']],
  ['An account failed to log on.', ['4625']],
  ['Caller Computer Name:\tWS7', ['TargetDomainName']],
  // Codes behind, before and among words.
  ['type 10 logon', ['10']],
  ['0x12 encryption', ['0x12']],
  ['4624 type 3 ntlm', ['4624', '3']],
  ['4662 dcsync', ['4662', 'DCSync']],
  ['RID 500', ['RID']],
  ['sysmon event id 3', ['Sysmon']],
  ['0x8020000000000000', ['Keywords']],
  ['seimpersonate', ['SeImpersonatePrivilege']],
  ['DS-Replication-Get-Changes-All', ['1131f6ad-9c07-11d1-f79f-00c04fc2dcd2']],
  // Accounts, and the logon types by their names.
  ['guest', ['S-1-5-21-<domain>-501']],
  ['S-1-5-21-<domain>-512', ['S-1-5-21-<domain>-512']],
  ['batch logon', ['4624', '4625', '4698', '4']],
  ['network logon', ['4624', '4625', '3']],
  // What the log calls otherwise, or does not know.
  ['lolbins', ['4688']],
  ['certutil', ['4688']],
  ['mfa', ['Multi-factor authentication']],
  ['usb plugged in', ['6416']],
  ['new user created', ['4720']],
  ['Detailed Tracking', ['DPAPI Activity', 'Plug and Play Events', 'Process Creation']],
  ['fehlgeschlagene Anmeldung', ['4625']],
  ["échec d'ouverture de session", ['4625']],
])('a reader who types %s has the answer', (query, expected) => {
  const answers = find(query).map((answer) => answer.name);
  expect(answers.slice(0, expected.length)).toEqual(expected);
});

test('a range of ids gives the events and legacy events in it', () => {
  expect(find('4720-4724').map(({ name }) => name)).toEqual(['4720', '4722', '4723', '4724']);
  expect(find('537–538').map(({ name }) => name)).toEqual(['537', '538']);
});

test('a mask beside an event is read as rights to a file before those to a desktop', () => {
  const urls = find('4663 0x2').map(({ url }) => url);
  expect(urls[1]).toBe('/codes/access-mask-file/#0x2');
  expect(urls.length).toBeLessThan(15);
});

test.each([
  ['account lockout event id', ['4740']],
  ['user created event', ['4720']],
  ['event id user deleted', ['4726']],
  ['logon event', ['4624', '4625']],
  ['dcsync event id', ['DCSync']],
  ['kerberoasting detection', ['Kerberoasting']],
  ['all event ids', ['List of all events']],
  ['4624 event', ['4624']],
])('words that ask for an event are no part of what is asked: %s', (query, names) =>
  expect(
    find(query)
      .map(({ name }) => name)
      .slice(0, names.length),
  ).toEqual(names),
);

test.each([
  ['gpo audit logon', 'Logon'],
  ['audit logon events', 'Logon'],
  ['enable process creation auditing', 'Process Creation'],
  ['how to enable object access auditing', 'Object access auditing'],
  ['Audit PNP Activity', 'Plug and Play Events'],
  ['audit process tracking', 'Basic audit policy'],
  ['auditpol /get /category:"Account Logon"', 'Credential Validation'],
  ['  Process Creation                        No Auditing', 'Process Creation'],
  [
    'Computer Configuration > Policies > Windows Settings > Security Settings > Advanced Audit Policy Configuration > Audit Policies > Logon/Logoff > Audit Logon',
    'Logon',
  ],
  [
    'Windows Settings → Security Settings → Local Policies → Audit Policy → Audit logon events',
    'Logon',
  ],
  ['Account Logon', 'Credential Validation'],
])('who wants to switch auditing on finds the subcategory: %s', (query, name) =>
  expect(find(query)[0]?.name).toBe(name),
);

test.each([
  ['T1558', ['4768', '4769']],
  ['attack.t1558.003', ['4769']],
  // An id that ATT&CK has given up, and a part that nothing is known of.
  ['T1070.001', ['1102']],
  ['T1110.999', ['4625']],
  ['T1234', []],
])('a technique leads to the events that most detections of its parts use: %s', (query, ids) => {
  const events = find(query).filter(({ kind }) => kind === 'event');
  expect(events.map(({ name }) => name).slice(0, Math.max(1, ids.length))).toEqual(ids);
});

test('the term that is called as a technique is among its answers', () =>
  expect(find('T1003.006').map(({ name }) => name)).toContain('DCSync'));

test('a word that is the name of a page is that before it is a code', () => {
  expect(first('krbtgt')).toBe('page krbtgt /glossary/#krbtgt');
  expect(first('ldap')).toBe('page LDAP bind /glossary/#ldap-bind');
});

test('a name that a schema gives to one field is that field', () => {
  expect(find('src_ip')[0]).toMatchObject({ name: 'IpAddress', exact: true });
  expect(find('user.name').map(({ exact }) => exact)).not.toContain(true);
  expect(find('winlog.logon.id')[0]?.name).toBe('SubjectLogonId');
});

test('a title from before Windows Vista leads to what it is today, and to itself', () =>
  expect(find('Successful Network Logon').map(({ name }) => name)).toEqual(['4624', '540']));

test('what holds most words of a query may have been meant', () => {
  expect(find('smb brute force')).toEqual([]);
  expect(near('smb brute force')[0]).toBe('4625');
  expect(near('acount locked')).toEqual(expect.arrayContaining(['account locked', '4740']));
});

test('several words are one only to their end: a slip is no beginning of two words', () => {
  expect(find('kerberosting')).toEqual([]);
  expect(near('kerberosting')).toContain('Kerberoasting');
});

test.each([
  ['4624 vs 4648', '/compare/?a=4624&b=4648 exact'],
  ['compare 4624 with 4648', '/compare/?a=4624&b=4648 exact'],
  ['difference between 4624 and 4648', '/compare/?a=4624&b=4648 exact'],
  ['4624 4648', '/compare/?a=4624&b=4648'],
  ['4624 538', undefined],
  ['4624 0xc000006a', undefined],
  ['4624 4634 4648', undefined],
  ['4624', undefined],
])('%s: the page that compares them is %s', (query, page) => {
  const found = compared(query);
  expect(found && found.url + (found.exact ? ' exact' : '')).toBe(page);
});
