import { expect, test } from 'vitest';
import { decodeEvent } from '../../src/decode/decode.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { compareEvents } from '../../src/decode/compare.ts';
import { csvHead, csvLine } from '../../src/decode/write/csv.ts';
import { eventLine } from '../../src/decode/write/line.ts';
import { eventMarkdown } from '../../src/decode/write/markdown.ts';
import type { RawEvent } from '../../src/event.ts';
import { EventPack } from '../../src/islands/decode/event-pack.ts';
import { EventStore } from '../../src/islands/decode/event-store.ts';
import { bytesInMemory, LogFile } from '../../src/islands/decode/log-file.ts';
import { locateValues } from '../../src/islands/decode/locate.ts';
import type { Sort } from '../../src/islands/decode/protocol.ts';
import { readTerms, writeTerm } from '../../src/islands/decode/term.ts';
import { View } from '../../src/islands/decode/view.ts';
import { realCatalog } from '../content.ts';
import { smallLog } from '../decode/evtx/write-evtx.ts';

const { catalog, definitions } = realCatalog();

/** Every sample of the content as an event. */
const samples = catalog.events.flatMap(({ samples: own }) =>
  own.flatMap(({ xml }) =>
    [...readEvents(xml, definitions)].flatMap((read) => ('event' in read ? [read.event] : [])),
  ),
);

test('packed events come back as they were', () => {
  const pack = new EventPack();
  const odd: RawEvent = {
    format: 'xml',
    eventId: 1,
    message: `long ${'x'.repeat(5_000)} \ud800 \ufeff`,
    timeIsLocal: true,
    data: [
      { name: 'same', value: 'a' },
      { name: 'same', value: '\ufeffb' },
      { name: '', value: '\ud800' },
      { name: 'big', value: 'ü'.repeat(2_000_000) },
    ],
    problems: [{ code: 'x', place: {}, message: 'y' }],
    source: { file: 'a', index: 3, offset: 2 ** 33 },
  };
  const events = [...samples, odd, ...samples];
  for (const event of events) pack.add(event);
  expect(events.map((_, number) => pack.get(number))).toEqual(events);
  expect(pack.field(samples.length, 'big')).toHaveLength(2_000_000);
  expect(pack.field(samples.length, 'none')).toBeUndefined();
});

/** The ids of events that a filter lets through, in an order. */
function ids(terms: string, sort: Sort = { key: 'input', down: false }): (number | undefined)[] {
  const store = new EventStore(definitions);
  for (const event of samples) store.add(event, 0);
  const view = new View(store, readTerms(terms), sort);
  view.step(Number.POSITIVE_INFINITY, () => 0);
  view.sort();
  return Array.from({ length: view.matched }, (_, place) => store.kindAt(view.rowAt(place)).id);
}

test('conditions on one thing are alternatives, on different things all hold', () => {
  const of = (id: number) => samples.filter(({ eventId }) => eventId === id).length;
  expect(ids('4624')).toHaveLength(of(4624));
  expect(ids('4624 4634')).toHaveLength(of(4624) + of(4634));
  expect(ids('4624 outcome:failure')).toEqual([]);
  expect(ids('-4624')).toHaveLength(samples.length - of(4624));
  expect(new Set(ids('LogonType=3 4624'))).toEqual(new Set([4624]));
  expect(ids('provider:nobody')).toEqual([]);
});

test('an order by id, down, with rows of one id as in the input', () => {
  const sorted = ids('', { key: 'id', down: true }) as number[];
  expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
  expect(sorted).toHaveLength(samples.length);
});

test('filtering that is stopped keeps what was found, and says how far it came', () => {
  const store = new EventStore(definitions);
  for (const event of samples) store.add(event, 0);
  const view = new View(store, [], { key: 'who', down: false });
  let looks = 0;
  view.step(1, () => ((looks += 1) > 2 ? 2 : 0));
  view.stop();
  expect(view.state()).toMatchObject({ done: true, stopped: true, matched: view.scanned });
  expect(view.scanned).toBeLessThan(store.length);
});

test('a log of memory gives the same events listed and read around a record', async () => {
  const log = new LogFile(bytesInMemory(smallLog()), 'door.evtx');
  for await (const { count, offsets } of log.index()) {
    const events = [...offsets.slice(0, count)].map((offset) => log.eventsAround(offset));
    expect(events).toHaveLength(4);
    for (const around of events) {
      expect(around.map(({ source }) => source.offset)).toEqual([...offsets]);
    }
  }
});

test('chunks that other bytes have moved are listed across slices, and read around a record', async () => {
  const log = Buffer.from(smallLog());
  const chunk = log.subarray(4_096);
  const bytes = Buffer.concat([
    log,
    Buffer.alloc(100, 0x33),
    ...Array.from({ length: 130 }, () => chunk),
  ]);
  const file = new LogFile(bytesInMemory(bytes), 'door.evtx');
  let listed = 0;
  for await (const { count, offsets } of file.index()) {
    listed += count;
    for (const offset of offsets)
      expect(file.eventsAround(offset).map(({ source }) => source.offset)).toEqual([...offsets]);
  }
  expect(listed).toBe(4 * 131);
});

test.each([
  ['4624', [{ kind: 'id', value: '4624' }]],
  ['-LogonType=3', [{ kind: 'field', name: 'LogonType', value: '3', not: true }]],
  [
    '¬who:"Anna Berg" x',
    [
      { kind: 'who', value: 'Anna Berg', not: true },
      { kind: 'text', value: 'x' },
    ],
  ],
  ['"two words"', [{ kind: 'text', value: 'two words' }]],
  ['Name=""', [{ kind: 'field', name: 'Name', value: '' }]],
])('%s is read, and written again', (text, terms) => {
  expect(readTerms(text)).toEqual(terms);
  expect(readTerms(terms.map((term) => writeTerm(term as never)).join(' '))).toEqual(terms);
});

test('values are found in the text that they were read from', () => {
  const text =
    'Logon Type:\t3\nSubject:\n\tAccount Name:\tanna\nTarget:\n\tAccount Name:\tbert <b>';
  const fields = [
    { name: 'LogonType', label: 'Logon Type', value: '3' },
    { name: 'SubjectUserName', label: 'Account Name', value: 'anna' },
    { name: 'TargetUserName', label: 'Account Name', value: 'bert <b>' },
  ];
  const found = (input: string) =>
    locateValues(input, fields).map(({ from, to, field }) => [field, input.slice(from, to)]);
  expect(found(text)).toEqual([
    [0, '3'],
    [1, 'anna'],
    [2, 'bert <b>'],
  ]);
  expect(
    found('<Data Name="TargetUserName">bert &lt;b&gt;</Data><Data Name="LogonType">3</Data>'),
  ).toEqual([
    [2, 'bert &lt;b&gt;'],
    [0, '3'],
  ]);
  expect(found('{"LogonType": "3", "SubjectUserName":"anna"}')).toEqual([
    [0, '3'],
    [1, 'anna'],
  ]);
});

test('a value that is written otherwise ends before the next heading of its line', () => {
  const text = 'Logon ID: 0x3E7 New Logon: Account Name: anna';
  const fields = [
    { name: 'SubjectLogonId', label: 'Logon ID', section: 'Subject', value: '0x3e7' },
    { name: 'TargetUserName', label: 'Account Name', section: 'New Logon', value: 'anna' },
  ];
  const found = locateValues(text, fields).map(({ from, to }) => text.slice(from, to));
  expect(found).toEqual(['0x3E7', 'anna']);
});

const decoded = (data: Record<string, string>) =>
  decodeEvent(
    {
      format: 'xml',
      provider: 'Microsoft-Windows-Security-Auditing',
      eventId: 4634,
      version: 0,
      keywords: '0x8020000000000000',
      timeCreated: '2024-03-05T08:17:14.8641326Z',
      computer: 'ws7.corp.example',
      recordId: '12',
      data: Object.entries(data).map(([name, value]) => ({ name, value })),
      problems: [],
      source: { file: '-', index: 0 },
    },
    definitions,
  );
const logoff = {
  TargetUserSid: 'S-1-5-7',
  TargetUserName: 'ANONYMOUS LOGON',
  TargetDomainName: 'NT AUTHORITY',
  TargetLogonId: '0x149be',
  LogonType: '3',
};

test('one event as one line', () =>
  expect(eventLine(decoded(logoff))).toBe(
    '2024-03-05T08:17:14.8641326Z ws7.corp.example 4634 An account was logged off (success) ' +
      'TargetUserSid=S-1-5-7 (NT AUTHORITY\\ANONYMOUS LOGON) TargetUserName="ANONYMOUS LOGON" ' +
      'TargetDomainName="NT AUTHORITY" TargetLogonId=0x149be LogonType=3 (Network)',
  ));

test('one event as Markdown, with nothing in it that Markdown would take', () => {
  const text = eventMarkdown(decoded({ ...logoff, TargetUserName: 'a|b`c<img src=x>' }));
  expect(text.split('\n').slice(0, 3)).toEqual([
    '### 4634 An account was logged off',
    '',
    'success · 2024-03-05T08:17:14.8641326Z · `ws7.corp.example` · record 12',
  ]);
  expect(text).toContain(
    '| Subject / Account Name (`TargetUserName`) | ``a\\|b`c<img src=x>`` |  |',
  );
  expect(text).toContain('| Logon Type (`LogonType`) | `3` | Network |');
});

test('events as CSV, formulas disarmed', () => {
  const names = ['TargetUserName', 'LogonType'];
  expect(csvHead(names)).toBe(
    'Time,EventId,Version,Outcome,Title,Computer,Provider,Channel,RecordId,Summary,TargetUserName,LogonType\r\n',
  );
  const line = csvLine(decoded({ TargetUserName: '=1+1', LogonType: '3' }), names);
  expect(line).toMatch(/,'=1\+1,3\r\n$/);
});

test('two events side by side', () => {
  const rows = compareEvents(decoded(logoff), decoded({ ...logoff, LogonType: '2', Extra: 'x' }));
  expect(rows.filter(({ same }) => !same)).toEqual([
    {
      name: 'LogonType',
      label: 'Logon Type',
      section: null,
      values: [
        { value: '3', meaning: 'Network' },
        { value: '2', meaning: 'Interactive' },
      ],
      same: false,
    },
    { name: 'Extra', label: null, section: null, values: [null, { value: 'x' }], same: false },
  ]);
});
