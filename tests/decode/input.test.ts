import { gzipSync, strToU8, zipSync, type Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { smallLog } from './evtx/write-evtx.ts';
import { readInput } from '../../src/decode/input/read-input.ts';
import { LIMITS } from '../../src/decode/input/limits.ts';
import { formatProblem } from '../../src/problem.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();
const provider = 'Microsoft-Windows-Security-Auditing';
const xml = (user: string) =>
  `<Event xmlns="x"><System><Provider Name="${provider}"/><EventID>4634</EventID></System><EventData><Data Name="TargetUserName">${user}</Data></EventData></Event>`;

/** Where each event is from and whom it names; problems as people see them. */
function read(bytes: Uint8Array, file: string, limits = LIMITS): string[] {
  return [...readInput(bytes, file, definitions, limits)].map((one) =>
    'problem' in one
      ? formatProblem(one.problem)
      : `${one.event.source.file}#${one.event.source.index}:${one.event.source.line} ${one.event.data.map(({ value }) => value).join()}`,
  );
}

const utf16 = (text: string, mark: boolean, little: boolean) => {
  const bytes = new Uint8Array((text.length + (mark ? 1 : 0)) * 2);
  const view = new DataView(bytes.buffer);
  [...(mark ? '\ufeff' : ''), ...text].forEach((char, at) =>
    view.setUint16(at * 2, char.charCodeAt(0), little),
  );
  return bytes;
};

test.each<[string, Uint8Array]>([
  ['UTF-8 with a byte order mark', strToU8(`\ufeff${xml('anna')}`)],
  ['UTF-16 LE', utf16(xml('anna'), true, true)],
  ['UTF-16 LE without a mark', utf16(xml('anna'), false, true)],
  ['UTF-16 BE', utf16(xml('anna'), true, false)],
  ['UTF-16 BE without a mark', utf16(xml('anna'), false, false)],
  ['zero bytes', strToU8(xml('anna').replaceAll('<Data', '\0<Data'))],
  ['gzip', gzipSync(strToU8(xml('anna')))],
  ['gzip twice', gzipSync(gzipSync(strToU8(xml('anna'))))],
])('%s', (_name, bytes) => expect(read(bytes, 'log')).toEqual(['log#0:1 anna']));

test('text that is no UTF-8 is read as Windows wrote it', () => {
  const bytes = Uint8Array.from(xml('andr\u00e9'), (char) => char.charCodeAt(0));
  expect(read(bytes, 'log')).toEqual(['log#0:1 andr\u00e9']);
});

test('lines that end in carriage returns alone are counted', () => {
  const text = `${xml('anna')}\r\r${xml('bob')}\r`;
  expect(read(strToU8(text), 'log')).toEqual(['log#0:1 anna', 'log#1:3 bob']);
});

test('archives in archives and folders keep the names of their files', () => {
  const inner = zipSync({ 'b/c.xml': strToU8(xml('bob')) });
  const files: Zippable = {
    'a/': new Uint8Array(),
    'a/a.xml': strToU8(xml('anna')),
    'a/inner.zip': inner,
    'n.xml.gz': gzipSync(strToU8(`${xml('carl')}\n${xml('dora')}`)),
    '__MACOSX/._a.xml': strToU8('x'),
  };
  expect(read(zipSync(files), 'logs.zip')).toEqual([
    'logs.zip/a/a.xml#0:1 anna',
    'logs.zip/a/inner.zip/b/c.xml#0:1 bob',
    'logs.zip/n.xml#0:1 carl',
    'logs.zip/n.xml#1:2 dora',
  ]);
});

test('a log in an archive that packs nothing is read with the other files', () => {
  const files: Zippable = { 'door.evtx': smallLog(), 'a.xml': strToU8(xml('anna')) };
  const events = read(zipSync(files, { level: 0 }), 'logs.zip');
  expect(events.filter((one) => /door\.evtx#/.test(one))).toHaveLength(4);
  expect(events).toContain('logs.zip/a.xml#0:1 anna');
});

test('what grows beyond bounds is stopped, and what came before is kept', () => {
  const bomb = zipSync({
    'a.xml': strToU8(xml('anna')),
    'b.txt': new Uint8Array(2 ** 24).fill(97),
  });
  const said = read(bomb, 'bomb.zip', { ...LIMITS, free: 2 ** 20 });
  expect(said[0]).toBe('bomb.zip/a.xml#0:1 anna');
  expect(said.at(-1)).toBe(`bomb.zip, byte 16384  zip-bomb
  Unpacking stopped in b.txt: it gives more than 200 times its own size, as no log does.
  What was unpacked before was read. If it holds logs, unpack it and give some at a time.`);
  expect(
    read(zipSync({ 'a.txt': strToU8('a'), 'b.txt': strToU8('b') }), 'two.zip', {
      ...LIMITS,
      entries: 1,
    }).at(-1),
  )
    .toBe(`two.zip, byte ${zipSync({ 'a.txt': strToU8('a'), 'b.txt': strToU8('b') }).length}  zip-bomb
  Unpacking stopped: it holds more than 1 files.
  What was unpacked before was read. If it holds logs, unpack it and give some at a time.`);
});

test('archives that are too deep are said', () => {
  let bytes: Uint8Array = strToU8(xml('anna'));
  for (let depth = 0; depth < 5; depth += 1) bytes = gzipSync(bytes);
  expect(read(bytes, 'deep')).toEqual([
    `deep, byte 0  too-deep
  There are more than 4 archives inside one another.
  Unpack the innermost, and give the files in it.`,
  ]);
});

test('gzip that is cut off gives what stands before', () => {
  const events = Array.from({ length: 2_000 }, (_one, at) => xml(`user${at * 7919}`)).join('\n');
  const packed = gzipSync(strToU8(events));
  const said = read(packed.subarray(0, packed.length / 2), 'log.gz');
  expect(said[0]).toBe('log#0:1 user0');
  expect(said.length).toBeGreaterThan(500);
  expect(said.at(-1)).toBe(`log.gz, byte ${Math.floor(packed.length / 2)}  gzip
  The gzip file cannot be unpacked further: unexpected EOF.
  What stands before was read. Copy the file again.`);
});

test('an archive that is cut off, or encrypted', () => {
  const packed = zipSync({ 'a.xml': strToU8(xml('anna')), 'b.xml': strToU8(xml('bob')) });
  expect(read(packed.subarray(0, 300), 'a.zip').slice(0, 2)).toEqual([
    'a.zip/a.xml#0:1 anna',
    `a.zip, byte 300  zip-cut
  The archive ends inside b.xml.
  What stands before was read. Copy the archive again.`,
  ]);
  packed[6] = 1;
  expect(read(packed, 'a.zip')).toEqual([
    `a.zip, byte 0  zip-encrypted
  The archive is encrypted.
  Unpack it with its password, and give the files in it.`,
  ]);
});

test.each<[string, number[], string]>([
  [
    'an old event log',
    [0x30, 0, 0, 0, 0x4c, 0x66, 0x4c, 0x65, 1, 0, 0, 0],
    `x, byte 0  binary
  The file is no log that can be read here: it is an event log of Windows XP or Server 2003 (.evt).
  Open it in Event Viewer and save it as .evtx, or as text.`,
  ],
  [
    'random bytes',
    [0xc0, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0e, 0x0f, 0x10, 0x11],
    `x, byte 0  binary
  The file is no text and no event log: it begins with the bytes c0 01 02 03.
  Give an .evtx file, or events as text, XML, JSON or CSV.`,
  ],
])('%s', (_name, bytes, said) => expect(read(Uint8Array.from(bytes), 'x')).toEqual([said]));

test('an empty file', () =>
  expect(read(new Uint8Array(), 'x')[0]).toMatch(
    /^x:1 {2}unknown-text\n {2}There is no text to decode\./,
  ));

const EVENTS = 20_000;
const json = (user: string) =>
  JSON.stringify({
    EventID: 4634,
    Channel: 'Security',
    SourceName: provider,
    TargetUserName: user,
  });
const events = (one: (user: string) => string, between: string) =>
  Array.from({ length: EVENTS }, (_, index) => one(`user${index}`)).join(between);

test.each([
  ['XML', events(xml, '\n')],
  [
    'XML with the line ends of Windows, in an element',
    `<Events>\r\n${events(xml, '\r\n')}\r\n</Events>`,
  ],
  ['JSON lines', events(json, '\n')],
  ['an array of JSON', `[\n${events(json, ',\n')}\n]`],
  ['JSON inside an object', `{"hits": [\n${events(json, ',\n')}\n]}`],
])('a long text is read whole, whatever pieces it is read in: %s', (_name, text) => {
  const said = read(strToU8(text), 'log');
  expect(said).toHaveLength(EVENTS);
  expect(said[EVENTS - 1]).toMatch(new RegExp(`^log#${EVENTS - 1}:.* user${EVENTS - 1}$`));
});
