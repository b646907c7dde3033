import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldSlot } from '../../src/catalog/layout.ts';
import { decodeEvent } from '../../src/decode/decode.ts';
import { renderMessage } from '../../src/decode/message/render.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

const { catalog, definitions } = realCatalog();
const read = (text: string) =>
  [...readEvents(text, definitions)].flatMap((one) => ('event' in one ? [one.event] : []));
const dataOf = (event: { data: { name: string; value: string }[] }) =>
  Object.fromEntries(event.data.map(({ name, value }) => [name, value]));
const anyFirstLine = (event: { firstLine?: string }) => /^\{[\w%]+\}$/.test(event.firstLine ?? '');

test('every sample decodes to its event, and its text to the same values', () => {
  const wrong: string[] = [];
  for (const event of catalog.events) {
    for (const { name, xml } of event.samples) {
      const [raw] = read(xml);
      if (!raw) throw new Error(`${event.key}/${name} holds no event`);
      const decoded = decodeEvent(raw, definitions);
      if (decoded.definition?.key !== event.key || decoded.problems.length > 0) {
        wrong.push(`${event.key}/${name}: ${decoded.problems.map((one) => one.message).join(' ')}`);
      }
      const { layout, definition } = decoded;
      if (!layout || !definition || anyFirstLine(definition)) continue;
      const data = new Map(raw.data.map((value) => [value.name, value.value]));
      const [again] = read(renderMessage(layout, data, definitions));
      if (event.facts.alike?.includes(again?.eventId ?? 0)) continue;
      expect(again?.eventId, `${event.key}/${name}`).toBe(event.id);
      const own = new Set(layout.fields.map((field) => field.name));
      for (const { name: field, value } of again?.data ?? []) {
        if (own.has(field)) expect(value, `${event.key}/${name} ${field}`).toBe(data.get(field));
      }
    }
  }
  expect(wrong).toEqual([]);
});

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_$.-]{0,14}$/);
const hex = (digits: number) =>
  fc.bigInt(1n, 16n ** BigInt(digits) - 1n).map((number) => `0x${number.toString(16)}`);

/** Values as the XML of an event holds them, by the type of the field. */
function valueOf(slot: FieldSlot): fc.Arbitrary<string> {
  switch (slot.as) {
    case 'SID':
      return fc
        .array(fc.nat(4_294_967_295), { minLength: 4, maxLength: 4 })
        .map((parts) => `S-1-5-21-${parts.join('-')}`);
    case 'GUID':
      return fc.uuid().map((guid) => `{${guid}}`);
    case 'HexInt32':
      return hex(8);
    case 'HexInt64':
    case 'Pointer':
      return hex(12);
    case 'UnicodeString':
      break;
    case 'FILETIME':
      return fc
        .date({ min: new Date('2008-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
        .map((date) => `${date.toISOString().slice(0, -1)}0000Z`);
    default:
      return fc.nat(65_535).map(String);
  }
  if (/^(?:message-code|yes-no)$/.test(slot.type)) return fc.constant('-');
  return fc.oneof(word, fc.constant('-'));
}

test('generated values of every layout come back from its text and from XML', () => {
  for (const event of definitions.events) {
    if (anyFirstLine(event)) continue;
    for (const layout of event.layouts) {
      if (!event.texts.includes(layout.version) || layout.fields.length === 0) continue;
      const values = fc.tuple(...layout.fields.map(valueOf));
      fc.assert(
        fc.property(values, (tuple) => {
          const data = new Map(layout.fields.map((slot, at) => [slot.name, tuple[at] as string]));
          const [again] = read(renderMessage(layout, data, definitions));
          expect(again?.eventId).toBeDefined();
          const names = new Set(layout.fields.map((slot) => slot.name));
          for (const { name, value } of again?.data ?? []) {
            const slot = layout.fields.find((one) => one.name === name);
            if (!names.has(name) || slot?.type === 'access-list' || slot?.type === 'sid-list')
              continue;
            if (/^(?:access-reason|uac-changes|ds-properties)$/.test(slot?.type ?? '')) continue;
            expect(`${event.id} ${name} ${value}`).toBe(
              `${event.id} ${name} ${data.get(name) ?? ''}`,
            );
          }
          const xml = `<Event><System><Provider Name="${event.providerName}"/><EventID>${event.id}</EventID>${layout.version === null ? '' : `<Version>${layout.version}</Version>`}</System><EventData>${[...data].map(([name, value]) => `<Data Name="${name}">${value}</Data>`).join('')}</EventData></Event>`;
          const [fromXml] = read(xml);
          expect(dataOf(fromXml ?? { data: [] })).toEqual(Object.fromEntries(data));
        }),
        { numRuns: 4, seed: 4634 },
      );
    }
  }
});
