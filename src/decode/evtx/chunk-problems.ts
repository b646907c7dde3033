import type { Problem } from '../../problem.ts';
import { chunkFaults } from './chunk.ts';
import type { ChunkBytes } from './chunk-bytes.ts';
import { evtxProblem, STILL_READ } from './evtx-problem.ts';
import { hasChunkSignature } from './file-header.ts';
import { holdsRecord } from './record.ts';

/**
 * What is wrong with a chunk as a whole.
 *
 * @param file name for places
 * @param withRecords as in `chunkFaults`
 */
export function chunkProblems(chunk: ChunkBytes, file: string, withRecords: boolean): Problem[] {
  const place = { file, offset: chunk.offset };
  if (!hasChunkSignature(chunk.bytes, 0) && !holdsRecord(chunk)) {
    const found = `Chunk ${chunk.number + 1} does not begin with ElfChnk and holds no records.`;
    return [
      evtxProblem(
        'evtx-chunk',
        place,
        found,
        'It is left out: a log may be shorter than its file.',
      ),
    ];
  }
  return chunkFaults(chunk, withRecords).map((fault) =>
    evtxProblem('evtx-chunk', place, fault, STILL_READ),
  );
}
