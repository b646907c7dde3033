import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import { decodeEvent } from '../../decode/decode.ts';
import type { RawEvent } from '../../event.ts';
import {
  as,
  CHUNK,
  ChunkWriter,
  element,
  eventData,
  instance,
  logOf,
  optional,
  text,
  value,
  type Tree,
  type Value,
} from './write-evtx.ts';

/** Room that a record may need at the end of a chunk. */
const RESERVE = CHUNK / 4;

/** An event log (.evtx) that holds events as Windows would have written them, in the types of their definitions. */
export function eventLogOf(events: readonly RawEvent[], definitions: Definitions): Uint8Array {
  const chunks: ChunkWriter[] = [];
  const templates = new Map<string, Tree>();
  for (const raw of events) {
    let chunk = chunks.at(-1);
    if (!chunk || chunk.at > CHUNK - RESERVE) chunks.push((chunk = new ChunkWriter()));
    const slots = new Map(
      decodeEvent(raw, definitions).layout?.fields.map((slot) => [slot.name, slot]),
    );
    const names = raw.data.map(({ name }) => name);
    const key = [raw.userData, ...names].join();
    const own = templates.get(key) ?? ownTemplate(raw.userData, names);
    templates.set(key, own);
    const values = raw.data.map(({ name, value }) =>
      valueOf(value, slots.get(name) ?? definitions.slotOf(name, raw.provider)),
    );
    const ticks = raw.timeCreated === undefined ? 0n : ticksOf(raw.timeCreated);
    const number = BigInt(raw.recordId ?? chunks.length);
    chunk.record(
      instance(SYSTEM, [...headerOf(raw, ticks), as.xml(instance(own, values))]),
      number,
      ticks,
    );
  }
  return logOf(...chunks.map((chunk) => chunk.finish()));
}

const SYSTEM = element(
  'Event',
  { xmlns: text('http://schemas.microsoft.com/win/2004/08/events/event') },
  [
    element('System', {}, [
      element('Provider', { Name: optional(0) }),
      element('EventID', {}, [value(1, 0x06)]),
      element('Version', {}, [optional(2, 0x04)]),
      element('Level', {}, [optional(3, 0x04)]),
      element('Task', {}, [optional(4, 0x06)]),
      element('Opcode', {}, [optional(5, 0x04)]),
      element('Keywords', {}, [optional(6, 0x15)]),
      element('TimeCreated', { SystemTime: value(7, 0x11) }),
      element('EventRecordID', {}, [optional(8, 0x0a)]),
      element('Correlation', { ActivityID: optional(9, 0x0f) }),
      element('Execution', { ProcessID: optional(10, 0x08), ThreadID: optional(11, 0x08) }),
      element('Channel', {}, [optional(12)]),
      element('Computer', {}, [optional(13)]),
      element('Security', { UserID: optional(14, 0x13) }),
    ]),
    optional(15, 0x21),
  ],
);

function headerOf(raw: RawEvent, ticks: bigint): Value[] {
  const some = <T>(one: T | undefined, write: (one: T) => Value) =>
    one === undefined ? as.null : write(one);
  return [
    some(raw.provider, as.string),
    as.uint16(raw.eventId ?? 0),
    some(raw.version, as.uint8),
    some(raw.level, as.uint8),
    some(raw.task, as.uint16),
    some(raw.opcode, as.uint8),
    some(raw.keywords, (one) => as.hex64(BigInt(one))),
    as.fileTime(ticks),
    some(raw.recordId, (one) => as.uint64(BigInt(one))),
    some(raw.activityId, guidOf),
    some(raw.processId, as.uint32),
    some(raw.threadId, as.uint32),
    some(raw.channel, as.string),
    some(raw.computer, as.string),
    some(raw.userSid, sidOf),
  ];
}

function ownTemplate(userData: string | undefined, names: readonly string[]): Tree {
  if (userData === undefined) return eventData(...names);
  const leaves = names.map((name, index) => element(name, {}, [value(index)]));
  return element('UserData', {}, [element(userData, { xmlns: text('urn:own') }, leaves)]);
}

/** A value in the type that the template of the event gives it; what that cannot hold is text. */
function valueOf(value: string, { as: type }: FieldSlot): Value {
  if (type === 'SID') return /^S-1(?:-\d+)+$/.test(value) ? sidOf(value) : as.string(value);
  if (type === 'GUID') return /^\{[0-9a-f-]{36}\}$/.test(value) ? guidOf(value) : as.string(value);
  if (type === 'FILETIME')
    return /^\d{4}-.*Z$/.test(value) ? as.fileTime(ticksOf(value)) : as.string(value);
  if (!/^(?:\d+|0x[0-9a-f]+)$/.test(value)) return as.string(value);
  switch (type) {
    case 'HexInt32':
      return as.hex32(Number(value));
    case 'HexInt64':
    case 'Pointer':
      return as.hex64(BigInt(value));
    case 'UInt16':
      return as.uint16(Number(value));
    case 'UInt32':
      return as.uint32(Number(value));
    case 'UInt64':
      return as.uint64(BigInt(value));
    default:
      return as.string(value);
  }
}

function sidOf(value: string): Value {
  const [authority = 0, ...parts] = value.split('-').slice(2).map(Number);
  return as.sid(authority, ...parts);
}

function guidOf(value: string): Value {
  const bytes = Buffer.from(value.replace(/[{}-]/g, ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return as.guid([...bytes]);
}

/** 100 nanoseconds since 1601. */
function ticksOf(iso: string): bigint {
  const fraction = /\.(\d{1,7})/.exec(iso)?.[1] ?? '';
  const seconds = BigInt(Date.parse(`${iso.slice(0, 19)}Z`));
  return (seconds + 11_644_473_600_000n) * 10_000n + BigInt(fraction.padEnd(7, '0'));
}
