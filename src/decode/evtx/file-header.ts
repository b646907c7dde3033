import { crc32 } from './checksum.ts';
import { hex } from './fault.ts';

/** Size of the block in which the file header stands; chunks follow ([libevtx] 2). */
export const FILE_HEADER_SIZE = 4096;

const CHECKED = 120;
const NO_CRC32 = 4;

/** Whether the flags of a header, of the file or a chunk, say that checksums were never written and stand as 0. */
export const hasNoSums = (view: DataView): boolean =>
  (view.getUint32(CHECKED, true) & NO_CRC32) !== 0;

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  at + text.length < bytes.length &&
  bytes[at + text.length] === 0 &&
  [...text].every((char, index) => bytes[at + index] === char.charCodeAt(0));

export const hasFileSignature = (bytes: Uint8Array): boolean => startsWith(bytes, 0, 'ElfFile');

export const hasChunkSignature = (bytes: Uint8Array, at: number): boolean =>
  startsWith(bytes, at, 'ElfChnk');

/** Whether a chunk begins somewhere in some bytes. */
export function holdsChunk(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(INITIAL); at >= 0; at = bytes.indexOf(INITIAL, at + 1))
    if (hasChunkSignature(bytes, at)) return true;
  return false;
}

/** First byte of the signatures. */
export const INITIAL = 0x45;

/**
 * What is wrong with the file header, in a sentence each. Its counts are not asked: they are stale in every log that
 * was copied while Windows wrote to it.
 */
export function fileHeaderFaults(bytes: Uint8Array): string[] {
  if (!hasFileSignature(bytes)) return ['The file does not begin with ElfFile.'];
  if (bytes.length < FILE_HEADER_SIZE)
    return [`The file ends after ${bytes.length} bytes, within its header of 4,096.`];
  const view = new DataView(bytes.buffer, bytes.byteOffset, FILE_HEADER_SIZE);
  const stated = view.getUint32(124, true);
  if (stated === 0 && hasNoSums(view)) return [];
  const summed = crc32(view, 0, CHECKED);
  return stated === summed
    ? []
    : [`The file header's checksum is ${hex(stated)}, its bytes give ${hex(summed)}.`];
}
