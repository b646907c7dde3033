import { firstChunk } from '../../decode/evtx/chunk.ts';
import { CHUNK_SIZE } from '../../decode/evtx/chunk-bytes.ts';
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
  /** Where the chunks begin and end that were listed, in rising order. */
  readonly #chunks: { start: number; end: number }[] = [];
  #window: { from: number; bytes: Uint8Array } = { from: 0, bytes: new Uint8Array() };

  constructor(bytes: Bytes, name: string) {
    this.#bytes = bytes;
    this.#name = name;
    this.#first = firstChunk(bytes.read(0, Math.min(bytes.size, CHUNK_SIZE)));
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
      const goesOn = end < size;
      if (goesOn) next = read(end);
      let listed = base;
      for (const chunk of indexEvtx(slice, this.#name, { ...this.#shared, base, goesOn })) {
        this.#chunks.push({ start: chunk.start, end: chunk.end });
        listed = chunk.end;
        yield chunk;
      }
      if (!goesOn) return;
      // A chunk that does not end with the slice is read again, whole.
      base = end - listed < CHUNK_SIZE && listed > base ? listed : end;
      if (base !== end) next = read(base);
    }
  }

  /** Every event of the chunk in which a record stands, in the order of the chunk. */
  eventsAround(offset: number): RawEvent[] {
    const { start: at, end } = this.#chunkOf(offset);
    const events: RawEvent[] = [];
    const slice = { ...this.#shared, base: at };
    // A base of 0 means a file from its start: its one chunk begins there.
    for (const read of readEvtx(this.#chunk(at, end), this.#name, slice)) {
      if ('event' in read) events.push(read.event);
    }
    return events;
  }

  #chunkOf(offset: number): { start: number; end: number } {
    let place = this.#chunks.length - 1;
    for (let low = 0; low <= place;) {
      const middle = (low + place) >> 1;
      if ((this.#chunks[middle]?.start ?? 0) <= offset) low = middle + 1;
      else place = middle - 1;
    }
    return this.#chunks[place] ?? { start: this.#first, end: this.#first + CHUNK_SIZE };
  }

  #chunk(at: number, end: number): Uint8Array {
    const { from, bytes } = this.#window;
    if (at < from || end > from + bytes.length) {
      const to = Math.min(this.#bytes.size, at + WINDOW);
      this.#window = { from: at, bytes: this.#bytes.read(at, to) };
    }
    const start = at - this.#window.from;
    return this.#window.bytes.subarray(start, end - at + start);
  }
}
