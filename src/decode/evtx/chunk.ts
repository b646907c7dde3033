import { crc32 } from './checksum.ts';
import { CHUNK_SIZE, chunkBytes, type ChunkBytes } from './chunk-bytes.ts';
import { hex } from './fault.ts';
import {
  FILE_HEADER_SIZE,
  hasChunkSignature,
  hasFileSignature,
  hasNoSums,
  INITIAL,
} from './file-header.ts';

/** Size of a chunk's header; its records follow ([libevtx] 3.1). */
export const CHUNK_HEADER_SIZE = 512;

/** Offset of the first chunk: behind the file header, or 0 where there is none. */
export const firstChunk = (bytes: Uint8Array): number =>
  !hasChunkSignature(bytes, 0) &&
  (hasFileSignature(bytes) || hasChunkSignature(bytes, FILE_HEADER_SIZE))
    ? FILE_HEADER_SIZE
    : 0;

/**
 * All blocks in which a chunk may stand, one each 64 KB, or closer where another chunk begins before: bytes may be missing
 * from a file, or too many. Those never written (all zero) are left out.
 *
 * @param base where the bytes begin in the file: 0, or where a chunk begins
 * @param goesOn the file has more bytes: a block that they cut is left to whoever reads those
 */
export function* findChunks(
  bytes: Uint8Array,
  base: number,
  goesOn: boolean,
): Generator<ChunkBytes> {
  let number = Math.floor(base / CHUNK_SIZE);
  for (let at = base > 0 ? 0 : firstChunk(bytes); at < bytes.length;) {
    const end = blockEnd(bytes, at);
    if (goesOn && end - at < CHUNK_SIZE && end === bytes.length) return;
    const chunk = chunkBytes(bytes, at, number, end);
    chunk.offset += base;
    if (!isBlank(chunk)) yield chunk;
    at = end;
    number += 1;
  }
}

function blockEnd(bytes: Uint8Array, at: number): number {
  const end = Math.min(bytes.length, at + CHUNK_SIZE);
  if (hasChunkSignature(bytes, end)) return end;
  for (let from = at + 1; ; from += 1) {
    from = bytes.indexOf(INITIAL, from);
    if (from < 0 || from >= end) return end;
    if (hasChunkSignature(bytes, from)) return from;
  }
}

/** Whether nothing was ever written from an offset on. */
export function isBlank({ bytes, view }: ChunkBytes, from = 0): boolean {
  let at = from;
  for (; at + 4 <= bytes.length; at += 4) if (view.getInt32(at, true) !== 0) return false;
  return bytes.subarray(at).every((byte) => byte === 0);
}

/**
 * Offset at which the records end, by the chunk's header; undefined where it states none that can be. It is a hint: a
 * chunk that was being written has records behind it.
 */
export function statedEnd({ bytes, view }: ChunkBytes): number | undefined {
  if (!hasChunkSignature(bytes, 0) || bytes.length < CHUNK_HEADER_SIZE) return undefined;
  const stated = view.getUint32(48, true);
  return stated >= CHUNK_HEADER_SIZE && stated <= bytes.length ? stated : undefined;
}

/**
 * What is wrong with a chunk's header and sums, in a sentence each.
 *
 * @param withRecords also sums up its records, which takes as long as listing them
 */
export function chunkFaults(chunk: ChunkBytes, withRecords: boolean): string[] {
  const { bytes, view } = chunk;
  const faults: string[] = [];
  if (!hasChunkSignature(bytes, 0))
    faults.push(`Chunk ${chunk.number + 1} does not begin with ElfChnk.`);
  else if (bytes.length < CHUNK_SIZE)
    faults.push(
      `Chunk ${chunk.number + 1} is cut off: ${bytes.length} of its 65,536 bytes are there.`,
    );
  if (faults.length > 0) return faults;
  const stated = view.getUint32(124, true);
  const summed = crc32(view, 128, CHUNK_HEADER_SIZE, crc32(view, 0, 120));
  const noSums = hasNoSums(view);
  if (stated !== summed && !(noSums && stated === 0))
    faults.push(
      `The header's checksum of chunk ${chunk.number + 1} is ${hex(stated)}, its bytes give ${hex(summed)}.`,
    );
  const free = view.getUint32(48, true);
  if (free < CHUNK_HEADER_SIZE || free > CHUNK_SIZE) {
    faults.push(
      `The records of chunk ${chunk.number + 1} are said to end at byte ${free} of it, which cannot be.`,
    );
    return faults;
  }
  if (!withRecords) return faults;
  const statedRecords = view.getUint32(52, true);
  const summedRecords = crc32(view, CHUNK_HEADER_SIZE, free);
  if (statedRecords !== summedRecords && !(noSums && statedRecords === 0))
    faults.push(
      `The records' checksum of chunk ${chunk.number + 1} is ${hex(statedRecords)}, their bytes give ${hex(summedRecords)}.`,
    );
  return faults;
}
