import type { Definitions } from '../../catalog/definitions.ts';
import { isEvtx } from '../../decode/evtx/file-header.ts';
import { readEvtx } from '../../decode/evtx/read-evtx.ts';
import type { Read } from '../../decode/formats/format.ts';
import { readEvents } from '../../decode/read-events.ts';

/** Reads a log of any format that is known. */
export function readLog(
  bytes: Uint8Array,
  file: string,
  definitions: Definitions,
): Generator<Read> {
  if (isEvtx(bytes)) return readEvtx(bytes, file);
  return readEvents(new TextDecoder().decode(bytes), definitions, file);
}
