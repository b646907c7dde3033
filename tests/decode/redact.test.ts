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
