import { CHUNK_SIZE } from '../../decode/evtx/chunk-bytes.ts';
import { FILE_HEADER_SIZE, hasChunkSignature } from '../../decode/evtx/file-header.ts';
import { indexEvtx } from '../../decode/evtx/index-evtx.ts';
import type { IndexedChunk } from '../../decode/evtx/index-columns.ts';
import { newSlice } from '../../decode/evtx/log-slice.ts';
import { readEvtx } from '../../decode/evtx/read-evtx.ts';
import type { RawEvent } from '../../event.ts';

/** Bytes of a log that are listed at once: whole chunks. */
const SLICE = 64 * CHUNK_SIZE;
/** Bytes that are read at once for single events: whoever asks for one mostly asks for the next too. */
const WINDOW = 16 * CHUNK_SIZE;

/** Bytes somewhere, by place: memory or a file, of which a log of any size needs only a few at a time. */
export interface Bytes {
  size: number;
  read(from: number, to: number): Uint8Array;
  /** The same without waiting, so that the next bytes come while those before them are worked on. */
  readSoon(from: number, to: number): Promise<Uint8Array>;
}

export const bytesInMemory = (bytes: Uint8Array): Bytes => ({
  size: bytes.length,
  read: (from, to) => bytes.subarray(from, to),
  readSoon: (from, to) => Promise.resolve(bytes.subarray(from, to)),
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
    readSoon: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
}

/** An event log of any size: chunks stand on their own, so of gigabytes only a few megabytes are in memory. */
export class LogFile {
  readonly #bytes: Bytes;
  readonly #name: string;
  readonly #shared = newSlice();
  readonly #first: number;
  #window: { from: number; bytes: Uint8Array } = { from: 0, bytes: new Uint8Array() };

  constructor(bytes: Bytes, name: string) {
    this.#bytes = bytes;
    this.#name = name;
    this.#first = hasChunkSignature(bytes.read(0, 8), 0) ? 0 : FILE_HEADER_SIZE;
  }

  /** Lists the records slice by slice, offsets as in the whole file. */
  async *index(): AsyncGenerator<IndexedChunk> {
    const { size } = this.#bytes;
    const endOf = (base: number) => Math.min(size, (base || this.#first) + SLICE);
    const read = (base: number) => this.#bytes.readSoon(base, endOf(base));
    let next = read(0);
    for (let base = 0; base < size || base === 0;) {
      const slice = await next;
      const end = endOf(base);
      if (end < size) next = read(end);
      yield* indexEvtx(slice, this.#name, { ...this.#shared, base });
      if (end >= size) return;
      base = end;
    }
  }

  /** Every event of the chunk in which a record stands, in the order of the chunk. */
  eventsAround(offset: number): RawEvent[] {
    const at = this.#first + Math.floor((offset - this.#first) / CHUNK_SIZE) * CHUNK_SIZE;
    const events: RawEvent[] = [];
    const slice = { ...this.#shared, base: at };
    // A base of 0 means a file from its start: its one chunk begins there.
    for (const read of readEvtx(this.#chunk(at), this.#name, slice)) {
      if ('event' in read) events.push(read.event);
    }
    return events;
  }

  #chunk(at: number): Uint8Array {
    const { from, bytes } = this.#window;
    if (at < from || at + CHUNK_SIZE > from + bytes.length) {
      const end = Math.min(this.#bytes.size, at + WINDOW);
      this.#window = { from: at, bytes: this.#bytes.read(at, end) };
    }
    const start = at - this.#window.from;
    return this.#window.bytes.subarray(start, start + CHUNK_SIZE);
  }
}
