import fc from 'fast-check';
import type { Definitions, EventDefinition } from '../../src/catalog/definitions.ts';
import type { FieldSlot, Layout } from '../../src/catalog/layout.ts';
import { MESSAGE_TABLE } from '../../src/decode/values/text-form.ts';
import { findEntriesByText, shownAs } from '../../src/decode/values/table.ts';
import type { RawEvent } from '../../src/event.ts';

/** Events with generated values, for every layout whose text is known. */

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_$.-]{0,14}$/);
const words = fc
  .array(
    fc.oneof(word, fc.constantFrom('&', '<b>', '"it"', "o'clock", '100%', 'a=b', 'ü', '日本')),
    { minLength: 1, maxLength: 3 },
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
const none = fc.constant('-');

/** Makes the values of one kind of event. */
class Values {
  readonly #definitions: Definitions;
  readonly #eventId: number;

  constructor(definitions: Definitions, eventId: number) {
    this.#definitions = definitions;
    this.#eventId = eventId;
  }

  /** A value as the XML of the event holds it, by the type of the field. */
  of(slot: FieldSlot): fc.Arbitrary<string> {
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
        return this.#text(slot);
      case 'FILETIME':
        return fc
          .date({ min: new Date('2008-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
          .map((date) => `${date.toISOString().slice(0, -1)}0000Z`);
      default:
        return fc.nat(65_535).map(String);
    }
  }

  #text(slot: FieldSlot): fc.Arbitrary<string> {
    const right = this.#code(['access-mask-message']);
    switch (slot.type) {
      case 'message-code':
      case 'yes-no':
        return fc.oneof(
          this.#code(slot.tables.length > 0 ? slot.tables : [MESSAGE_TABLE]),
          this.#code([...slot.tables, MESSAGE_TABLE]),
          none,
        );
      case 'access-list':
        return fc.oneof(
          {
            weight: 6,
            arbitrary: some(right).map((all) => all.map((one) => `${one}\n\t\t\t\t`).join('')),
          },
          none,
        );
      case 'access-reason':
        return fc.oneof(
          {
            weight: 6,
            arbitrary: some(
              fc.tuple(right, fc.constantFrom('%%1801\tD:(A;;FA;;;BA)', '%%1804', '%%1805')),
            ).map((all) => all.map(([one, why]) => `${one}:\t${why}\n\t\t\t\t`).join('')),
          },
          none,
        );
      case 'privilege-list':
        return fc.oneof(
          {
            weight: 6,
            arbitrary: some(this.#entry('privilege')).map((all) => all.join('\n\t\t\t')),
          },
          none,
        );
      case 'sid-list':
        return fc.oneof(
          {
            weight: 6,
            arbitrary: some(sid).map((all) => all.map((one) => `\n\t\t%{${one}}`).join('')),
          },
          none,
        );
      case 'uac-changes':
        return fc.oneof(
          {
            weight: 6,
            arbitrary: some(this.#code(['uac-message'])).map((all) =>
              all.map((code) => `\n\t\t${code}`).join(''),
            ),
          },
          none,
        );
      case 'ds-properties':
        return fc.oneof(
          {
            weight: 6,
            arbitrary: fc
              .tuple(this.#code(['access-mask-message']), some(guid))
              .map(([code, all]) => `${code}\n${all.map((one) => `\t${one}\n`).join('')}`),
          },
          none,
        );
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

  #entry(table: string): fc.Arbitrary<string> {
    const all = this.#definitions.table(table)?.entries.map(({ value }) => value) ?? [];
    return all.length > 0 ? fc.constantFrom(...all) : none;
  }

  /** A code of the tables whose words stand for no other code in this event. */
  #code(tables: readonly string[]): fc.Arbitrary<string> {
    const codes: string[] = [];
    const taken = new Set<string>();
    for (const id of tables) {
      const table = this.#definitions.table(id);
      if (table?.written !== 'message') continue;
      for (const entry of table.entries) {
        const words = shownAs(entry);
        const [own, ...others] = findEntriesByText(table, words, this.#eventId);
        // A table before it may have the same words for another code.
        if (own === entry && others.length === 0 && !taken.has(words.toLowerCase()))
          codes.push(entry.value);
      }
      for (const entry of table.entries) taken.add(shownAs(entry).trim().toLowerCase());
    }
    return codes.length > 0 ? fc.constantFrom(...codes) : none;
  }
}

export interface Generated {
  event: EventDefinition;
  layout: Layout;
  raw: RawEvent;
}

/**
 * Events of every layout whose text is known.
 *
 * @param count events of each layout
 */
export function* generate(
  definitions: Definitions,
  count: number,
  seed: number,
): Generator<Generated> {
  for (const event of definitions.events) {
    const values = new Values(definitions, event.id);
    for (const layout of event.layouts) {
      if (!event.texts.includes(layout.version) || layout.fields.length === 0) continue;
      const crowded = new Set(
        [layout.first, ...layout.lines.map((line) => line.parts)]
          .map((parts) => parts.flatMap((part) => ('field' in part ? [part.field] : [])))
          .flatMap((fields) => (fields.length > 1 ? fields : [])),
      );
      const tuples = fc.tuple(
        ...layout.fields.map((slot) =>
          // Two values on one line are told apart by the space between them.
          crowded.has(slot.name) && slot.as === 'UnicodeString' ? word : values.of(slot),
        ),
      );
      for (const tuple of fc.sample(tuples, { numRuns: count, seed })) {
        const raw: RawEvent = {
          format: 'xml',
          provider: event.providerName,
          channel: 'Security',
          eventId: event.id,
          ...(layout.version === null ? {} : { version: layout.version }),
          level: 0,
          task: 12_544,
          opcode: 0,
          timeCreated: '2024-03-05T08:15:02.1234567Z',
          recordId: '4711',
          computer: 'WS7.corp.example',
          data: layout.fields.map((slot, at) => ({ name: slot.name, value: tuple[at] as string })),
          ...(event.userData ? { userData: event.userData } : {}),
          problems: [],
          source: { file: '-', index: 0 },
        };
        yield { event, layout, raw };
      }
    }
  }
}

/** Whether the message of an event is one value from end to end, so that nothing shows which event it is. */
export const anyFirstLine = (event: EventDefinition): boolean =>
  /^\{[\w%]+\}$/.test(event.firstLine ?? '');
