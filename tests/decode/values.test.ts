import { expect, test } from 'vitest';
import { decodeEvent } from '../../src/decode/decode.ts';
import { explainValue } from '../../src/decode/values/explain.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();
const explain = (field: string, value: string, data: Record<string, string> = {}) =>
  explainValue(value, definitions.slotOf(field), new Map(Object.entries(data)), definitions);

test.each([
  ['LogonType', '3', 'Network'],
  ['LogonType', '99', undefined],
  ['SubStatus', '0xc000006a', 'STATUS_WRONG_PASSWORD'],
  ['ReplicationStatusCode', '0x80070005', 'ERROR_ACCESS_DENIED'],
  ['SubStatus', '0xd000006a', 'STATUS_WRONG_PASSWORD'],
  ['SubStatus', '0xe000006a', undefined],
  ['TargetUserSid', 'S-1-5-18', 'NT AUTHORITY\\SYSTEM'],
  ['SubjectLogonId', '0x3e7', 'SYSTEM'],
  ['ImpersonationLevel', '%%1833', 'Impersonation'],
  ['ElevatedToken', '%%1842', 'Yes'],
  ['TargetUserName', '-', undefined],
])('%s %s is %s', (field, value, text) => expect(explain(field, value)?.text).toBe(text));

const INBOUND = '%%14592';
const OUTBOUND = '%%14593';

test.each([
  ['DestPort', '6', OUTBOUND, '443', '53', 'DNS'],
  ['SourcePort', '1', OUTBOUND, '8', '0', 'Echo'],
  ['DestPort', '1', OUTBOUND, '8', '0', undefined],
  ['DestPort', '1', INBOUND, '0', '8', 'Echo'],
  ['SourcePort', '1', INBOUND, '0', '8', undefined],
  ['DestPort', '1', INBOUND, '8', '0', undefined],
  ['SourcePort', '58', OUTBOUND, '143', '0', 'Version 2 Multicast Listener Report'],
])('%s of protocol %s, %s, from %s to %s', (name, Protocol, Direction, from, to, text) => {
  const data = { Direction, SourcePort: from, DestPort: to, Protocol };
  const decode = (LayerName: string) =>
    decodeEvent(
      {
        format: 'xml',
        eventId: 5156,
        provider: 'Microsoft-Windows-Security-Auditing',
        data: Object.entries({ ...data, LayerName }).map(([key, value]) => ({ name: key, value })),
        problems: [],
        source: { file: '-', index: 0 },
      },
      definitions,
    ).fields.find((field) => field.name === name)?.meaning;
  expect(decode('%%14611')).toBe(text);
  // A message about an error stands at a layer of its own, whose ports are none.
  if (Protocol !== '6') expect(decode('%%14601')).toBeUndefined();
});

test('classes and attributes of the directory are known by name as by GUID', () => {
  expect(explain('ObjectClass', 'groupPolicyContainer')).toMatchObject({ table: 'ds-class' });
  expect(explain('AttributeLDAPDisplayName', 'servicePrincipalName')).toMatchObject({
    table: 'ds-attribute',
    text: 'servicePrincipalName',
  });
  expect(explain('AttributeLDAPDisplayName', 'msExchMailboxGuid')).toBeUndefined();
});

test('a SID is named by the account that stands beside it', () =>
  expect(
    explain('TargetUserSid', 'S-1-5-21-1-2-3-1604', {
      TargetUserName: 'anna',
      TargetDomainName: 'CORP',
    })?.text,
  ).toBe('CORP\\anna'));

test('an access mask is read by the kind of object', () => {
  const text = (type: string) =>
    explain('AccessMask', '0x2', { ObjectType: type, ObjectServer: 'Security' })?.text;
  expect(text('File')).toMatch(/FILE_WRITE_DATA/);
  expect(text('Key')).toMatch(/KEY_SET_VALUE/);
});

test('a security descriptor says who may do what', () => {
  const meaning = explain(
    'NewSd',
    'O:BAD:PAI(A;;FA;;;BA)(D;OICI;FR;;;WD)S:(AU;SAFA;WD;;;S-1-5-11)',
  );
  expect(meaning?.text).toBe(
    'owner BUILTIN\\Administrators, 2 access entries, 1 audit or label entry',
  );
  expect(meaning?.parts?.map((part) => part.text)).toEqual([
    'Owner: BUILTIN\\Administrators',
    'Allow BUILTIN\\Administrators: FILE_ALL_ACCESS',
    'Deny Everyone: FILE_GENERIC_READ',
    'Audit NT AUTHORITY\\Authenticated Users: WRITE_DAC',
  ]);
});

test.each(['', 'hello', 'D:(A;;FA', ')(', 'X:(A)'])(
  '%j is no security descriptor to explain',
  (value) => expect(explain('NewSd', value)?.parts ?? []).toEqual([]),
);

test('a value that goes by its place has a meaning in its own event alone', () => {
  const { fields, actors } = decodeEvent(
    {
      format: 'xml',
      eventId: 6011,
      provider: 'EventLog',
      data: [
        { name: '%1', value: 'S-1-5-18' },
        { name: 'param1', value: 'x' },
      ],
      problems: [],
      source: { file: '-', index: 0 },
    },
    definitions,
  );
  expect(fields.map(({ concept }) => concept)).toEqual([undefined, undefined]);
  expect(actors).toEqual([]);
});

test('fields of another version are said to be that version’s', () => {
  const { problems } = decodeEvent(
    {
      format: 'xml',
      eventId: 6416,
      version: 0,
      provider: 'Microsoft-Windows-Security-Auditing',
      data: [
        { name: 'DeviceId', value: 'USB\\1' },
        { name: 'ClassName', value: 'USB' },
      ],
      problems: [],
      source: { file: '-', index: 0 },
      partial: true,
    },
    definitions,
  );
  expect(problems.map(({ message }) => message)).toEqual([
    'Version 0 of event 6416 is not known to have DeviceId, ClassName; version 1 has them.',
  ]);
});
