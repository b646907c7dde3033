/** Bytes of one chunk, with offsets as the format counts them: from the chunk's first byte. */
export interface ChunkBytes {
  bytes: Uint8Array;
  view: DataView;
  /** Offset of the chunk in the file. */
  offset: number;
  /** Position among the 64 KB blocks of the file, from 0. */
  number: number;
}

/** Size of a chunk ([libevtx] "Windows XML Event Log (EVTX) format", 3). */
export const CHUNK_SIZE = 65_536;

/** @param to end in the file; a chunk that is cut off is shorter */
export function chunkBytes(
  file: Uint8Array,
  offset: number,
  number: number,
  to: number,
): ChunkBytes {
  // A plain array, whatever the host made of it: the slice() of Node's buffers does not copy.
  const bytes = new Uint8Array(file.buffer, file.byteOffset + offset, to - offset);
  return {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    offset,
    number,
  };
}
