import { startsWith } from './bytes.ts';

/** Gzip: RFC 1952, 2.3.1. */
export const isGzip = (head: Uint8Array) => startsWith(head, [0x1f, 0x8b, 0x08]);

/** Zip: APPNOTE.TXT 4.3.7: a local file header; 4.3.16: the end record of an empty archive. */
export const isZip = (head: Uint8Array) =>
  startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6]);

/** Files that are met in the place of a log: how they begin, what they are, and what to do. */
const KNOWN: readonly { at?: number; bytes: readonly number[]; is: string; hint: string }[] = [
  {
    at: 4,
    bytes: [0x4c, 0x66, 0x4c, 0x65],
    is: 'an event log of Windows XP or Server 2003 (.evt)',
    hint: 'Open it in Event Viewer and save it as .evtx, or as text.',
  },
  {
    bytes: [0x37, 0x7a, 0xbc, 0xaf],
    is: 'a 7-Zip archive',
    hint: 'Unpack it, and give the files in it.',
  },
  {
    bytes: [0x52, 0x61, 0x72, 0x21],
    is: 'a RAR archive',
    hint: 'Unpack it, and give the files in it.',
  },
  { bytes: [0xfd, 0x37, 0x7a, 0x58], is: 'packed with xz', hint: 'Unpack it first.' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: 'packed with Zstandard', hint: 'Unpack it first.' },
  { bytes: [0x42, 0x5a, 0x68], is: 'packed with bzip2', hint: 'Unpack it first.' },
  {
    at: 257,
    bytes: [0x75, 0x73, 0x74, 0x61, 0x72],
    is: 'a tar archive',
    hint: 'Unpack it, and give the files in it.',
  },
  {
    bytes: [0x50, 0x41, 0x52, 0x31],
    is: 'a Parquet file',
    hint: 'Export its rows as JSON lines or CSV.',
  },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
    is: 'an SQLite database',
    hint: 'Export its rows as JSON lines or CSV.',
  },
  { bytes: [0x25, 0x50, 0x44, 0x46], is: 'a PDF', hint: 'Copy the text of the event out of it.' },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    is: 'a document of an old Office',
    hint: 'Copy the text of the event out of it.',
  },
  {
    bytes: [0x89, 0x50, 0x4e, 0x47],
    is: 'a picture',
    hint: 'Copy the event as text: Event Viewer, Copy, Copy details as text.',
  },
  {
    bytes: [0xff, 0xd8, 0xff],
    is: 'a picture',
    hint: 'Copy the event as text: Event Viewer, Copy, Copy details as text.',
  },
  {
    bytes: [0x4d, 0x5a],
    is: 'a program of Windows',
    hint: 'Give the log: .evtx files are in C:\\Windows\\System32\\winevt\\Logs.',
  },
  {
    bytes: [0x72, 0x65, 0x67, 0x66],
    is: 'a registry hive',
    hint: 'Give the log: .evtx files are in C:\\Windows\\System32\\winevt\\Logs.',
  },
];

/** What bytes that are no text seem to be, and what to do. */
export function describeBinary(head: Uint8Array): { message: string; hint: string } {
  const known = KNOWN.find(({ bytes, at = 0 }) => startsWith(head, bytes, at));
  const first = [...head.subarray(0, 4)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(' ');
  return known
    ? { message: `The file is no log that can be read here: it is ${known.is}.`, hint: known.hint }
    : {
        message: `The file is no text and no event log: it begins with the bytes ${first}.`,
        hint: 'Give an .evtx file, or events as text, XML, JSON or CSV.',
      };
}

/** Whether the bytes are of a kind that is known to be no log. */
export function isKnownBinary(head: Uint8Array): boolean {
  return KNOWN.some(({ bytes, at = 0 }) => bytes.length > 2 && startsWith(head, bytes, at));
}
