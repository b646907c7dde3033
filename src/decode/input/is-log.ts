import { hasFileSignature, holdsChunk } from '../evtx/file-header.ts';
import { isGzip, isKnownBinary, isZip } from './signatures.ts';

/**
 * Whether a file is an event log: by its signature, or that of a chunk, which may stand behind other bytes. Archives that
 * do not pack their files show those of theirs.
 *
 * @param head its first bytes
 */
export const isLog = (head: Uint8Array): boolean =>
  hasFileSignature(head) ||
  (holdsChunk(head) && !isGzip(head) && !isZip(head) && !isKnownBinary(head));
