import type { ChunkBytes } from './chunk-bytes.ts';
import { CHUNK_HEADER_SIZE, isBlank, statedEnd } from './chunk.ts';
import { hex } from './fault.ts';
import { hasChunkSignature } from './file-header.ts';

/** Signature, size, number and time ([libevtx] 3.2). */
export const RECORD_HEAD = 24;
/** The head and the size's copy at the end. */
const SMALLEST = RECORD_HEAD + 4;
const SIGNATURE = 0x0000_2a2a;

/** One record of a chunk, or bytes that are none. */
export interface FoundRecord {
  /** Offset in the chunk. */
  at: number;
  /** Bytes of the record; 0 where nothing can be read. */
  size: number;
  /** What is wrong with it, in a sentence. */
  fault: string | undefined;
}

/**
 * Records of a chunk in the order in which they stand. Behind one that is damaged the next is looked for by its
 * signature and the two copies of its size; where the header is stale, records that go on behind its end count too.
 */
export function* findRecords(chunk: ChunkBytes): Generator<FoundRecord> {
  const { bytes, view } = chunk;
  const isHeaded = hasChunkSignature(bytes, 0);
  const stated = statedEnd(chunk);
  const free = stated ?? bytes.length;
  let at = isHeaded ? CHUNK_HEADER_SIZE : (nextRecord(view, free, 0) ?? bytes.length);
  // A header that counts no records is as old as the chunk, or the records are older than it.
  const isUncounted = stated === CHUNK_HEADER_SIZE;
  let last: number | undefined;
  let afterDamage = false;
  while (at + SMALLEST <= bytes.length) {
    const beyond = at >= free;
    if (isWhole(view, bytes.length, at)) {
      const number = recordNumber(view, at);
      if (beyond && number !== (last === undefined ? number : last + 1)) return;
      const size = view.getUint32(at + 4, true);
      const strange = afterDamage && isHeaded ? strangeNumber(view, number) : undefined;
      const fault = isUncounted ? UNCOUNTED : strange;
      yield { at, size, fault };
      last = number;
      at += size;
      continue;
    }
    if (beyond) return;
    const next = nextRecord(view, free, at + 1);
    if (next === undefined && stated === undefined && isBlank(chunk, at)) return;
    yield damaged(view, at, next ?? free);
    afterDamage = true;
    if (next === undefined) return;
    at = next;
  }
}

const UNCOUNTED =
  'The header of its chunk counts no records: this one is newer, or left from an earlier use of the chunk.';

/** Whether a whole record stands anywhere in a block. */
export const holdsRecord = ({ bytes, view }: ChunkBytes): boolean =>
  nextRecord(view, bytes.length, 0) !== undefined;

/** Behind damage may stand what the chunk held in an earlier use: its header does not count those records. */
function strangeNumber(view: DataView, number: number): string | undefined {
  const first = recordNumber(view, 0);
  const last = recordNumber(view, 8);
  return number >= first && number <= last
    ? undefined
    : `Record ${number} is not one of those that its chunk states, ${first} to ${last}: it is left from an earlier use of the chunk.`;
}

/** The number 8 bytes on, as those of records and of a chunk's first and last stand; its low 53 bits. */
export const recordNumber = (view: DataView, at: number): number =>
  (view.getUint32(at + 12, true) & 0x1f_ffff) * 4_294_967_296 + view.getUint32(at + 8, true);

function isWhole(view: DataView, end: number, at: number): boolean {
  if (view.getUint32(at, true) !== SIGNATURE) return false;
  const size = view.getUint32(at + 4, true);
  return size >= SMALLEST && at + size <= end && view.getUint32(at + size - 4, true) === size;
}

function nextRecord(view: DataView, end: number, from: number): number | undefined {
  for (let at = from; at + SMALLEST <= end; at += 1) {
    if (view.getUint8(at) === 0x2a && isWhole(view, end, at)) return at;
  }
  return undefined;
}

/**
 * What can be made of a record whose head is not what it should be.
 *
 * @param next where the next whole record begins, or the records end
 */
function damaged(view: DataView, at: number, next: number): FoundRecord {
  const signature = view.getUint32(at, true);
  const size = view.getUint32(at + 4, true);
  const room = next - at;
  // The size's copy at its end tells how far it goes.
  const isSized = room >= SMALLEST && view.getUint32(next - 4, true) === room;
  if (signature !== SIGNATURE) {
    const fault = isSized
      ? `The record begins with ${hex(signature)} instead of ${hex(SIGNATURE)}.`
      : `No record begins here: ${room} bytes to the next one cannot be read.`;
    return { at, size: isSized ? room : 0, fault };
  }
  const isPossible = size >= SMALLEST && at + size <= view.byteLength;
  if (!isSized && !isPossible)
    return { at, size: 0, fault: `The record is said to have ${size} bytes, which cannot be.` };
  const copy = isSized ? room : view.getUint32(at + size - 4, true);
  return {
    at,
    size: isSized ? room : Math.min(size, room),
    fault: `The record is said to have ${size} bytes at its beginning and ${copy} at its end.`,
  };
}
