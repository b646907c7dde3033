import { expect, test } from 'vitest';
import { isLog } from '../../../src/decode/input/is-log.ts';
import { indexEvtx } from '../../../src/decode/evtx/index-evtx.ts';
import { readEvtx } from '../../../src/decode/evtx/read-evtx.ts';
import { formatProblem } from '../../../src/problem.ts';
import {
  as,
  ChunkWriter,
  chunkOf,
  element,
  event,
  eventData,
  instance,
  logOf,
  sum,
  sumHeader,
  text,
  value,
  type Tree,
  type Value,
} from './write-evtx.ts';

const people = ['anna', 'bert', 'cora', 'dora'];
const door = eventData('PersonName');
const owns = people.map((name) => as.xml(instance(door, [as.string(name)])));

/** Names of the people whose events were read, and the problems as people see them, in order. */
function read(bytes: Uint8Array): string[] {
  return [...readEvtx(bytes, 'door.evtx')].flatMap((one) =>
    'event' in one
      ? [
          one.event.data.map((each) => each.value).join(' ') || '-',
          ...one.event.problems.map(formatProblem),
        ]
      : [formatProblem(one.problem)],
  );
}

/** A log of two chunks with four events each, the first changed. */
function damaged(change: (chunk: Buffer, records: number[]) => void): Uint8Array {
  const first = chunkOf(...owns);
  const bytes = first.finish();
  change(bytes, first.records);
  return logOf(bytes, chunkOf(...owns).finish());
}

const STILL = '  It is read all the same; compare what matters with another copy of the log.';

test('a wrong checksum of the file header is told, and all is read', () => {
  const log = logOf(chunkOf(...owns).finish());
  log[8] = 9;
  expect(read(log)).toEqual([
    `door.evtx, byte 0  evtx-file-header
  The file header's checksum is 0xb58305d5, its bytes give 0xd0cbb253.
${STILL}`,
    ...people,
  ]);
});

test('wrong checksums of a chunk are told with its place, and all is read', () => {
  const log = damaged((chunk) => {
    chunk.writeUInt32LE(1, 52);
    chunk.writeUInt32LE(2, 124);
  });
  const [header, records, ...rest] = read(log);
  expect(header).toMatch(
    /^door\.evtx, byte 4096 {2}evtx-chunk\n {2}The header's checksum of chunk 1 is 0x2, its bytes give 0x[0-9a-f]+\.\n/,
  );
  expect(records).toMatch(
    /^door\.evtx, byte 4096 {2}evtx-chunk\n {2}The records' checksum of chunk 1 is 0x1, their bytes give 0x[0-9a-f]+\.\n/,
  );
  expect(rest).toEqual([...people, ...people]);
});

test('a chunk whose signature is gone is searched for records', () =>
  expect(read(damaged((chunk) => chunk.fill(0, 0, 512)))).toEqual([
    `door.evtx, byte 4096  evtx-chunk
  Chunk 1 does not begin with ElfChnk.
${STILL}`,
    ...people,
    ...people,
  ]));

test('records behind the end that a stale header states are read', () =>
  expect(
    read(
      damaged((chunk, records) => {
        chunk.writeUInt32LE(records[2] as number, 48);
        sum(chunk);
      }),
    ),
  ).toEqual([...people, ...people]));

test('records of a chunk whose header counts none are read, and marked', () =>
  expect(
    read(
      damaged((chunk) => {
        chunk.writeUInt32LE(512, 48);
        sum(chunk);
      }),
    ).slice(0, 2),
  ).toEqual([
    'anna',
    `door.evtx, event 1, byte 4608  evtx-record
  The header of its chunk counts no records: this one is newer, or left from an earlier use of the chunk.
  It is damaged: its values may be wrong or missing.`,
  ]));

test('a log whose flags say that it has no checksums is not damaged', () => {
  const log = damaged((chunk) => {
    chunk.writeUInt32LE(5, 120);
    chunk.writeUInt32LE(0, 52);
    chunk.writeUInt32LE(0, 124);
  });
  log[120] = 4;
  log.fill(0, 124, 128);
  expect(read(log)).toEqual([...people, ...people]);
});

test('a block without a chunk and records is told', () => {
  const log = logOf(chunkOf(...owns).finish(), Buffer.alloc(65_536, 0x33));
  expect(read(log)).toEqual([
    ...people,
    `door.evtx, byte 69632  evtx-chunk
  Chunk 2 does not begin with ElfChnk and holds no records.
  It is left out: a log may be shorter than its file.`,
  ]);
});

test('an end of records outside the chunk is told, and all is read', () =>
  expect(
    read(
      damaged((chunk) => {
        chunk.writeUInt32LE(70_000, 48);
        chunk.writeUInt32LE(0, 52);
        sumHeader(chunk);
      }),
    ),
  ).toEqual([
    `door.evtx, byte 4096  evtx-chunk
  The records of chunk 1 are said to end at byte 70000 of it, which cannot be.
${STILL}`,
    ...people,
    ...people,
  ]));

test.each([
  [
    'size',
    4,
    0,
    (size: number) => `is said to have 0 bytes at its beginning and ${size} at its end`,
  ],
  [
    'size',
    4,
    8,
    (size: number) => `is said to have 8 bytes at its beginning and ${size} at its end`,
  ],
  [
    'size',
    4,
    70_000,
    (size: number) => `is said to have 70000 bytes at its beginning and ${size} at its end`,
  ],
  ['signature', 0, 0x2a00, () => 'begins with 0x2a00 instead of 0x2a2a'],
])(
  'a record with the wrong %s is read by what its end says (%d: %d)',
  (_what, place, wrong, fault) =>
    expect(
      read(
        damaged((chunk, records) => {
          chunk.writeUInt32LE(wrong, (records[1] as number) + place);
          sum(chunk);
        }),
      ),
    ).toEqual([
      'anna',
      'bert',
      `door.evtx, event 2, byte ${4096 + endOf(1)}  evtx-record
  The record ${fault(endOf(2) - endOf(1))}.
  It is damaged: its values may be wrong or missing.`,
      'cora',
      'dora',
      ...people,
    ]),
);

test('a record that no size fits is told, and the next is found', () =>
  expect(
    read(
      damaged((chunk, records) => {
        chunk.writeUInt32LE(70_000, (records[1] as number) + 4);
        chunk.writeUInt32LE(0, (records[2] as number) - 4);
        sum(chunk);
      }),
    ),
  ).toEqual([
    'anna',
    `door.evtx, event 2, byte ${4096 + endOf(1)}  evtx-record
  The record is said to have 70000 bytes, which cannot be.
  The records before and after it were read.`,
    'cora',
    'dora',
    ...people,
  ]));

test('zeros where a record should be are told, and the next is found', () =>
  expect(
    read(
      damaged((chunk, records) => {
        chunk.fill(0, records[1], records[2]);
        sum(chunk);
      }),
    ),
  ).toEqual([
    'anna',
    `door.evtx, event 2, byte ${4096 + endOf(1)}  evtx-record
  No record begins here: ${endOf(2) - endOf(1)} bytes to the next one cannot be read.
  The records before and after it were read.`,
    'cora',
    'dora',
    ...people,
  ]));

test('a record whose two sizes differ is read as far as it goes, and marked', () =>
  expect(
    read(
      damaged((chunk, records) => {
        chunk.writeUInt32LE(12, (records[2] as number) - 4);
        sum(chunk);
      }),
    ),
  ).toEqual([
    'anna',
    'bert',
    `door.evtx, event 2, byte ${4096 + endOf(1)}  evtx-record
  The record is said to have ${endOf(2) - endOf(1)} bytes at its beginning and 12 at its end.
  It is damaged: its values may be wrong or missing.`,
    'cora',
    'dora',
    ...people,
  ]));

test('what an earlier use of the chunk left behind damage is marked', () =>
  expect(
    read(
      damaged((chunk, records) => {
        chunk.fill(0, records[1], records[2]);
        for (const record of records.slice(2)) chunk.writeUInt32LE(900, record + 8);
        sum(chunk);
      }),
    ).slice(2, 6),
  ).toEqual(
    ['cora', 'dora'].flatMap((name, index) => [
      name,
      `door.evtx, event ${index + 2}, byte ${4096 + endOf(index + 2)}  evtx-record
  Record 900 is not one of those that its chunk states, 1 to 4: it is left from an earlier use of the chunk.
  It is damaged: its values may be wrong or missing.`,
    ]),
  ));

test('a file that is cut off gives the records before the cut', () => {
  const log = logOf(chunkOf(...owns).finish());
  expect(read(log.subarray(0, 4096 + endOf(2) + 40))).toEqual([
    `door.evtx, byte 4096  evtx-chunk
  Chunk 1 is cut off: ${endOf(2) + 40} of its 65,536 bytes are there.
${STILL}`,
    'anna',
    'bert',
    `door.evtx, event 3, byte ${4096 + endOf(2)}  evtx-record
  The record is said to have ${endOf(3) - endOf(2)} bytes, which cannot be.
  The records before and after it were read.`,
  ]);
  expect(read(log.subarray(0, 100))).toEqual([
    `door.evtx, byte 0  evtx-file-header
  The file ends after 100 bytes, within its header of 4,096.
${STILL}`,
  ]);
});

test('a loop in the chains of templates and names does no harm: they are not followed', () =>
  expect(
    read(
      damaged((chunk, records) => {
        const definition = (records[0] as number) + 24 + 4 + 10;
        chunk.writeUInt32LE(definition, definition);
        for (let bucket = 128; bucket < 512; bucket += 4) chunk.writeUInt32LE(definition, bucket);
        sum(chunk);
      }),
    ),
  ).toEqual([...people, ...people]));

/** Offset in its chunk of the definition of the first record's template. */
const definitionOf = (record: number) => record + 24 + 4 + 10;

test('a template that another was written over is not used', () =>
  expect(
    read(
      damaged((chunk, records) => {
        chunk.writeUInt32LE(0x5555, definitionOf(records[0] as number) + 4);
        sum(chunk);
      }),
    ).slice(0, 1),
  ).toEqual([
    `door.evtx, event 1, byte 4636  evtx-binary-xml
  The template at 0x226 is not the one of this record.
  What stands before it in the event was read.`,
  ]));

test.each([
  ['its number', 4, 4],
  ['its size', 20, 4],
  ['its beginning', 24, 40],
  ['a part of it', 120, 30],
])('a template that is damaged (%s) is taken from a chunk before', (_what, from, size) => {
  const second = chunkOf(...owns);
  const bytes = second.finish();
  const definition = definitionOf(second.records[0] as number) + from;
  bytes.fill(0x77, definition, definition + size);
  sum(bytes);
  const told = `byte ${4096 + 65_536 + 0x226}  evtx-binary-xml
  The template at 0x226 is damaged.
  Its names are taken from the same one in a chunk before; the values are those of the record.`;
  expect(read(logOf(chunkOf(...owns).finish(), bytes))).toEqual([
    ...people,
    ...people.flatMap((name, index) => [name, `door.evtx, event ${index + 5}, ${told}`]),
  ]);
});

test('a template that states too many bytes does not take the room of others', () => {
  const names = Array.from({ length: 20 }, (_, index) => `PersonName${index}`);
  const wide = people.map((name) =>
    as.xml(
      instance(
        eventData(...names),
        Array.from(names, () => as.string(name)),
      ),
    ),
  );
  const chunk = chunkOf(...wide);
  const bytes = chunk.finish();
  bytes.writeUInt32LE(64_900, definitionOf(chunk.records[0] as number) + 20);
  sum(bytes);
  const read1 = [...readEvtx(logOf(bytes), 'door.evtx')];
  expect(read1.map((one) => 'event' in one && one.event.data.length)).toEqual([false, 20, 20, 20]);
});

/** The problems of a log with one event whose own part is this. */
const problemsOf = (own: Tree | Value) => {
  const log = logOf(chunkOf('bytes' in own ? own : as.xml(own)).finish());
  return read(log)
    .slice(1)
    .map((one) => one.split('\n')[1]?.trim());
};

test('binary XML that breaks its grammar is told, and what stands before it is kept', () => {
  const broken = element('EventData', {}, [
    element('Data', { Name: text('First') }, [value(0)]),
    element('Data', { Name: text('Second') }, [{ raw: [0x1f] }]),
  ]);
  expect(problemsOf(instance(broken, [as.string('x')]))).toEqual([
    'The token 0x1f cannot stand in the content.',
  ]);
  const [read1] = [
    ...readEvtx(logOf(chunkOf(as.xml(instance(broken, [as.string('x')]))).finish()), 'door.evtx'),
  ];
  expect(read1 && 'event' in read1 && read1.event).toMatchObject({
    eventId: 7,
    computer: 'gate.corp.example',
    data: [{ name: 'First', value: 'x' }],
  });
});

test('values that a type cannot have are told and shown as bytes', () => {
  expect(problemsOf(instance(door, [as.raw(0x08, [1, 2, 3])]))).toEqual([
    'A value of type 0x8 has 3 bytes, which that type cannot have.',
  ]);
  expect(problemsOf(instance(door, [as.raw(0x13, [1, 9, 0, 0, 0, 0, 0, 5])]))).toEqual([
    'A value of type 0x13 has 8 bytes, which that type cannot have.',
  ]);
  expect(problemsOf(instance(door, [as.raw(0x77, [1])]))).toEqual([
    'A value of type 0x77 has 1 byte, which that type cannot have.',
  ]);
  expect(problemsOf(instance(door, []))).toEqual(['Value 1 of a template is missing.']);
});

test('templates within values within templates end', () => {
  let own = as.string('deep');
  const wrap = element('Inside', {}, [value(0, 0x21)]);
  for (let depth = 0; depth < 40; depth += 1) own = as.xml(instance(wrap, [own]));
  expect(problemsOf(own)).toEqual(['Values are nested deeper than 16.']);
});

test('a template that unfolds one value without measure ends', () => {
  const many = element(
    'EventData',
    {},
    Array.from({ length: 900 }, () => element('Data', {}, [value(0)])),
  );
  const long = as.strings(...Array.from({ length: 2000 }, (_, index) => String(index)));
  expect(problemsOf(instance(many, [long]))).toEqual([
    'The record unfolds to more values than its size allows.',
  ]);
});

test('a template that stands in its own values many times ends', () => {
  const wrap = element(
    'EventData',
    {},
    Array.from({ length: 500 }, () => value(0, 0x21)),
  );
  let own = as.null;
  for (let depth = 0; depth < 12; depth += 1) own = as.xml(instance(wrap, [own]));
  expect(problemsOf(own)).toEqual(['The record unfolds to more values than its size allows.']);
});

test('elements nested without end are told', () => {
  let tree: Tree = element('Leaf');
  for (let depth = 0; depth < 100; depth += 1) tree = element('Inside', {}, [tree]);
  expect(problemsOf(instance(element('EventData', {}, [tree]), []))).toEqual([
    'Elements are nested deeper than 64.',
  ]);
});

test('a name that other bytes were written over is told, and all else is read', () => {
  const bytes = chunkOf(...owns).finish();
  const at = bytes.indexOf(Buffer.from('Computer', 'utf16le'));
  bytes[at] = 0x58;
  sum(bytes);
  const [first] = [...readEvtx(logOf(bytes), 'door.evtx')];
  expect(first && 'event' in first && first.event).toMatchObject({
    eventId: 7,
    channel: 'Acme-Door/Operational',
    data: [{ name: 'PersonName', value: 'anna' }],
    problems: [
      {
        code: 'evtx-binary-xml',
        place: { offset: 4096 + at - 8 },
        hint: 'It is shown as it stands.',
      },
    ],
  });
  expect(first && 'event' in first && first.event).not.toHaveProperty('computer');
});

test('an offset outside the chunk is told at the record', () => {
  const bytes = chunkOf(...owns).finish();
  bytes.writeUInt32LE(0xffff_fff0, 512 + 24 + 4 + 6);
  sum(bytes);
  expect(read(logOf(bytes))[0]).toBe(`door.evtx, event 1, byte 4608  evtx-binary-xml
  A template is said to be at 0xfffffff0, outside its chunk.
  What stands before it in the event was read.`);
});

test('a value that its type cannot have is told of every record that holds it', () => {
  const wrong = as.xml(instance(door, [as.raw(0x13, [1, 9, 0, 0, 0, 0, 0, 5])]));
  const told = read(logOf(chunkOf(wrong, wrong, wrong).finish()));
  expect(told.filter((one) => one.includes('A value of type 0x13 has 8 bytes'))).toHaveLength(3);
});

test('a value of elements that stands in many places is not read without end', () => {
  const many = element(
    'EventData',
    {},
    Array.from({ length: 900 }, () => value(0, 0x21)),
  );
  const long = as.xml(element('Note', {}, [{ instruction: 'door', data: 'x'.repeat(10_000) }]));
  expect(problemsOf(instance(many, [long]))).toEqual([
    'The record unfolds to more values than its size allows.',
  ]);
});

test('the index lists what is whole and tells what is not', () => {
  const log = damaged((chunk, records) => {
    chunk.fill(0, records[1], records[2]);
    chunk.writeUInt32LE(0, 124);
  });
  const chunks = [...indexEvtx(log, 'door.evtx')];
  expect(chunks.map((one) => one.count)).toEqual([3, 4]);
  expect(
    chunks.flatMap((one) => one.problems).map((one) => one.message.replace(/0x\w{5,}/, '…')),
  ).toEqual([
    "The header's checksum of chunk 1 is 0x0, its bytes give ….",
    `No record begins here: ${endOf(2) - endOf(1)} bytes to the next one cannot be read.`,
  ]);
});

test('an event in no template is indexed', () => {
  const chunk = new ChunkWriter();
  chunk.record(
    element('Event', {}, [
      element('System', {}, [
        element('Provider', { Name: text('Door') }),
        element('EventID', {}, [text('7')]),
        element('Level', {}, [text('2')]),
        element('TimeCreated', { SystemTime: text('2024-03-05T08:15:02.417Z') }),
      ]),
    ]),
    3n,
  );
  chunk.record(event(4n, as.null), 4n);
  const [only] = [...indexEvtx(logOf(chunk.finish()), 'door.evtx')];
  expect(only).toMatchObject({
    count: 2,
    recordIds: new Float64Array([3, 4]),
    eventIds: new Int32Array([7, 7]),
    levels: new Int16Array([2, 4]),
    times: new Float64Array([Date.UTC(2024, 2, 5, 8, 15, 2, 417), Date.UTC(2024, 2, 5, 8, 15, 2)]),
    providers: new Uint32Array([1, 2]),
    channels: new Uint32Array([0, 1]),
    computers: new Uint32Array([0, 1]),
    names: {
      providers: ['', 'Door', 'Acme-Door'],
      channels: ['', 'Acme-Door/Operational'],
      computers: ['', 'gate.corp.example'],
    },
  });
});

/** Offset in its chunk at which the first records of the people's events end. */
function endOf(count: number): number {
  return chunkOf(...owns.slice(0, count)).at;
}

test('chunks are found wherever they begin: behind other bytes, between them, or too early', () => {
  const chunk = Buffer.from(chunkOf(...owns).finish());
  const other = Buffer.alloc(100, 0x33);
  const whole = Buffer.from(logOf(chunk, chunk, chunk));
  const [head, chunks] = [whole.subarray(0, 4_096), whole.subarray(4_096)];
  const cut = 65_536;
  const files = {
    'behind other bytes': Buffer.concat([other, chunks]),
    'behind a header that is too long': Buffer.concat([head, other, chunks]),
    'other bytes between': Buffer.concat([head, chunk, other, chunk, chunk]),
    'bytes missing': Buffer.concat([head, chunk.subarray(0, cut - 1_000), chunk, chunk]),
  };
  for (const [name, bytes] of Object.entries(files)) {
    expect(isLog(bytes.subarray(0, 8_192)), name).toBe(true);
    const names = read(bytes).filter((line) => people.includes(line));
    expect(names, name).toEqual([...people, ...people, ...people]);
    const offsets = [...indexEvtx(bytes, name)].flatMap((one) => [...one.offsets]);
    expect(offsets, name).toHaveLength(12);
  }
});
