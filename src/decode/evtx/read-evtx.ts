import type { Read } from '../formats/format.ts';
import { findChunks } from './chunk.ts';
import { chunkProblems } from './chunk-problems.ts';
import { ChunkReader } from './chunk-reader.ts';
import { EventReader } from './event-reader.ts';
import { evtxProblem, GOES_ON, MAY_BE_WRONG, STILL_READ } from './evtx-problem.ts';
import { fileHeaderFaults, hasChunkSignature } from './file-header.ts';
import { newSlice } from './log-slice.ts';
import { findRecords, type FoundRecord } from './record.ts';

/**
 * Reads a Windows event log (.evtx), or one chunk of it, in the order of the file. Nothing in it is trusted: what is
 * damaged is reported with its offset, and everything around it is still read.
 *
 * Sources: [MS-EVEN6] "EventLog Remoting Protocol Version 6.0", 2.2.12 and 3.1.4.7 (binary XML, templates, types);
 * [libevtx] J. Metz, "Windows XML Event Log (EVTX) format" (file, chunk and record).
 *
 * @param file name for places
 * @param slice where the bytes stand in a log that is read slice by slice
 */
export function* readEvtx(
  bytes: Uint8Array,
  file: string,
  { base, goesOn, store } = newSlice(),
): Generator<Read> {
  let index = 0;
  if (base === 0 && !hasChunkSignature(bytes, 0)) {
    for (const fault of fileHeaderFaults(bytes))
      yield { problem: evtxProblem('evtx-file-header', { file, offset: 0 }, fault, STILL_READ) };
  }
  for (const chunk of findChunks(bytes, base, goesOn)) {
    for (const problem of chunkProblems(chunk, file, true)) yield { problem };
    const events = new EventReader(new ChunkReader(chunk, store));
    for (const record of findRecords(chunk)) {
      const read = readFound(events, record, chunk.offset, file, index);
      yield read;
      if ('event' in read) index += 1;
    }
  }
}

function readFound(
  events: EventReader,
  { at, size, fault }: FoundRecord,
  chunkOffset: number,
  file: string,
  index: number,
): Read {
  const place = { file, offset: chunkOffset + at, event: index };
  const found = fault === undefined ? [] : [evtxProblem('evtx-record', place, fault, MAY_BE_WRONG)];
  if (size === 0) return { problem: evtxProblem('evtx-record', place, fault ?? '', GOES_ON) };
  const event = events.read(at, size, file, index);
  event.problems.unshift(...found);
  const [first] = event.problems;
  const isEmpty = event.eventId === undefined && event.data.length === 0;
  return first && isEmpty ? { problem: first } : { event };
}
