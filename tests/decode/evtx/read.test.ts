import { describe, expect, test } from 'vitest';
import { isLog } from '../../../src/decode/input/is-log.ts';
import { readEvtx } from '../../../src/decode/evtx/read-evtx.ts';
import {
  as,
  ChunkWriter,
  chunkOf,
  element,
  event,
  eventData,
  instance,
  logOf,
  optional,
  text,
  value,
  type Tree,
  type Value,
} from './write-evtx.ts';

const readAll = (bytes: Uint8Array) => [...readEvtx(bytes, 'door.evtx')];
const eventsOf = (bytes: Uint8Array) =>
  readAll(bytes).flatMap((one) => ('event' in one ? [one.event] : []));
/** The values of a log with one event whose own part is this. */
const dataOf = (tree: Tree, values: Value[]) => {
  const [only] = eventsOf(logOf(chunkOf(as.xml(instance(tree, values))).finish()));
  expect(only?.problems).toEqual([]);
  return only?.data.map(({ name, value }) => [name, value]);
};

test('an event has its header, its values by name, and its place', () => {
  const own = as.xml(instance(eventData('PersonName', 'Way'), [as.string('anna'), as.uint32(2)]));
  expect(readAll(logOf(chunkOf(own).finish()))).toEqual([
    {
      event: {
        format: 'evtx',
        provider: 'Acme-Door',
        channel: 'Acme-Door/Operational',
        eventId: 7,
        version: 1,
        level: 4,
        keywords: '0x8000000000000000',
        timeCreated: '2024-03-05T08:15:02.0000000Z',
        recordId: '1',
        computer: 'gate.corp.example',
        userSid: 'S-1-5-18',
        data: [
          { name: 'PersonName', value: 'anna' },
          { name: 'Way', value: '2' },
        ],
        problems: [],
        source: { file: 'door.evtx', index: 0, offset: 4608 },
      },
    },
  ]);
});

describe('every type of value is printed as Windows prints it', () => {
  const guid = [0x25, 0x96, 0x84, 0x54, 0x78, 0x54, 0x94, 0x49, 0xa5, 0xba, 0x3e, 0x3b];
  test.each<[string, Value, string]>([
    ['null', as.null, ''],
    ['string', as.string('Łódź 東京 🚪'), 'Łódź 東京 🚪'],
    ['string with NULs behind', as.string('C:\\gate\0\0'), 'C:\\gate'],
    ['long string', as.string('x'.repeat(3000)), 'x'.repeat(3000)],
    ['string with half a pair', as.string(`${'y'.repeat(80)}\ud83d`), `${'y'.repeat(80)}\ud83d`],
    [
      'string that begins with a byte-order mark',
      as.string(`\ufeff${'z'.repeat(80)}`),
      `\ufeff${'z'.repeat(80)}`,
    ],
    ['ANSI string', as.ansi('caf\u00e9'), 'café'],
    ['Int8', as.int8(-128), '-128'],
    ['UInt8', as.uint8(255), '255'],
    ['Int16', as.int16(-2), '-2'],
    ['UInt16', as.uint16(65_535), '65535'],
    ['Int32', as.int32(-2147024894), '-2147024894'],
    ['UInt32', as.uint32(4_294_967_295), '4294967295'],
    ['Int64', as.int64(-9_214_364_837_600_034_816n), '-9214364837600034816'],
    ['Int64 above zero', as.int64(2n ** 63n - 1n), '9223372036854775807'],
    ['smallest Int64', as.int64(-(2n ** 63n)), '-9223372036854775808'],
    ['UInt64', as.uint64(2n ** 64n - 1n), '18446744073709551615'],
    ['UInt64 of 16 digits', as.uint64(9_007_199_254_740_993n), '9007199254740993'],
    ['float', as.float(0.1), '0.1'],
    ['double', as.double(-0.30000000000000004), '-0.30000000000000004'],
    ['double that is no number', as.double(NaN), '-1.#IND'],
    ['true', as.bool(1), 'true'],
    ['true by another number', as.bool(0xfffe), 'true'],
    ['false', as.bool(0), 'false'],
    ['binary', as.binary([0, 0x1f, 0xab]), '001FAB'],
    ['GUID', as.guid([...guid, 0x03, 0x28, 0xc3, 0x0d]), '{54849625-5478-4994-a5ba-3e3b0328c30d}'],
    ['SizeT of 32 bits', as.size32(4), '0x4'],
    ['SizeT of 64 bits', as.size64(0x7ff6_0000_1000n), '0x7ff600001000'],
    ['FILETIME', as.fileTime(133_541_001_024_170_001n), '2024-03-05T08:15:02.4170001Z'],
    [
      'FILETIME of a leap day',
      as.fileTime(125_963_423_999_999_999n),
      '2000-02-29T23:59:59.9999999Z',
    ],
    ['FILETIME 0', as.fileTime(0n), '1601-01-01T00:00:00.0000000Z'],
    ['largest FILETIME', as.fileTime(2n ** 64n - 1n), '60056-05-28T05:36:10.9551615Z'],
    ['SYSTEMTIME', as.systemTime([2024, 3, 2, 5, 8, 15, 2, 417]), '2024-03-05T08:15:02.417Z'],
    [
      'SID',
      as.sid(5, 21, 2914407531, 1186022093, 3407718846, 1604),
      'S-1-5-21-2914407531-1186022093-3407718846-1604',
    ],
    ['SID of a large authority', as.sid(2 ** 32 + 1), 'S-1-0x000100000001'],
    ['HexInt32', as.hex32(0xc000_006a), '0xc000006a'],
    ['HexInt64', as.hex64(0x3e7n), '0x3e7'],
    ['HexInt64 over 32 bits', as.hex64(0x1_0000_00aan), '0x1000000aa'],
    ['handle', as.raw(0x20, [0x1c, 0, 0, 0]), '0x1c'],
  ])('%s', (_type, given, printed) =>
    expect(dataOf(eventData('Value'), [given])).toEqual([['Value', printed]]),
  );
});

test('an element around an array is there once for each of its values, and once where it is empty', () => {
  const classic = element('EventData', {}, [
    element('Data', {}, [value(0)]),
    element('Binary', {}, [optional(1, 0x0e)]),
  ]);
  expect(dataOf(classic, [as.strings('10.00.', '', '15063'), as.binary([1, 2])])).toEqual([
    ['%1', '10.00.'],
    ['%2', ''],
    ['%3', '15063'],
    ['Binary', '0102'],
  ]);
  expect(dataOf(classic, [as.array(as.sid(5, 18), as.sid(5, 32, 544)), as.null])).toEqual([
    ['%1', 'S-1-5-18'],
    ['%2', 'S-1-5-32-544'],
  ]);
  expect(dataOf(classic, [as.array(as.hex32(16), as.hex32(31)), as.null])).toEqual([
    ['%1', '0x10'],
    ['%2', '0x1f'],
  ]);
  expect(dataOf(classic, [as.raw(0x81, []), as.null])).toEqual([['%1', '']]);
});

test('an optional value that is null takes its element or attribute with it', () => {
  const own = as.xml(
    instance(
      element('EventData', {}, [
        element('Data', { Name: text('There') }, [optional(0)]),
        element('Data', { Name: text('Gone') }, [optional(1)]),
        element('Data', { Name: text('Empty') }, [value(1)]),
      ]),
      [as.string('yes'), as.null],
    ),
  );
  const chunk = new ChunkWriter();
  chunk.record(event(1n, own, as.null), 1n);
  const [only] = eventsOf(logOf(chunk.finish()));
  expect(only).not.toHaveProperty('version');
  expect(only?.data).toEqual([
    { name: 'There', value: 'yes' },
    { name: 'Empty', value: '' },
  ]);
});

test('references, CDATA and texts in a row are one value', () =>
  expect(
    dataOf(
      element('EventData', {}, [
        element('Data', { Name: text('Rule') }, [
          text('a '),
          { entity: 'lt' },
          value(0),
          { character: 0x26 },
          { cdata: '<b>' },
          { instruction: 'door', data: 'open' },
        ]),
      ]),
      [as.string(' x ')],
    ),
  ).toEqual([['Rule', 'a < x &<b>']]));

test('UserData gives its element and its leaves, those of elements within elements too', () => {
  const own = as.xml(
    instance(
      element('UserData', {}, [
        element('DoorOpened', { xmlns: text('urn:door') }, [
          element('Person', {}, [value(0)]),
          element('Key', { serial: value(1) }, []),
          element('Lock', {}, [element('State', {}, [text('open')])]),
        ]),
      ]),
      [as.string('anna'), as.uint32(12)],
    ),
  );
  const [only] = eventsOf(logOf(chunkOf(own).finish()));
  expect(only?.userData).toBe('DoorOpened');
  expect(only?.data).toEqual([
    { name: 'Person', value: 'anna' },
    { name: 'Key.serial', value: '12' },
    { name: 'State', value: 'open' },
  ]);
});

test('binary XML in a value stands for its elements, with a template of its own or without', () => {
  const outer = element('EventData', {}, [
    element('Data', { Name: text('Before') }, [value(0)]),
    element('Data', { Name: text('Inner') }, [value(1, 0x21)]),
  ]);
  const inner = element('Inside', {}, [element('Depth', {}, [value(0)])]);
  expect(dataOf(outer, [as.string('x'), as.xml(instance(inner, [as.uint8(2)]))])).toEqual([
    ['Before', 'x'],
    ['Depth', '2'],
  ]);
  expect(
    dataOf(outer, [
      as.string('x'),
      as.xml(element('Inside', {}, [element('Depth', {}, [text('2')])])),
    ]),
  ).toEqual([
    ['Before', 'x'],
    ['Depth', '2'],
  ]);
});

test('a record whose elements stand in no template is read', () => {
  const chunk = new ChunkWriter();
  chunk.record(
    element('Event', {}, [
      element('System', {}, [
        element('Provider', { EventSourceName: text('Door') }),
        element('EventID', {}, [text('7')]),
      ]),
      instance(eventData('Way'), [as.string('in')]),
    ]),
    1n,
  );
  const [only] = eventsOf(logOf(chunk.finish()));
  expect(only).toMatchObject({
    provider: 'Door',
    eventId: 7,
    data: [{ name: 'Way', value: 'in' }],
  });
});

const people = ['anna', 'bert', 'cora', 'dora'];
const door = eventData('PersonName');
const owns = people.map((name) => as.xml(instance(door, [as.string(name)])));

test('a chunk alone is a log, and so is one with a broken file header', () => {
  const chunk = chunkOf(...owns).finish();
  expect(isLog(chunk)).toBe(true);
  expect(eventsOf(chunk).map((one) => one.data[0]?.value)).toEqual(people);
  const log = logOf(chunk);
  log.fill(0, 0, 128);
  expect(isLog(log)).toBe(true);
  expect(eventsOf(log)).toHaveLength(4);
  expect(isLog(new Uint8Array([0x45, 0x6c, 0x66]))).toBe(false);
  expect(isLog(new Uint8Array(100_000))).toBe(false);
});

test('the chunks are found whatever the file header counts', () => {
  const log = logOf(chunkOf(...owns).finish(), Buffer.alloc(65_536), chunkOf(...owns).finish());
  expect(eventsOf(log)).toHaveLength(8);
  expect(readAll(log).some((one) => 'problem' in one)).toBe(false);
});
