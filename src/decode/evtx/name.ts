import type { ChunkBytes } from './chunk-bytes.ts';
import { Fault, hex } from './fault.ts';

/** Bytes of a name before its characters: offset of the next in the chunk's table, hash, number of characters. */
const HEAD = 8;
/** Characters of the longest name; those of Windows are much shorter. */
const LONGEST = 1024;

/** A name as it stands, and whether its hash fits it. */
interface Name {
  name: string;
  isSound: boolean;
}

/**
 * Name of an element, attribute or entity ([libevtx] 4.4): UTF-16 with a NUL behind. Its hash ([MS-EVEN6] 2.2.12,
 * "NameHash": times 65599 plus each character, low 16 bits) tells whether other bytes were written over it. The table's
 * chains from one name to the next are not followed: every use states its name's offset.
 *
 * @throws {Fault} when there is no room for it
 */
export function readName({ bytes, view }: ChunkBytes, at: number): Name {
  if (at + HEAD > bytes.length)
    throw new Fault(`A name is said to be at ${hex(at)}, outside its chunk.`);
  const count = view.getUint16(at + 6, true);
  const start = at + HEAD;
  if (count > LONGEST || start + 2 * count > bytes.length) {
    throw new Fault(`The name at ${hex(at)} is said to have ${count} characters.`, at);
  }
  let name = '';
  let hash = 0;
  for (let place = start; place < start + 2 * count; place += 2) {
    const char = view.getUint16(place, true);
    name += String.fromCharCode(char);
    hash = (Math.imul(hash, 65_599) + char) | 0;
  }
  const isSound = count > 0 && (hash & 0xffff) === view.getUint16(at + 4, true);
  return { name, isSound };
}

/** Bytes that a name takes up where it stands, its NUL included. */
export const nameSize = ({ view }: ChunkBytes, at: number): number =>
  HEAD + 2 * view.getUint16(at + 6, true) + 2;
