import { expect, test } from 'vitest';
import { find, near, nearUrls } from './find.ts';

const first = (query: string, most: number) =>
  find(query)
    .slice(0, most)
    .map(({ name, url }) => (url.startsWith('/codes/') ? url.slice('/codes/'.length) : name));

test.each([
  ['EventCode=4688 AND CommandLine="*-enc*"', ['4688']],
  ['EventCode=4625 | stats count by src_ip', ['4625']],
  ['SecurityEvent | where EventID in (4624, 4625)', ['4624', '4625']],
  ["Get-WinEvent -FilterHashtable @{LogName='Security';Id=4625}", ['4625']],
  ['*[System[(EventID=4624)]]', ['4624']],
  ['4624/4634', ['4624', '4634']],
  [
    "*[System[(EventID=4624)]] and *[EventData[Data[@Name='LogonType']='10']]",
    ['4624', 'logon-type/#10'],
  ],
  ["*[EventData[Data[@Name='LogonType']='10']]", ['logon-type/#10']],
  [
    'SecurityEvent | where EventID == 4625 and SubStatus == "0xc000006a" | take 100',
    ['4625', 'ntstatus/#0xc000006a'],
  ],
])('a piece of a query leads to its events: %s', (query, ids) =>
  expect(first(query, 9)).toEqual(ids),
);

test.each([
  ['Status: 0xC000006D Sub Status: 0xC000006A', ['ntstatus/#0xc000006d', 'ntstatus/#0xc000006a']],
  ['Status: 0xC000006D, Status: 0xC000006D', ['ntstatus/#0xc000006d']],
  ['0xc000006d/0xc000006a', ['ntstatus/#0xc000006d', 'ntstatus/#0xc000006a']],
  ['4625 c0000234', ['4625', 'ntstatus/#0xc0000234']],
  ['4662 1131f6ad', ['4662', 'ds-extended-right/#1131f6ad-9c07-11d1-f79f-00c04fc2dcd2']],
  [
    '4769 0x17 kerberoasting',
    ['4769', 'kerberos-result-code/#0x17', 'kerberos-encryption-type/#0x17'],
  ],
  ['0xC0000064 vs 0xC000006A', ['ntstatus/#0xc0000064', 'ntstatus/#0xc000006a']],
  ['4624-4625-4634', ['4624', '4625', '4634']],
  ['logon types 2 and 10', ['logon-type/#2', 'logon-type/#10']],
  ['logon type 2,3,10', ['logon-type/#2', 'logon-type/#3', 'logon-type/#10']],
  ['7045 vs 4697', ['Service Control Manager', '4697']],
  ['Source Network Address: 10.0.0.5', ['ip-range/#10.0.0.0-8', 'IpAddress']],
  ['::ffff:192.168.1.10', ['ip-range/#192.168.0.0-16']],
  ['::1', ['ip-range/#1-128']],
  ['win32 error 5', ['win32-error/#5']],
  ['0x17 rc4', ['kerberos-encryption-type/#0x17']],
  ['%{S-1-5-18}', ['well-known-sid/#s-1-5-18']],
  ['Logon Type: RemoteInteractive', ['logon-type/#10']],
  ['logon type interactive', ['logon-type/#2']],
  ['ReadData', ['access-mask-message/#4416']],
  ['S-1-5-18 localsystem', ['well-known-sid/#s-1-5-18']],
  ['NewCredentials', ['logon-type/#9']],
  ['TokenElevationTypeFull (2)', ['elevation-type/#1937']],
  ['Logon Process: Advapi', ['logon-process/#advapi']],
  [
    'Failure Reason:\t\tUnknown user name or bad password.',
    ['logon-failure-reason/#2313', 'FailureReason'],
  ],
  ['Package Name (NTLM only):\tNTLM V1', ['ntlm-package/#ntlm-v1', 'LmPackageName']],
  ['<Data Name="TargetUserSid">S-1-5-18</Data>', ['well-known-sid/#s-1-5-18']],
  [
    'Properties: {1131f6aa-9c07-11d1-f79f-00c04fc2dcd2}',
    ['ds-extended-right/#1131f6aa-9c07-11d1-f79f-00c04fc2dcd2'],
  ],
  ['event.code:4625 and winlog.event_data.LogonType:3', ['4625', 'logon-type/#3']],
  ['winlog.event_data.LogonType:3', ['logon-type/#3']],
  ['Anmeldetyp:\t10', ['logon-type/#10']],
  ["Type d'ouverture de session : 3", ['logon-type/#3']],
  ['what does logon type 3 mean', ['logon-type/#3']],
  ['what is event 4673', ['4673']],
  ['what is a SACL', ['SACL']],
])('values are found by the words of a message: %s', (query, answers) =>
  expect(first(query, answers.length)).toEqual(answers),
);

test.each([
  ['0x80070005', 'win32-error/#5'],
  ['-2147023570', 'win32-error/#1326'],
  ['error 0xC0070005', 'win32-error/#5'],
  ['0xD0000022', 'ntstatus/#0xc0000022'],
])('a status within a status is found: %s', (query, answer) => {
  expect(first(query, 1)).toEqual([answer]);
  expect(find(query)[0]?.exact).toBe(true);
});

test.each([
  ['NT_STATUS_WRONG_PASSWORD', 'ntstatus/#0xc000006a'],
  ['KRB5KDC_ERR_PREAUTH_FAILED', 'kerberos-result-code/#0x18'],
  ['KDC_ERR_PREAUTH_FAILED', 'kerberos-result-code/#0x18'],
  ['KRB5KRB_AP_ERR_SKEW', 'kerberos-result-code/#0x25'],
  ['KDC_ERR_ETYPE_NOTSUPP', 'kerberos-result-code/#0xe'],
  ['Clock skew too great', 'kerberos-result-code/#0x25'],
  ["Client's credentials have been revoked", 'kerberos-result-code/#0x12'],
  ['SEC_E_LOGON_DENIED', 'hresult/#0x8009030c'],
  ['80090308', 'hresult/#0x80090308'],
  ['-2146893048', 'hresult/#0x80090308'],
  ['NERR_UserNotFound', 'win32-error/#2221'],
  ['NERR_Success', 'win32-error/#0'],
  ['ERROR_ACCESS_DENIED', 'win32-error/#5'],
])('a status is found as other programs spell it: %s', (query, answer) =>
  expect(first(query, 1)).toEqual([answer]),
);

test.each([
  ['ff151c33-45fa-475d-af4f-c2f93571f4fe', ['4656', '4663']],
  ['Azure AD Health Monitoring Agent Registry Keys Access', ['4656', '4663']],
  ['azure ad health monitoring', ['4656', '4663']],
  ['win_security_aadhealth_mon_agent_regkey_access.yml', ['4656', '4663']],
])('a public rule leads to the events that it tests: %s', (query, events) => {
  expect(first(query, 2)).toEqual(events);
  expect(find(query)[0]?.detail).toMatch(/^Sigma rule Azure AD Health Monitoring Agent Registry/);
});

test('a number of the form that holds others and holds none is nothing', () => {
  expect(find('0x8007ffff')).toEqual([]);
  expect(find('0x80080005')).toEqual([]);
});

test.each([
  ['66048', 'user-account-control-ldap', 'UF_NORMAL_ACCOUNT, UF_DONT_EXPIRE_PASSWD'],
  ['UserAccountControl 4130', 'user-account-control-ldap', 'UF_ACCOUNTDISABLE, UF_PASSWD_NOTREQD'],
  ['NewUacValue: 0x210', 'user-account-control-sam', "Normal Account, Don't Expire Password"],
  ['1048577', 'access-mask-file', 'ReadData (or ListDirectory), SYNCHRONIZE'],
  ['AccessMask 1048577', 'access-mask-file', 'ReadData (or ListDirectory), SYNCHRONIZE'],
  ['0x60810000', 'kerberos-ticket-options', 'Forwardable, Forwarded, Renewable'],
])('a sum of flags is taken apart, in the likeliest table first: %s', (query, table, flags) => {
  const [sum] = find(query);
  expect(sum?.url).toBe(`/codes/${table}/?mask=${query.split(' ').at(-1)}`);
  expect(sum?.detail).toMatch(new RegExp(`^${flags.replace(/[()]/g, '\\$&')}`));
});

test('a sum of flags comes behind an event and behind a code of that number', () => {
  expect(find('512').map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['legacy', 'code', 'event']),
  );
  expect(first('512', 1)).toEqual(['512']);
  expect(first('0x12', 1)).toEqual(['kerberos-result-code/#0x12']);
  expect(first('4738 NewUacValue: 0x210', 2)).toEqual([
    '4738',
    'user-account-control-sam/?mask=0x210',
  ]);
});

test('a slip in an event id is no sum of flags', () => {
  expect(first('4264', 2)).toEqual(['user-account-control-ldap/?mask=4264', '4624']);
  expect(first('680', 2)).not.toContain('user-account-control-ldap/?mask=680');
  expect(find('46324')).toEqual([]);
  expect(first('480', 1)).toEqual(['4800']);
});

test('an id among words leads to pages of other logs as well, and words beside an id to no other event', () => {
  expect(first('400 powershell', 1)).toEqual(['PowerShell logging']);
  expect(find('how to enable 4688').filter(({ kind }) => kind === 'event')).toHaveLength(1);
  expect(find('11 sysmon file create')).toEqual([]);
});

test('a short number that is no code of what is named is no code of anything else', () => {
  expect(first('KeyLength 0', 9)).toEqual(['KeyLength']);
  expect(find('Process ID: 0x1f4').filter(({ kind }) => kind === 'code')).toEqual([]);
  expect(find('sysmon 3 network connection')).toEqual([]);
});

test.each([
  ['O:BAG:SYD:(A;;FA;;;BA)', ['sid-alias BA', 'sid-alias SY', 'ace-type A', 'right FA']],
  [
    'S:ARAI(AU;SAFA;WDWO;;;WD)',
    [
      ...['control-flag AR', 'control-flag AI', 'ace-type AU', 'ace-flag SA', 'ace-flag FA'],
      ...['right WD', 'right WO', 'sid-alias WD'],
    ],
  ],
  ['O:SYG:SY', ['sid-alias SY']],
  ['D:PAI', ['control-flag P', 'control-flag AI']],
])('a security descriptor is taken apart, each piece by what it is there: %s', (query, pieces) => {
  const [term, ...answers] = find(query);
  expect(term?.name).toBe('SDDL');
  expect(answers.map(({ name, url }) => `${url.split('/')[2]?.slice(5)} ${name}`)).toEqual(pieces);
});

test('the object, the mask and the SIDs of an entry are codes like any other', () =>
  expect(
    first(
      'D:(OA;CI;0x100;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;S-1-5-32-544)',
      9,
    ).slice(3),
  ).toEqual([
    expect.stringMatching(/#0x100$/),
    'ds-extended-right/#00299570-246d-11d0-a768-00aa006e0529',
    'ds-class/#bf967aba-0de6-11d0-a285-00aa003049e2',
    'well-known-sid/#s-1-5-32-544',
  ]));

test('a drive is no security descriptor', () =>
  expect(find('D:\\backup').map(({ name }) => name)).not.toContain('SDDL'));

test.each([
  ['HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run', '4657'],
  ['\\REGISTRY\\MACHINE\\SYSTEM\\CurrentControlSet\\Services', '4657'],
  ['C:\\Windows\\System32\\consent.exe', '4688'],
  ['lsass.exe', '4663'],
])('a path leads to what records its kind of object: %s', (query, id) =>
  expect(first(query, 1)).toEqual([id]),
);

test('a key behind a command leads to the registry', () =>
  expect(first('reg add HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run', 1)).toEqual([
    '4657',
  ]));

test.each([
  ['dll injection', 'Process injection'],
  ['uac bypass', 'Elevation'],
  ['azure ad', 'Microsoft Entra ID'],
  ['honeypot', 'Decoy'],
  ['noisy events', 'Event volume'],
  ['cis benchmark', 'CIS Microsoft Windows 10 Enterprise 22H2 Benchmark'],
  ['which process locked account', '4740'],
  ['Ein Konto wurde erfolgreich angemeldet', '4624'],
  ['msDS-AllowedToActOnBehalfOfOtherIdentity', 'Resource-based constrained delegation'],
  ['SeBackupPrivilege use', 'privilege/#sebackupprivilege'],
  ['how to find who deleted a user in active directory', '4726'],
  ['data exfiltration', '5145'],
  ['data 52e', 'LDAP bind error'],
  ['cobalt strike', '4697'],
  ['responder', 'NTLM relay'],
  ['DeviceLogonEvents', 'Advanced hunting'],
  ['kerberos preauth failed', '4771'],
  ['password change', '4723'],
  ['Ein Dienst wurde im System installiert', '4697'],
  ["Le journal d'audit a été effacé", '1102'],
  ['decoder', 'Decode an event'],
])('%s leads to %s', (query, name) => expect(first(query, 1)).toEqual([name]));

test('a command line leads to what its words are the names of', () => {
  expect(near('schtasks /create /tn foo')[0]).toBe('4698');
  expect(near('lsadump::dcsync')[0]).toBe('DCSync');
  expect(near('Invoke-Mimikatz')[0]).toBe('4663');
  expect(near('nothing /of the kind')).toEqual([]);
});

test('a phrase that holds most words counts for more than words here and there', () => {
  expect(near('pass the hash detection')[0]).toBe('Pass the hash');
  expect(near('multiple failed logons')[0]).toBe('4625');
  expect(near('mass logon failures')[0]).toBe('4625');
  expect(near('who rebooted the server last night')[0]).toBe('Shutdown and restart');
  expect(near('Le compte a été verrouillé')[0]).toBe('4740');
});

test.each([
  ['４６２４', '4624'],
  ['\u202e4624\u200b', '4624'],
  ['Security-4624', '4624'],
  ['windows server 2012 r2 event id 4624', '4624'],
  ['4624 windows server 2016', '4624'],
  ['windows 2003 event 528', '528'],
  ['(0xC000006A)', 'ntstatus/#0xc000006a'],
  ['0x C000006A', 'ntstatus/#0xc000006a'],
  ['xC000006A', 'ntstatus/#0xc000006a'],
  ['0xC000006AL', 'ntstatus/#0xc000006a'],
  ['*S-1-5-32-544', 'well-known-sid/#s-1-5-32-544'],
  ['NT-AUTORITÄT\\SYSTEM', 'well-known-sid/#s-1-5-18'],
  ['%1936', 'elevation-type/#1936'],
  ['SeDebugPriviledge', 'privilege/#sedebugprivilege'],
  ['0CCE9215', 'Logon'],
  ['logon type 9 newcredentials', 'logon-type/#9'],
  ['network logon type 3', 'logon-type/#3'],
  ['System error 5 has occurred', 'win32-error/#5'],
  ['E_ACCESSDENIED', 'win32-error/#5'],
  ['SEC_E_OK', 'hresult/#0x0'],
  ['0x80004005', 'hresult/#0x80004005'],
  ['4,624', '4624'],
  ['- 4740', '4740'],
  ['[4624]', '4624'],
  ['０ｘＣ０００００６Ａ', 'ntstatus/#0xc000006a'],
  ['S\u20111\u20115\u201118', 'well-known-sid/#s-1-5-18'],
  ['Task Category: Process Creation', 'Process Creation'],
  ['Failure Reason: Account locked out. Status: 0xC0000234', 'ntstatus/#0xc0000234'],
])(
  'what other programs make of an id, a code or a name is read all the same: %j',
  (query, name) => {
    expect(first(query, 1)).toEqual([name]);
    expect(find(query)[0]?.exact).toBe(true);
  },
);

test.each([
  ['事件ID4625', ['4625']],
  ['event-4625.md', ['4625']],
  ['https://example.com/securitylog/event.aspx?eventid=4625', ['4625']],
  ['event ids 4720-4722', ['4720', '4722']],
  ['code -1073741718', ['ntstatus/#0xc000006a']],
  ['ERROR_ACCESS_DENIED 5', ['win32-error/#5']],
  ['domain admins sid', ['well-known-sid/#s-1-5-21--domain--512']],
])('what stands around an id, a code or a name is left out: %s', (query, names) =>
  expect(first(query, names.length)).toEqual(names),
);

test('a number that begins as a release does is no release', () =>
  expect(find('2013265920').map(({ name }) => name)).not.toContain('265920'));

test.each(['0xC00006A', '0xC0000006A', '0xCOOOOO6A', 'C00006A'])(
  'a status with a digit too many or too few is spelled right: %s',
  (query) => {
    const [spelled] = [...find(query).map(({ url }) => url), ...nearUrls(query)];
    expect(spelled).toBe('/search/?q=0xc000006a');
  },
);

test('a slip in the name of a status is spelled right', () =>
  expect(near('STATUS_LOGON_FALURE')[0]).toBe('status_logon_failure'));

test.each([
  ['EventID=4625&LogonType=3', ['4625', 'logon-type/#3']],
  ['Key Length: 128', ['KeyLength']],
  ['\\\\server\\share', ['5145', '5140']],
  [
    'Computer Configuration\\Policies\\Audit Policies\\Account Logon\\Audit Credential Validation',
    ['Credential Validation'],
  ],
  ['no logon servers available', ['4625', 'ntstatus/#0xc000005e']],
  ['event log full', ['1104', '1103']],
])('a fragment leads to what it is about: %s', (query, names) =>
  expect(first(query, names.length)).toEqual(names),
);
