import {
  as,
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
} from '../../../src/build/samples/write-evtx.ts';

export * from '../../../src/build/samples/write-evtx.ts';

/** Event logs of a provider that does not exist, for tests. */

/** A template as manifests of Windows compile them, with the event's own part as value 8. */
export const eventTemplate = element('Event', { xmlns: text('urn:event') }, [
  element('System', {}, [
    element('Provider', { Name: text('Acme-Door'), Guid: optional(9, 0x0f) }),
    element('EventID', { Qualifiers: optional(10, 0x06) }, [value(0, 0x06)]),
    element('Version', {}, [optional(1, 0x04)]),
    element('Level', {}, [value(2, 0x04)]),
    element('Keywords', {}, [value(3, 0x15)]),
    element('TimeCreated', { SystemTime: value(4, 0x11) }),
    element('EventRecordID', {}, [value(5, 0x0a)]),
    element('Channel', {}, [text('Acme-Door/Operational')]),
    element('Computer', {}, [value(6)]),
    element('Security', { UserID: optional(7, 0x13) }),
  ]),
  value(8, 0x21),
]);

/** An event of the template above. */
export const event = (recordId: bigint, own: Value, version: Value = as.uint8(1)): Tree =>
  instance(eventTemplate, [
    as.uint16(7),
    version,
    as.uint8(4),
    as.hex64(0x8000_0000_0000_0000n),
    as.fileTime(133_541_001_020_000_000n),
    as.uint64(recordId),
    as.string('gate.corp.example'),
    as.sid(5, 18),
    own,
    as.null,
    as.null,
  ]);

/** A log of events, all in one chunk, numbered from 1. */
export function chunkOf(...owns: Value[]): ChunkWriter {
  const chunk = new ChunkWriter();
  for (const [index, own] of owns.entries())
    chunk.record(event(BigInt(index + 1), own), BigInt(index + 1));
  return chunk;
}

/** A log of one chunk with every kind of token and most types, cut off behind its records. */
export function smallLog(): Uint8Array {
  const inner = instance(element('Inside', {}, [element('Depth', {}, [value(0)])]), [as.uint8(2)]);
  const user = element('UserData', {}, [
    element('DoorOpened', { xmlns: text('urn:door') }, [
      element('Person', { sid: value(1, 0x13) }, [text('a'), { entity: 'amp' }, value(0)]),
      element('Inner', {}, [value(2, 0x21), { instruction: 'door', data: 'open' }]),
    ]),
  ]);
  const chunk = chunkOf(
    as.xml(instance(eventData('A', 'B'), [as.string('anna'), as.strings('x', '', 'y')])),
    as.xml(instance(user, [as.string('bert'), as.sid(5, 21, 1, 2, 3), as.xml(inner)])),
    as.xml(
      instance(eventData('C', 'D', 'E'), [as.fileTime(1n), as.array(as.hex64(1n)), as.double(1)]),
    ),
    as.xml(element('EventData', {}, [element('Data', {}, [{ cdata: 'z' }, { character: 0x26 }])])),
  );
  return logOf(chunk.finish()).slice(0, 4096 + chunk.at + 64);
}
