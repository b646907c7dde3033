import { Unzip, UnzipInflate } from 'fflate';
import type { Problem } from '../../problem.ts';
import { slices, type Chunks } from './bytes.ts';
import { overLimit, type Limits, type Spent } from './limits.ts';
import { STEP, type Step } from './step.ts';

/** A file of an archive, whole or what could be unpacked of it. */
export interface ZipEntry {
  name: string;
  chunks: Uint8Array[];
}

/** Bytes that are unpacked at once: to a thousand times as many at most. */
const SLICE = 16_384;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a zip archive in its order, folders left out. What is encrypted, packed by other methods, damaged, cut
 * off or beyond bounds is said; what was unpacked before is kept.
 */
export function* unzip(
  chunks: Chunks,
  file: string,
  problems: Problem[],
  limits: Limits,
  spent: Spent,
): Generator<ZipEntry | Step> {
  const done: ZipEntry[] = [];
  let current: ZipEntry | undefined;
  let read = 0;
  let given = 0;
  let over: string | undefined;
  let overIn = '';
  const say = (code: string, message: string, hint: string) => {
    problems.push({ code, place: { file, offset: read }, message, hint });
  };
  const stream = new Unzip((entry) => {
    if (over || entry.name.endsWith('/')) return;
    spent.entries += 1;
    if (spent.entries > limits.entries) {
      over = `It holds more than ${limits.entries} files`;
      return;
    }
    if (entry.compression !== STORED && entry.compression !== DEFLATED) {
      say(
        'zip-method',
        `${entry.name} is packed by method ${entry.compression}, which is not known here.`,
        'Unpack the archive, and give the files in it.',
      );
      return;
    }
    const own: ZipEntry = { name: entry.name, chunks: [] };
    current = own;
    const before = read;
    let size = 0;
    entry.ondata = (error, chunk, isLast) => {
      if (error) {
        say(
          'zip-entry',
          `${entry.name} cannot be unpacked: ${error.message}.`,
          'It may be encrypted or damaged. Unpack the archive, and give the file itself.',
        );
      } else if (!over) {
        own.chunks.push(chunk);
        size += chunk.length;
        given += chunk.length;
        spent.bytes += chunk.length;
        over = overLimit(limits, spent, Math.max(SLICE, read + SLICE - before), size);
        if (over) overIn = ` in ${entry.name}`;
      }
      if (error || isLast) {
        done.push(own);
        if (current === own) current = undefined;
      }
    };
    entry.start();
  });
  stream.register(UnzipInflate);

  for (const chunk of chunks) {
    for (const bytes of slices(chunk, SLICE)) {
      if (read === 0 && ((bytes[6] ?? 0) & 1) === 1) {
        say(
          'zip-encrypted',
          'The archive is encrypted.',
          'Unpack it with its password, and give the files in it.',
        );
        return;
      }
      try {
        stream.push(bytes, false);
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unknown fault';
        say('zip', `The archive cannot be read further: ${why}.`, 'The files before were read.');
        over ??= '';
      }
      read += bytes.length;
      yield* done.splice(0);
      yield STEP;
      if (over !== undefined) {
        if (current) yield current;
        if (over) {
          say(
            'zip-bomb',
            `Unpacking stopped${overIn}: ${over.charAt(0).toLowerCase()}${over.slice(1)}.`,
            'What was unpacked before was read. If it holds logs, unpack it and give some at a time.',
          );
        }
        return;
      }
    }
  }
  if (current) {
    say(
      'zip-cut',
      `The archive ends inside ${current.name}.`,
      'What stands before was read. Copy the archive again.',
    );
    yield current;
  } else if (given === 0 && problems.length === 0) {
    say('zip-empty', 'The archive holds no files.', 'Give the files themselves.');
  }
}
