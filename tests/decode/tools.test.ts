import { expect, test } from 'vitest';
import type { RawEvent } from '../../src/event.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

const { catalog, definitions } = realCatalog();
const read = (text: string) =>
  [...readEvents(text, definitions)].flatMap((one) => ('event' in one ? [one.event] : []));

const samples = catalog.events.flatMap((event) =>
  event.samples.flatMap(({ name, xml }) =>
    read(xml).map((raw) => ({ name: `${event.key}/${name}`, raw })),
  ),
);

type Values = Record<string, string>;
const valuesOf = (raw: RawEvent): Values =>
  Object.fromEntries(raw.data.map(({ name, value }) => [name, value]));
const mapKeys = (values: Values, key: (name: string) => string) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [key(name), value]));
const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const json = (value: unknown) => JSON.stringify(value);
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const escape = (text: string) =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('=', '\\=')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');

const openTelemetry = ({ provider, eventId, version }: RawEvent, values: Values) => ({
  channel: 'Security',
  event_id: { id: eventId, qualifiers: 0 },
  provider: { name: provider },
  version,
  event_data: { data: Object.entries(values).map(([name, value]) => ({ [name]: value })) },
});
/** A value in the JSON of OTLP. */
const otlp = (value: unknown): unknown => {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(otlp) } };
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([key, inside]) => ({ key, value: otlp(inside) }));
    return { kvlistValue: { values: pairs } };
  }
  return typeof value === 'number' ? { intValue: String(value) } : { stringValue: value };
};

/** How each tool would set out an event with these values. */
const writers: Record<string, (raw: RawEvent, values: Values) => string> = {
  'XML in one line': ({ provider, eventId, version }, values) =>
    `<Event xmlns='x'><System><Provider Name='${provider}'/><EventID>${eventId}</EventID>${version === undefined ? '' : `<Version>${version}</Version>`}</System><EventData>${Object.entries(
      values,
    )
      .map(
        ([name, value]) =>
          `<Data Name='${name}'>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</Data>`,
      )
      .join('')}</EventData></Event>`,
  evtx_dump: ({ provider, eventId, version }, values) =>
    json({
      Event: {
        System: {
          Provider: { '#attributes': { Name: provider } },
          EventID: eventId,
          Version: version,
        },
        EventData: values,
      },
    }),
  Winlogbeat: ({ provider, eventId, version }, values) =>
    json({
      winlog: { provider_name: provider, event_id: String(eventId), version, event_data: values },
    }),
  'Winlogbeat, dotted': ({ provider, eventId }, values) =>
    json({
      'winlog.provider_name': provider,
      'winlog.event_id': eventId,
      ...mapKeys(values, (name) => `winlog.event_data.${name}`),
    }),
  Wazuh: ({ provider, eventId }, values) =>
    json({
      win: {
        system: { providerName: provider, eventID: String(eventId) },
        eventdata: mapKeys(values, lowerFirst),
      },
    }),
  NXLog: ({ provider, eventId }, values) =>
    json({ ...values, EventID: eventId, SourceName: provider }),
  Graylog: ({ provider, eventId }, values) =>
    json({
      winlogbeat_winlog_provider_name: provider,
      winlogbeat_winlog_event_id: eventId,
      ...mapKeys(values, (name) => `winlogbeat_winlog_event_data_${name}`),
    }),
  WindowsEvent: ({ provider, eventId }, values) =>
    json({
      TimeGenerated: '2024-03-05T08:17:14Z',
      Provider: provider,
      EventID: eventId,
      EventData: values,
    }),
  'ConvertTo-Json': ({ provider, eventId, version }, values) =>
    json({
      Id: eventId,
      Version: version,
      ProviderName: provider,
      LogName: 'Security',
      Properties: Object.values(values).map((value) => ({ Value: value })),
    }),
  EvtxECmd: ({ provider, eventId }, values) =>
    `EventRecordId,EventId,Provider,Payload\r\n7,${eventId},${provider},${cell(json({ EventData: { Data: Object.entries(values).map(([name, value]) => ({ '@Name': name, '#text': value })) } }))}\r\n`,
  OpenTelemetry: (raw, values) => json(openTelemetry(raw, values)),
  OTLP: (raw, values) =>
    json({
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: otlp(openTelemetry(raw, values)) }] }] }],
    }),
  Vector: ({ provider, eventId }, values) =>
    json({
      event_id: eventId,
      provider_name: provider,
      computer: 'ws7',
      channel: 'Security',
      event_data: values,
    }),
  Datadog: ({ provider, eventId }, values) =>
    json({
      content: {
        message: 'x',
        attributes: {
          Event: {
            System: { Provider: { Name: provider }, EventID: String(eventId) },
            EventData: { Data: values },
          },
        },
      },
    }),
  'Sumo Logic': ({ provider, eventId }, values) =>
    json({ EventID: eventId, Provider: { Name: provider }, EventData: values }),
  osquery: ({ provider, eventId }, values) =>
    json({
      columns: {
        eventid: String(eventId),
        provider_name: provider,
        data: json({ EventData: values }),
      },
    }),
  InsightIDR: ({ provider, eventId }, values) =>
    json({
      eventCode: eventId,
      sourceName: provider,
      computerName: 'ws7',
      eventData: mapKeys(values, lowerFirst),
    }),
  Plaso: ({ provider, eventId, version }, values) =>
    json({
      event_identifier: eventId,
      event_version: version,
      source_name: provider,
      strings: Object.values(values),
    }),
  'Fluent Bit, winlog': ({ provider, eventId }, values) =>
    json({
      EventID: eventId,
      SourceName: provider,
      TimeGenerated: '2024-03-05 09:17:14 +0100',
      StringInserts: Object.values(values),
    }),
  'in_windows_eventlog of Fluentd': ({ provider, eventId }, values) =>
    json({
      event_id: String(eventId),
      source_name: provider,
      record_number: '1',
      time_generated: '2024-03-05 09:17:14 +0100',
      string_inserts: Object.values(values),
    }),
  xml2js: ({ provider, eventId }, values) =>
    json({
      Event: {
        $: { xmlns: 'x' },
        System: [{ Provider: [{ $: { Name: provider } }], EventID: [String(eventId)] }],
        EventData: [
          {
            Data: Object.entries(values).map(([name, value]) => ({ _: value, $: { Name: name } })),
          },
        ],
      },
    }),
  'fast-xml-parser': ({ provider, eventId }, values) =>
    json({
      Event: {
        System: { Provider: { '@_Name': provider }, EventID: eventId },
        EventData: {
          Data: Object.entries(values).map(([name, value]) => ({ '#text': value, '@_Name': name })),
        },
      },
    }),
  'an event collector of Splunk': (raw, values) =>
    json({ sourcetype: 'XmlWinEventLog', event: writers['XML in one line']?.(raw, values) }),
  "Event Viewer's Friendly View": ({ provider, eventId }, values) =>
    `- System \n\n  - Provider \n\n   [ Name]  ${provider} \n \n   EventID ${eventId} \n \n\n- EventData \n\n${Object.entries(
      values,
    )
      .map(([name, value]) => `  ${name} ${value.replace(/\s+/g, ' ').trim()} \n`)
      .join('')}`,
  CEF: ({ provider, eventId }, values) =>
    `CEF:0|Microsoft|Microsoft Windows||${provider}:${eventId}|x|Low|${Object.entries(values)
      .map(([name, value]) => `ad.${name}=${escape(value)}`)
      .join(' ')}`,
};

/** What a tool cannot carry: empty values, space at the ends of a value, names that differ only in case. */
const loses: Record<string, (name: string, value: string, values: Values) => boolean> = {
  CEF: (name, value) =>
    value.trim() !== value ||
    value === '' ||
    /^(?:ProcessID|Version|ThreadID|Opcode|Keywords)$/.test(name),
  NXLog: (name) => /^(?:EventID|SourceName)$/.test(name),
  // White space of a page is one space.
  "Event Viewer's Friendly View": (_name, value) => /^\s|\s$|\s\s|[\t\n]/.test(value),
};

test.each(Object.keys(writers))('%s gives the values of every sample back', (tool) => {
  const wrong: string[] = [];
  for (const { name, raw } of samples) {
    const values = valuesOf(raw);
    const isUnnamed = raw.data.some((one) => one.name.startsWith('%'));
    if (raw.data.length === 0 || isUnnamed || Object.keys(values).length < raw.data.length)
      continue;
    const [again] = read((writers[tool] as (typeof writers)[string])(raw, values));
    const back = again ? valuesOf(again) : {};
    // Without its version, values of an event whose versions differ in their order have no names.
    const hasNoOrder = again?.problems.some(({ code }) => code === 'no-order');
    for (const [field, value] of Object.entries(values)) {
      if (loses[tool]?.(field, value, values)) continue;
      if (hasNoOrder && back[field] === undefined) continue;
      if (back[field] !== value)
        wrong.push(`${name} ${field}: ${json(value)} became ${json(back[field])}`);
    }
    if (again?.eventId !== raw.eventId) wrong.push(`${name}: read as ${again?.eventId}`);
  }
  expect(wrong).toEqual([]);
});

test('values in an order that no version of the event has stay without names, and it is said', () => {
  const [event] = read(
    "[4634 / 0x121a] Source Name: Microsoft-Windows-Security-Auditing Strings: ['S-1-5-18', 'anna'] Computer Name: ws1 Record Number: 7",
  );
  expect(event).toMatchObject({
    data: [
      { name: '%1', value: 'S-1-5-18' },
      { name: '%2', value: 'anna' },
    ],
    problems: [
      {
        code: 'no-order',
        message: 'No version of the event is known to have 2 values, so they have no names.',
        hint: 'Paste the XML: it names them.',
      },
    ],
  });
});
