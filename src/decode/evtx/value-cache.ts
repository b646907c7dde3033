import type { ChunkBytes } from './chunk-bytes.ts';
import { sameBytes } from './same-bytes.ts';
import { valueText } from './value-type.ts';

const SLOT_BITS = 13;
const WIDTH = 256;

let keys: Int32Array | undefined;
let hashes: Int32Array;
let texts: (string | undefined)[];
let known: Uint8Array;
let knownView: DataView;

function allocate(): Int32Array {
  const slots = 2 ** SLOT_BITS;
  hashes = new Int32Array(slots);
  texts = new Array<string | undefined>(slots);
  known = new Uint8Array(slots * WIDTH);
  knownView = new DataView(known.buffer);
  keys = new Int32Array(slots);
  return keys;
}

/**
 * As `valueText`, for types whose text costs more than a look: a log repeats its names, SIDs and paths, and the same
 * bytes of the same type are the same text. Keeps at most 2 MB, longer values are made anew.
 */
export function cachedValueText(
  chunk: ChunkBytes,
  type: number,
  at: number,
  size: number,
): string | undefined {
  if (size > WIDTH || size < 4) return valueText(chunk, type, at, size);
  const table = keys ?? allocate();
  const { bytes, view } = chunk;
  let hash = Math.imul(type + 1, 0x85ebca6b) ^ size;
  const whole = at + (size & ~3);
  for (let place = at; place < whole; place += 4) {
    hash = Math.imul(hash ^ view.getInt32(place, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (let place = whole; place < at + size; place += 1)
    hash = Math.imul(hash ^ (bytes[place] as number), 0x9e3779b1);
  const slot = (hash ^ (hash >>> 16)) & (2 ** SLOT_BITS - 1);
  const key = (size << 8) | type | 0x80_0000;
  const start = slot * WIDTH;
  if (table[slot] === key && hashes[slot] === hash && sameBytes(view, at, knownView, start, size))
    return texts[slot];
  const text = valueText(chunk, type, at, size);
  table[slot] = key;
  hashes[slot] = hash;
  texts[slot] = text;
  known.set(bytes.subarray(at, at + size), start);
  return text;
}
