import { Gunzip } from 'fflate';
import type { Problem } from '../../problem.ts';
import { slices, type Chunks } from './bytes.ts';
import { overLimit, type Limits, type Spent } from './limits.ts';

/** Bytes that are unpacked at once: to a thousand times as many at most. */
const SLICE = 16_384;

/**
 * What gzip holds, piece by piece. Where it is damaged, cut off or grows beyond bounds, what was unpacked before is kept
 * and the problem is pushed.
 */
export function* gunzip(
  chunks: Chunks,
  file: string,
  problems: Problem[],
  limits: Limits,
  spent: Spent,
): Generator<Uint8Array> {
  let given: Uint8Array[] = [];
  let out = 0;
  let read = 0;
  const stream = new Gunzip((chunk) => given.push(chunk));
  const stop = (message: string, hint: string) => {
    problems.push({ code: 'gzip', place: { file, offset: read }, message, hint });
  };
  const push = (bytes: Uint8Array, isLast: boolean): boolean => {
    try {
      stream.push(bytes, isLast);
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown fault';
      stop(
        `The gzip file cannot be unpacked further: ${why}.`,
        'What stands before was read. Copy the file again.',
      );
      return false;
    }
  };
  for (const chunk of chunks) {
    for (const bytes of slices(chunk, SLICE)) {
      const goesOn = push(bytes, false);
      read += bytes.length;
      for (const piece of given) {
        out += piece.length;
        spent.bytes += piece.length;
      }
      yield* given;
      given = [];
      const over = overLimit(limits, spent, read, out);
      if (over) stop(`Unpacking stopped: ${over.charAt(0).toLowerCase()}${over.slice(1)}.`, UNPACK);
      if (over || !goesOn) return;
    }
  }
  push(new Uint8Array(0), true);
  yield* given;
}

const UNPACK = 'What was unpacked before was read. If it is a log, unpack it and split it first.';
