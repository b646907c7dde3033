import { expect, test } from 'vitest';
import { decodeEvent, toJson } from '../../src/decode/decode.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();
const decode = (text: string) =>
  [...readEvents(text, definitions)].map((read) =>
    'event' in read ? toJson(decodeEvent(read.event, definitions)) : read.problem,
  );

const data = {
  TargetUserSid: 'S-1-5-7',
  TargetUserName: 'ANONYMOUS LOGON',
  TargetDomainName: 'NT AUTHORITY',
  TargetLogonId: '0x149be',
  LogonType: '3',
};
const provider = 'Microsoft-Windows-Security-Auditing';
const small = Object.fromEntries(
  Object.entries(data).map(([name, value]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    value,
  ]),
);

const shapes: [string, unknown][] = [
  [
    'evtx_dump',
    {
      Event: {
        '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
        System: {
          Provider: { '#attributes': { Name: provider } },
          EventID: 4634,
          Version: 0,
          Channel: 'Security',
        },
        EventData: { ...data, LogonType: 3 },
      },
    },
  ],
  ['a script, with an object', { EventID: 4634, Provider: provider, EventData: data }],
  [
    'a script, with the text of an object',
    { EventID: 4634, Provider: provider, EventData: JSON.stringify(data) },
  ],
  [
    'a script, with a list of names and values',
    {
      EventID: 4634,
      Provider: provider,
      EventData: Object.entries(data).map(([Name, Value]) => ({ Name, Value })),
    },
  ],
  [
    'a script, with XML',
    {
      EventID: 4634,
      Provider: provider,
      EventData: `<EventData>${Object.entries(data)
        .map(([name, value]) => `<Data Name="${name}">${value}</Data>`)
        .join('')}</EventData>`,
    },
  ],
  [
    'Winlogbeat 7',
    {
      winlog: { provider_name: provider, event_id: '4634', channel: 'Security', event_data: data },
    },
  ],
  [
    'Elasticsearch _source',
    { _source: { winlog: { provider_name: provider, event_id: 4634, event_data: data } } },
  ],
  [
    'Winlogbeat 6',
    { source_name: provider, event_id: 4634, log_name: 'Security', event_data: data },
  ],
  ['Wazuh', { win: { system: { providerName: provider, eventID: '4634' }, eventdata: small } }],
  [
    'NXLog',
    {
      SourceName: provider,
      EventID: 4634,
      Hostname: 'ws7',
      EventTime: '2024-03-05 08:00:00',
      ...data,
    },
  ],
  ['our own', { provider, eventId: 4634, data }],
];

test.each(shapes)('%s gives the same data as XML', (_name, shape) => {
  for (const text of [JSON.stringify(shape), JSON.stringify([shape], null, 2)]) {
    const [event] = decode(text);
    expect(event).toMatchObject({ eventId: 4634, provider, data, format: 'json', warnings: [] });
  }
});

test('lines that are no event do not stop the others', () => {
  const line = JSON.stringify(shapes[1]?.[1]);
  const read = decode(`${line}\n{"a":1}\n{"b":}\n${line}\n{"cut": "of`);
  expect(
    read.map((one) => ('eventId' in one ? one.eventId : 'code' in one ? one.code : '')),
  ).toEqual([4634, 'no-event-object', 'not-json', 4634, 'json-cut']);
  expect(read[1]).toMatchObject({
    place: { file: '-', line: 2 },
    message: 'The object is no event: it has a.',
  });
});

test('values on lines of their own are read one by one, strings with the text of an event among them', () => {
  const object = JSON.stringify({ EventID: 4634, Channel: 'Security', TargetUserName: 'anna' });
  const message =
    'An account was logged off.\r\n\r\nSubject:\r\n\tAccount Name:\t\tanna\r\n\r\nLogon Type:\t\t\t3\r\n';
  const xml = `<Event><System><Provider Name="${provider}"/><EventID>4634</EventID></System><EventData><Data Name="TargetUserName">anna</Data></EventData></Event>`;
  const strings = [message, xml, object].map((text) => JSON.stringify(text));
  const names = (text: string) =>
    decode(text).map((one) =>
      'eventId' in one ? [one.source.line, one.data['TargetUserName']] : one,
    );
  const three = [1, 2, 3].map((line) => [line, 'anna']);
  for (const string of strings) {
    expect(names(`${object}\n${string}\n${object}\n`), string).toEqual(three);
    expect(names(`${string}\n${object}\n${string}\n`), string).toEqual(three);
    expect(names(`[${object},\n${string},\n${string}]`), string).toEqual(three);
    expect(names(`[${string},${string},${object}]`), string).toEqual(three.map(() => [1, 'anna']));
  }
});

test('a value that is no event is named by its line, and a table behind an object keeps its names', () => {
  const object = JSON.stringify(shapes[1]?.[1]);
  const alone = (line: number, message: string) => ({
    code: 'no-event-value',
    place: { file: '-', line, event: 1 },
    message: `No event, but a value alone: ${message}`,
    hint: 'An event has an EventID, event_id, winlog or Event key.',
  });
  expect(decode(`${object}\nnull\n"a \\"b\\" c"\n-17.5\n${object}\n`)).toMatchObject([
    { eventId: 4634 },
    alone(2, 'null'),
    alone(3, '"a \\"b\\" c"'),
    alone(4, '-17.5'),
    { eventId: 4634 },
  ]);
  expect(
    decode(`${object}\n"EventID","TargetUserName","Channel"\n"4634","otto","Security"\n`),
  ).toMatchObject([{ eventId: 4634 }, { eventId: 4634, data: { TargetUserName: 'otto' } }]);
});

test('a fault in an object is told with its line and column', () => {
  const text =
    '{"EventID":4624,"Channel":"Security"}\n{"EventID":4625,\n  "Channel":"Security",\n  bad}\n';
  const problems = [...readEvents(text, definitions)].flatMap((one) =>
    'problem' in one ? [one.problem] : [],
  );
  expect(problems).toMatchObject([{ code: 'not-json', place: { line: 4, column: 3 } }]);
});

test('an object with an id, and no value under a name that is known, says so', () =>
  expect(
    decode(JSON.stringify({ EventID: 4634, Channel: 'Security', user: 'anna' })),
  ).toMatchObject([{ eventId: 4634, data: {}, warnings: [{ code: 'no-values' }] }]));

test('32 bits that PowerShell shows as a number with a sign are those of the event', () => {
  const values = ['S-1-0-0', '-', '-', 0, 'S-1-0-0', 'anna', 'CORP', -1073741715, '%%2313'];
  const rest = [-1073741718, 3, 'NtLmSsp ', 'NTLM', 'WS7', '-', '-', 0, 0, '-', '10.20.1.27', '0'];
  const text = JSON.stringify({
    Id: 4625,
    Version: 0,
    ProviderName: provider,
    LogName: 'Security',
    Properties: [...values, ...rest].map((Value) => ({ Value })),
  });
  const [one] = [...readEvents(text, definitions)];
  const data = one && 'event' in one ? one.event.data : [];
  expect(data.filter(({ name }) => name.endsWith('Status'))).toEqual([
    { name: 'Status', value: '0xc000006d' },
    { name: 'SubStatus', value: '0xc000006a' },
  ]);
});
