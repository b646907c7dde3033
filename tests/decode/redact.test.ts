import { expect, test } from 'vitest';
import { Redactor } from '../../src/decode/redact.ts';
import { redactKinds, type RedactKind } from '../../src/decode/redact/pseudonyms.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import type { RawEvent } from '../../src/event.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();

const event = (data: Record<string, string>, computer = 'ws7.corp.example'): RawEvent => ({
  format: 'xml',
  eventId: 4688,
  provider: 'Microsoft-Windows-Security-Auditing',
  computer,
  data: Object.entries(data).map(([name, value]) => ({ name, value })),
  problems: [],
  source: { file: '-', index: 0 },
});

/** Redacts events after all of them were learnt. */
function redact(events: RawEvent[], kinds: readonly RedactKind[] = redactKinds) {
  const redactor = new Redactor(definitions, kinds);
  for (const one of events) redactor.learn(one);
  const done = events.map((one) => {
    const copy = redactor.redact(one);
    return {
      computer: copy.computer,
      ...Object.fromEntries(copy.data.map(({ name, value }) => [name, value])),
    };
  });
  return { done, changes: redactor.changes() };
}

test('the same value has the same made-up name in fields, paths, command lines and messages', () => {
  const { done } = redact([
    event({
      SubjectUserSid: 'S-1-5-21-2914407531-1186022093-3407718846-1604',
      SubjectUserName: 'anna',
      SubjectDomainName: 'CORP',
      NewProcessName: 'C:\\Users\\anna\\AppData\\tool.exe',
      CommandLine: 'tool.exe /user:CORP\\ANNA /server:\\\\fs2.corp.example\\x /to 10.20.1.27',
    }),
    event({ TargetUserName: 'FS2$', TargetDomainName: 'CORP', IpAddress: '::ffff:10.20.1.27' }),
  ]);
  expect(done).toEqual([
    {
      computer: 'host1.domain1.example',
      SubjectUserSid: 'S-1-5-21-1000000001-1000000002-1000000001-1001',
      SubjectUserName: 'user1',
      SubjectDomainName: 'DOMAIN1',
      NewProcessName: 'C:\\Users\\user1\\AppData\\tool.exe',
      CommandLine:
        'tool.exe /user:DOMAIN1\\user1 /server:\\\\host2.domain1.example\\x /to 10.0.0.1',
    },
    {
      computer: 'host1.domain1.example',
      TargetUserName: 'HOST2$',
      TargetDomainName: 'DOMAIN1',
      IpAddress: '::ffff:10.0.0.1',
    },
  ]);
});

test('what every Windows has stays: accounts, SIDs, relative ids below 1000, loopback, empty values', () => {
  const data = {
    SubjectUserSid: 'S-1-5-18',
    SubjectUserName: 'SYSTEM',
    SubjectDomainName: 'NT AUTHORITY',
    TargetUserName: 'Administrators',
    TargetDomainName: 'Builtin',
    TargetSid: 'S-1-5-32-544',
    MemberName: '-',
    IpAddress: '127.0.0.1',
    LogonType: '3',
    ProcessId: '0x1a4',
  };
  expect(redact([event(data, 'localhost')])).toEqual({
    done: [{ computer: 'localhost', ...data }],
    changes: [],
  });
  const { done } = redact([event({ TargetSid: 'S-1-5-21-1-2-3-512', IpAddress: '::1' })]);
  expect(done[0]).toMatchObject({
    TargetSid: 'S-1-5-21-1000000001-1000000002-1000000001-512',
    IpAddress: '::1',
  });
});

test('kinds can be left alone, and changes are counted', () => {
  const { done, changes } = redact(
    [event({ TargetUserName: 'anna', TargetDomainName: 'CORP', CommandLine: 'run as anna' })],
    ['user'],
  );
  expect(done[0]).toEqual({
    computer: 'ws7.corp.example',
    TargetUserName: 'user1',
    TargetDomainName: 'CORP',
    CommandLine: 'run as user1',
  });
  expect(changes).toEqual([{ kind: 'user', from: 'anna', to: 'user1', count: 2 }]);
});

test('names of several words, in parts of words not', () => {
  const { done } = redact([
    event({ TargetUserName: 'Anna Berg', CommandLine: 'mail "Anna Berg" Anna Bergmann' }),
  ]);
  expect(done[0]).toMatchObject({ CommandLine: 'mail "user1" Anna Bergmann' });
});

test('addresses keep their kind', () => {
  const addresses = ['192.168.7.9', '8.8.8.8', '169.254.3.3', 'fe80::1234', '2a00:1::5', '0.0.0.0'];
  const { done } = redact(addresses.map((IpAddress) => event({ IpAddress })));
  expect(done.map((one) => (one as Record<string, string>)['IpAddress'])).toEqual([
    '10.0.0.1',
    '203.0.113.1',
    '169.254.0.1',
    'fe80::1',
    '2001:db8::1',
    '0.0.0.0',
  ]);
});

test.each([
  ['a share', '\\\\fs2\\Finance\\a.xlsx', '\\\\host2\\Finance\\a.xlsx'],
  ['an account behind a domain', 'net user /add CORP\\bob', 'net user /add DOMAIN1\\user1'],
  ['a path is no account', 'cd Windows\\System32', 'cd Windows\\System32'],
  ['an address of mail', 'to bob@corp.example', 'to user1@domain1.example'],
  ['a subdomain', 'ping dc1.emea.corp.example', 'ping host2.domain1.example'],
  [
    'a domain above',
    'ping www.example.org mail.big.example',
    'ping www.example.org mail.big.example',
  ],
  ['a distinguished name', 'CN=x,DC=corp,DC=example', 'CN=x,DC=domain1,DC=example'],
  ['a folder', 'type C:\\Users\\bob & whoami', 'type C:\\Users\\user1 & whoami'],
  ['a folder with slashes', 'file:///C:/Users/bob/a.txt', 'file:///C:/Users/user1/a.txt'],
  ['a folder that is nobody’s', 'C:\\Users\\Public\\a.exe', 'C:\\Users\\Public\\a.exe'],
  ['a computer without a domain', 'ping ws7.local, ws7.lan', 'ping host1.local, host1.lan'],
  ['a part of a word', 'ws7_backup.zip ws77.zip', 'host1_backup.zip ws77.zip'],
  [
    'IPv6',
    'to [2a00::5]:445, 2A00:0::5, fe80::9%12',
    'to [2001:db8::1]:445, 2001:db8::1, fe80::1%12',
  ],
  ['IPv4 in IPv6', '::ffff:0a14:011b ::ffff:10.20.1.27', '::ffff:10.0.0.1 ::ffff:10.0.0.1'],
  ['no address', '[Type]::Add(1) at 10:20:30', '[Type]::Add(1) at 10:20:30'],
  ['a Microsoft account', 'S-1-11-96-3-4-5-6-7', 'S-1-11-96-1000000001-1000000002-1000000001-1001'],
  [
    'units, organisations and places of a distinguished name',
    '"CN=x,OU=Sales\\, EMEA,OU=Domain Controllers,DC=corp,DC=example" CN=y, O=Corp Ltd, L=Bern, C=CH',
    '"CN=x,OU=unit1,OU=Domain Controllers,DC=domain1,DC=example" CN=y, O=unit2, L=unit3, C=CH',
  ],
  ['what reads like one', 'a.exe --ou=1 /o=2 l=3 -st=4', 'a.exe --ou=1 /o=2 l=3 -st=4'],
  [
    'MAC addresses',
    '00-1B-44-11-3A-B7:Guest 00:1b:44:11:3a:b8 00:1B:44:11:3A:B7',
    '02-00-00-00-00-01:Guest 02:00:00:00:00:02 02:00:00:00:00:01',
  ],
  [
    'no MAC addresses of one device',
    'ff-ff-ff-ff-ff-ff 01:00:5e:00:00:fb 00-00-00-00-00-00 10:20:30:40:50:60:70',
    'ff-ff-ff-ff-ff-ff 01:00:5e:00:00:fb 00-00-00-00-00-00 10:20:30:40:50:60:70',
  ],
  [
    'GUIDs',
    '{8D4C2A10-77EE-4B6B-9A41-0C2F5D3E9B77} 8d4c2a10-77ee-4b6b-9a41-0c2f5d3e9b77',
    '{00000000-0000-4000-8000-000000000001} 00000000-0000-4000-8000-000000000001',
  ],
  [
    'a SID in small letters',
    's-1-5-21-7-8-9-1104',
    'S-1-5-21-1000000001-1000000002-1000000001-1001',
  ],
  ['a SID of no domain', 'S-1-5-21-0-0-0-497', 'S-1-5-21-0-0-0-497'],
])('in text: %s', (_, CommandLine, made) => {
  const { done } = redact([event({ CommandLine, TargetDomainName: 'CORP' })]);
  expect(done[0]).toMatchObject({ CommandLine: made });
});

test('GUIDs that every Windows has stay: of providers, subcategories, the directory, devices, and zeros', () => {
  const data = {
    LogonGuid: '{00000000-0000-0000-0000-000000000000}',
    SubcategoryGuid: '{0CCE9215-69AE-11D9-BED3-505054503030}',
    ObjectType: '%{bf967a86-0de6-11d0-a285-00aa003049e2}',
    Properties: '%%7688\r\n\t{1131f6aa-9c07-11d1-f79f-00c04fc2dcd2}',
    ClassId: '{4d36e967-e325-11ce-bfc1-08002be10318}',
    LayerKey: '{e1cd9fe7-f4b5-4273-96c0-592e487b8650}',
    CommandLine: 'logman query providers {54849625-5478-4994-a5ba-3e3b0328c30d}',
  };
  expect(redact([event(data, 'localhost')])).toEqual({
    done: [{ computer: 'localhost', ...data }],
    changes: [],
  });
});

test('serial numbers and hashes keep their shape, numbers that Windows made up stay', () => {
  const data = {
    CertSerialNumber: '61:1A:9C:04',
    CertThumbprint: '9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B',
    RequestTicketHash: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
    ResponseTicketHash: 'N/A',
    DeviceId: 'USBSTOR\\Disk&Ven_SanDisk&Prod_Ultra\\4C530001240318117423&0',
    LocalMac: '001b44113ab7',
    CommandLine: 'find 4c530001240318117423 001B44113AB7',
  };
  const { done, changes } = redact([event(data, 'localhost')]);
  expect(done[0]).toEqual({
    computer: 'localhost',
    CertSerialNumber: '00:00:00:01',
    CertThumbprint: '0000000000000000000000000000000000000002',
    RequestTicketHash: '0000000000000+000000000/0000000000000000003=',
    ResponseTicketHash: 'N/A',
    DeviceId: 'USBSTOR\\Disk&Ven_SanDisk&Prod_Ultra\\00000000000000000004&0',
    LocalMac: '020000000001',
    CommandLine: 'find 00000000000000000004 020000000001',
  });
  expect(changes.map(({ kind }) => kind)).toContain('mac');
  const made = { DeviceId: 'DISPLAY\\Default_Monitor\\1&1f0c3c2f&0&UID256', CertThumbprint: '' };
  expect(redact([event(made, 'localhost')]).changes).toEqual([]);
});

test('names of wireless networks are told by their field, or stand behind the address of an access point', () => {
  const data = {
    SSID: 'Corp Wireless 5',
    PeerMac: '00:1B:44:11:3A:B7',
    CalledStationID: '00-1B-44-11-3A-B8:CorpGuests',
    InterfaceName: 'Adapter of CorpGuests and Corp Wireless 5',
  };
  const { done, changes } = redact([event(data, 'localhost')]);
  expect(done).toEqual([
    {
      computer: 'localhost',
      SSID: 'network1',
      PeerMac: '02:00:00:00:00:01',
      CalledStationID: '02-00-00-00-00-02:network2',
      InterfaceName: 'Adapter of network2 and network1',
    },
  ]);
  expect(changes.filter(({ kind }) => kind === 'network')).toHaveLength(2);
  expect(redact([event({ SSID: '-', CalledStationID: '10.20.1.27' }, 'localhost')]).done).toEqual([
    { computer: 'localhost', SSID: '-', CalledStationID: '10.0.0.1' },
  ]);
});

test('names of both ends of an IPsec negotiation are those of accounts and computers', () => {
  const data = {
    LocalMMPrincipalName: 'CORP\\WS7$',
    RemoteMMPrincipalName: 'host/fs2.corp.example',
    RemoteEMPrincipalName: 'anna@corp.example',
  };
  expect(redact([event(data, 'localhost')]).done).toEqual([
    {
      computer: 'localhost',
      LocalMMPrincipalName: 'DOMAIN1\\HOST1$',
      RemoteMMPrincipalName: 'host/host2.domain1.example',
      RemoteEMPrincipalName: 'user1@domain1.example',
    },
  ]);
});

test('the command that Base64 hides is redacted and hidden again', () => {
  const hidden = (text: string) => Buffer.from(text, 'utf16le').toString('base64');
  const { done } = redact([
    event({
      TargetUserName: 'anna',
      CommandLine: `powershell -enc ${hidden('net user anna /del')}`,
    }),
  ]);
  expect(done[0]).toMatchObject({
    CommandLine: `powershell -enc ${hidden('net user user1 /del')}`,
  });
});

test('codes and numbers mean themselves where somebody is called so', () => {
  const fixed = {
    ObjectServer: 'Security',
    ObjectType: 'File',
    LogonProcessName: 'User32 ',
    ProcessId: '1234',
    CommandLine: 'kill 1234',
  };
  const { done } = redact([
    event({ ...fixed, TargetUserName: 'file', SubjectUserName: 'User32' }),
    event({ TargetUserName: '1234', CommandLine: 'run as CORP\\1234', TargetDomainName: 'CORP' }),
  ]);
  expect(done[0]).toMatchObject(fixed);
  expect(done[1]).toMatchObject({ TargetUserName: 'user3', CommandLine: 'run as DOMAIN1\\user3' });
});

test('names of principals in lists, of computers that have no domain, of fields that no definition has', () => {
  const data = {
    ServicePrincipalNames: '\r\n\t\tHOST/ws7\r\n\t\tcifs/files/corp.example@CORP.EXAMPLE',
    SubjectUserSid: 'S-1-5-18',
    SubjectUserName: 'STANDALONE$',
    SubjectDomainName: 'WORKGROUP',
    'User Name': 'bob',
    ParentUser: 'CORP\\eve',
  };
  expect(redact([event(data, 'ws7')]).done[0]).toEqual({
    computer: 'host1',
    ServicePrincipalNames: '\r\n\t\tHOST/host1\r\n\t\tcifs/host3/domain1.example@DOMAIN1.EXAMPLE',
    SubjectUserSid: 'S-1-5-18',
    SubjectUserName: 'HOST2$',
    SubjectDomainName: 'WORKGROUP',
    'User Name': 'user1',
    ParentUser: 'DOMAIN1\\user2',
  });
});

test('one event alone has the names that it has among all', () => {
  const events = [1, 2, 3].map((at) =>
    event({
      TargetUserSid: `S-1-5-21-${at}-2-3-1104`,
      IpAddress: `8.8.8.${at}`,
      CommandLine: `ping pc${at}.corp.example`,
    }),
  );
  const { done } = redact(events);
  const redactor = new Redactor(definitions, redactKinds);
  for (const one of events) redactor.learn(one);
  const { data, computer } = redactor.redact(events[2] as RawEvent);
  const alone = Object.fromEntries(data.map(({ name, value }) => [name, value]));
  expect({ computer, ...alone }).toEqual(done[2]);
});

test('what stands around the values is redacted as well: messages, problems, files, names of values', () => {
  const one: RawEvent = {
    ...event({ TargetUserName: 'anna', 'share.anna': '1' }),
    message: 'Account Name:\t\tanna',
    problems: [{ code: 'x', place: { file: 'anna.evtx' }, message: 'anna?', hint: 'Ask anna.' }],
    source: { file: 'C:\\Users\\anna\\a.evtx', index: 0 },
  };
  const redactor = new Redactor(definitions, redactKinds);
  redactor.learn(one);
  expect(JSON.stringify(redactor.redact(one))).not.toMatch(/anna/);
});

test('in every sample, account names that a person chose are gone everywhere', () => {
  const { catalog } = realCatalog();
  let seen = 0;
  for (const { samples } of catalog.events) {
    for (const { xml } of samples) {
      for (const read of readEvents(xml, definitions)) {
        if (!('event' in read)) continue;
        const names = read.event.data.filter(
          ({ name, value }) =>
            definitions.slotOf(name).type === 'account-name' && /^(?:anna|bert)$/i.test(value),
        );
        if (names.length === 0) continue;
        seen += 1;
        const redactor = new Redactor(definitions, redactKinds);
        redactor.learn(read.event);
        const text = JSON.stringify(redactor.redact(read.event).data);
        expect(text).not.toMatch(/(?<![\w.])(?:anna|CORP)(?![\w.])/);
      }
    }
  }
  expect(seen).toBeGreaterThan(30);
});
