import { CHUNK_SIZE } from '../../decode/evtx/chunk-bytes.ts';
import { FILE_HEADER_SIZE } from '../../decode/evtx/file-header.ts';
import { indexEvtx } from '../../decode/evtx/index-evtx.ts';
import type { IndexedChunk } from '../../decode/evtx/index-columns.ts';
import { readEvtx } from '../../decode/evtx/read-evtx.ts';
import type { RawEvent } from '../../event.ts';

/** Bytes of a log that are read at once: whole chunks. */
const SLICE = 64 * CHUNK_SIZE;

/** Bytes somewhere, by place: memory or a file, of which a log of any size needs only a few at a time. */
export interface Bytes {
  size: number;
  read(from: number, to: number): Uint8Array;
}

export const bytesInMemory = (bytes: Uint8Array): Bytes => ({
  size: bytes.length,
  read: (from, to) => bytes.subarray(from, to),
});

/** What only workers have, and the types of pages leave out. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/** A file, read where it lies; for workers only, which may wait for it. */
export function bytesOfFile(file: Blob): Bytes {
  const reader = new FileReaderSync();
  return {
    size: file.size,
    read: (from, to) => new Uint8Array(reader.readAsArrayBuffer(file.slice(from, to))),
  };
}

/**
 * Lists the records of a log slice by slice: chunks stand on their own, so a log of gigabytes never is in memory.
 *
 * @returns offsets and places as in the whole file
 */
export function* indexLog(bytes: Bytes, file: string): Generator<IndexedChunk> {
  const first = FILE_HEADER_SIZE;
  const head = bytes.read(0, Math.min(first, bytes.size));
  for (let at = first; at < bytes.size || at === first; at += SLICE) {
    const slice = withHead(head, bytes.read(at, Math.min(bytes.size, at + SLICE)));
    const shift = at - first;
    for (const chunk of indexEvtx(slice, file)) {
      chunk.end += shift;
      for (let record = 0; record < chunk.count; record += 1) {
        chunk.offsets[record] = (chunk.offsets[record] as number) + shift;
      }
      chunk.problems = chunk.problems.filter(
        ({ code }) => shift === 0 || code !== 'evtx-file-header',
      );
      for (const { place } of chunk.problems) {
        if (place.offset !== undefined) place.offset += shift;
      }
      yield chunk;
    }
  }
}

/** Every event of the chunk in which a record stands, in the order of the chunk. */
export function readChunkAt(bytes: Bytes, offset: number, file: string): RawEvent[] {
  const at = FILE_HEADER_SIZE + Math.floor((offset - FILE_HEADER_SIZE) / CHUNK_SIZE) * CHUNK_SIZE;
  const slice = withHead(
    bytes.read(0, Math.min(FILE_HEADER_SIZE, bytes.size)),
    bytes.read(at, Math.min(bytes.size, at + CHUNK_SIZE)),
  );
  const shift = at - FILE_HEADER_SIZE;
  const events: RawEvent[] = [];
  for (const read of readEvtx(slice, file)) {
    if (!('event' in read)) continue;
    const { event } = read;
    if (event.source.offset !== undefined) event.source.offset += shift;
    for (const { place } of event.problems) {
      if (place.offset !== undefined) place.offset += shift;
    }
    events.push(event);
  }
  return events;
}

/** A reader finds chunks behind the header of the file, whether their own marks are whole or not. */
function withHead(head: Uint8Array, chunks: Uint8Array): Uint8Array {
  const whole = new Uint8Array(FILE_HEADER_SIZE + chunks.length);
  whole.set(head);
  whole.set(chunks, FILE_HEADER_SIZE);
  return whole;
}
