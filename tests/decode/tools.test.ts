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
    for (const [field, value] of Object.entries(values)) {
      if (loses[tool]?.(field, value, values)) continue;
      if (back[field] !== value)
        wrong.push(`${name} ${field}: ${json(value)} became ${json(back[field])}`);
    }
    if (again?.eventId !== raw.eventId) wrong.push(`${name}: read as ${again?.eventId}`);
  }
  expect(wrong).toEqual([]);
});
