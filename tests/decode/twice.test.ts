import { expect, test } from 'vitest';
import { decodeEvent, toJson } from '../../src/decode/decode.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();

const event = (names: readonly string[]) =>
  `<Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4648</EventID><Version>0</Version></System><EventData>${names
    .map((name, at) => `<Data Name="${name}">${name.endsWith('Guid') ? guid(at) : '-'}</Data>`)
    .join('')}</EventData></Event>`;
const guid = (at: number) => `{00000000-0000-0000-0000-0000000000${String(at).padStart(2, '0')}}`;
const fields = definitions.find(4648)[0]?.layouts[0]?.fields.map(({ name }) => name) ?? [];

function decode(names: readonly string[]) {
  const [read] = [...readEvents(event(names), definitions)];
  if (!read || !('event' in read)) throw new Error('The event was not read.');
  return toJson(decodeEvent(read.event, definitions));
}

test('a value whose name stands twice takes the name that its place has', () => {
  const twice = fields.map((name) => (name === 'TargetLogonGuid' ? 'LogonGuid' : name));
  const { data, warnings } = decode(twice);
  expect(data).toEqual(decode(fields).data);
  expect(warnings.map(({ code }) => code)).toEqual(['name-twice']);
});

test('where values are missing, places say nothing', () => {
  const twice = fields
    .map((name) => (name === 'TargetLogonGuid' ? 'LogonGuid' : name))
    .slice(0, -1);
  expect(decode(twice).warnings.map(({ code }) => code)).toEqual(['missing-field']);
});
