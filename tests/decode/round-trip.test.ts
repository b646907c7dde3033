import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldSlot, Layout } from '../../src/catalog/layout.ts';
import { decodeEvent } from '../../src/decode/decode.ts';
import { renderMessage } from '../../src/decode/message/render.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { eventXml } from '../../src/decode/write/xml.ts';
import { findEntriesByText, shownAs } from '../../src/decode/values/table.ts';
import type { RawEvent } from '../../src/event.ts';
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
const words = fc
  .array(
    fc.oneof(word, fc.constantFrom('&', '<b>', '"it"', "o'clock", '100%', 'a=b', 'ü', '日本')),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((all) => all.join(' '));
const hex = (digits: number) =>
  fc.bigInt(1n, 16n ** BigInt(digits) - 1n).map((number) => `0x${number.toString(16)}`);
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 4 });
const sid = fc.oneof(
  fc
    .array(fc.nat(4_294_967_295), { minLength: 4, maxLength: 4 })
    .map((parts) => `S-1-5-21-${parts.join('-')}`),
  fc.constantFrom('S-1-5-18', 'S-1-0-0', 'S-1-5-32-544', 'S-1-5-7'),
);
const guid = fc.uuid().map((one) => `{${one}}`);

/** Codes of the tables whose words stand for no other code in this event. */
function codes(tables: readonly string[], eventId: number): string[] {
  return tables.flatMap((id) => {
    const table = definitions.table(id);
    if (table?.written !== 'message') return [];
    return table.entries
      .filter((entry) => {
        const [own, ...others] = findEntriesByText(table, shownAs(entry), eventId);
        return own === entry && others.length === 0;
      })
      .map((entry) => entry.value)
      .slice(0, 40);
  });
}

const oneOf = (values: readonly string[], otherwise: fc.Arbitrary<string>) =>
  values.length > 0 ? fc.constantFrom(...values) : otherwise;

/** Values as the XML of an event holds them, by the type of the field. */
function valueOf(slot: FieldSlot, eventId: number): fc.Arbitrary<string> {
  switch (slot.as) {
    case 'SID':
      return sid;
    case 'GUID':
      return guid;
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
  const none = fc.constant('-');
  const right = oneOf(codes(['access-mask-message'], eventId), none);
  switch (slot.type) {
    case 'message-code':
    case 'yes-no':
      return oneOf(codes(slot.tables, eventId), none);
    case 'access-list':
      return some(right).map((all) => all.map((code) => `${code}\n\t\t\t\t`).join(''));
    case 'access-reason':
      return some(right).map((all) =>
        all.map((code) => `${code}:\t%%1801\tD:(A;;FA;;;BA)\n\t\t\t\t`).join(''),
      );
    case 'privilege-list':
      return some(
        oneOf(definitions.table('privilege')?.entries.map((entry) => entry.value) ?? [], none),
      ).map((all) => all.join('\n\t\t\t'));
    case 'sid-list':
      return some(sid).map((all) => all.map((one) => `\n\t\t%{${one}}`).join(''));
    case 'uac-changes':
      return some(oneOf(codes(['uac-message'], eventId), none)).map((all) =>
        all.map((code) => `\n\t\t${code}`).join(''),
      );
    case 'ds-properties':
      return some(guid).map((all) => `%%7685\n${all.map((one) => `\t${one}\n`).join('')}`);
    case 'list':
      if (!slot.label) return word;
      return fc.oneof(
        word,
        none,
        some(word).map((all) => `\n\t\t${all.join('\n\t\t')}\n\t\t`),
      );
    case 'xml':
      return words.map((text) => `<Task>\n  <Text>${text.replace(/[<>&]/g, '')}</Text>\n</Task>`);
    case 'command-line':
      return fc.oneof(
        words,
        words.map((text) => ` ${text} `),
        none,
      );
    case 'account-name':
    case 'dn':
    case 'path':
    case 'text':
      return fc.oneof(words, word, none);
    default:
      return fc.oneof(word, none);
  }
}

const EXAMPLES = { numRuns: 3, seed: 4634 };

/**
 * Generates values for all fields of every layout whose text is known.
 *
 * @param check what does not come back as it was, in words
 */
function failures(
  check: (event: (typeof definitions.events)[number], layout: Layout, raw: RawEvent) => string[],
): string[] {
  const found: string[] = [];
  for (const event of definitions.events) {
    for (const layout of event.layouts) {
      if (!event.texts.includes(layout.version) || layout.fields.length === 0) continue;
      const crowded = new Set(
        [layout.first, ...layout.lines.map((line) => line.parts)]
          .map((parts) => parts.flatMap((part) => ('field' in part ? [part.field] : [])))
          .flatMap((fields) => (fields.length > 1 ? fields : [])),
      );
      const values = fc.tuple(
        ...layout.fields.map((slot) => {
          const value = valueOf(slot, event.id);
          // Two values on one line are told apart by the space between them.
          return crowded.has(slot.name) && slot.as === 'UnicodeString' ? word : value;
        }),
      );
      for (const tuple of fc.sample(values, EXAMPLES)) {
        const raw: RawEvent = {
          format: 'xml',
          provider: event.providerName,
          eventId: event.id,
          ...(layout.version === null ? {} : { version: layout.version }),
          data: layout.fields.map((slot, at) => ({ name: slot.name, value: tuple[at] as string })),
          ...(event.userData ? { userData: event.userData } : {}),
          problems: [],
          source: { file: '-', index: 0 },
        };
        const wrong = check(event, layout, raw);
        found.push(...wrong.map((one) => `${event.id} v${layout.version} ${one}`));
      }
    }
  }
  return found;
}

const differs = (name: string, found: string | undefined, wanted: string | undefined) =>
  found === wanted ? [] : [`${name}: ${JSON.stringify(wanted)} read as ${JSON.stringify(found)}`];

/** Names of fields that a reader says are lost. */
const lostIn = (event: RawEvent) =>
  event.problems
    .filter((one) => one.code === 'lost-value')
    .map((one) => /^(\S+) is lost/.exec(one.message)?.[1] ?? '');

test('generated values of every layout come back from its text, every field that it shows', () => {
  let compared = 0;
  const wrong = failures((event, layout, raw) => {
    if (anyFirstLine(event)) return [];
    const data = new Map(raw.data.map(({ name, value }) => [name, value]));
    const [again] = read(renderMessage(layout, data, definitions));
    if (again?.eventId !== event.id) {
      return again?.alternatives?.includes(event.id) ? [] : [`read as ${again?.eventId}`];
    }
    const back = dataOf(again);
    const absent = new Set([...lostIn(again), ...alike(event, layout)]);
    const shown = layout.fields.filter((slot) => slot.label !== undefined);
    return [
      ...(again.version === undefined || again.version === layout.version
        ? []
        : [`read as version ${again.version}`]),
      ...Object.keys(back).filter(
        (name) => !data.has(name) && !alike(event, layout).includes(name),
      ),
      ...shown.flatMap(({ name }) => {
        if (back[name] === undefined && absent.has(name)) return [];
        compared += 1;
        return differs(name, back[name], data.get(name));
      }),
    ];
  });
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(8_000);
});

/** Names that other layouts with the same labels have in its place: the text alone does not show which it is. */
function alike(event: (typeof definitions.events)[number], layout: Layout): string[] {
  const labels = (one: Layout) => one.lines.map((line) => `${line.section}/${line.label}`).join();
  return event.layouts
    .filter((other) => other !== layout && labels(other) === labels(layout))
    .flatMap((other) => {
      const own = new Set(other.fields.map((slot) => slot.name));
      const mine = new Set(layout.fields.map((slot) => slot.name));
      return [...own]
        .filter((name) => !mine.has(name))
        .concat([...mine].filter((name) => !own.has(name)));
    });
}

test('text without line ends gives no wrong value', () => {
  const loose = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  const wrong = failures((event, layout, raw) => {
    if (event.firstLine?.includes('}')) return [];
    const data = new Map(raw.data.map(({ name, value }) => [name, value]));
    const [again] = read(renderMessage(layout, data, definitions).replace(/\n/g, '  '));
    if (again?.eventId !== event.id) return [];
    return again.data.flatMap(({ name, value }) =>
      data.has(name) ? differs(name, loose(value), loose(data.get(name))) : [],
    );
  });
  expect(wrong).toEqual([]);
});

test('generated values of every layout come back from XML and JSON', () => {
  const wrong = failures((event, _layout, raw) => {
    const wanted = Object.fromEntries(raw.data.map(({ name, value }) => [name, value]));
    const json = {
      Event: {
        System: {
          Provider: { '#attributes': { Name: event.providerName } },
          EventID: event.id,
          Version: raw.version ?? 0,
        },
        EventData: wanted,
      },
    };
    return [eventXml(raw), JSON.stringify(json)].flatMap((text) => {
      const [again] = read(text);
      const back = dataOf(again ?? { data: [] });
      return [
        ...(again?.eventId === event.id ? [] : [`read as ${again?.eventId}`]),
        ...Object.keys(back).filter((name) => !(name in wanted)),
        ...Object.keys(wanted).flatMap((name) => differs(name, back[name], wanted[name])),
      ];
    });
  });
  expect(wrong).toEqual([]);
});
