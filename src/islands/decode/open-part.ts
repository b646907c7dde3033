import { isLog } from '../../decode/input/is-log.ts';
import type { Problem } from '../../problem.ts';
import type { Bytes } from './log-file.ts';
import type { Input } from './protocol.ts';

/** A piece of one text of an input, an event log, what is wrong, or how many bytes of the input were unpacked so far. */
export type Part =
  | { file: string; text: string; line: number }
  | { file: string; bytes: Bytes }
  | { problem: Problem }
  | { read: number };

const SLICE = 1 << 20;
/** Bytes by which an event log is known. */
const HEAD = 8_192;

/** Parts of an input, unpacked; of a long text and of a big log only a slice is in memory at a time. */
export async function* openPart(input: Input): AsyncGenerator<Part> {
  const { name } = input;
  if ('text' in input) {
    yield { read: input.text.length };
    yield { file: name, text: input.text, line: 1 };
    return;
  }
  const { file } = input;
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const { bytesOfFile } = await import('./log-file.ts');
  const bytes = bytesOfFile(file);
  if (isLog(head)) {
    yield { read: file.size };
    yield { file: name, bytes };
  } else yield* unpack(slicesOf(bytes), name);
}

async function* unpack(chunks: Iterable<Uint8Array>, file: string): AsyncGenerator<Part> {
  const { openInput } = await import('../../decode/input/open-input.ts');
  const { bytesInMemory } = await import('./log-file.ts');
  let read = 0;
  const counted = function* () {
    for (const chunk of chunks) {
      yield chunk;
      read += chunk.length;
    }
  };
  for (const part of openInput(counted(), file)) {
    if (part.kind === 'problem') yield { problem: part.problem };
    else if (part.kind === 'text') yield part;
    else if (part.kind === 'evtx') yield { file: part.file, bytes: bytesInMemory(part.bytes) };
    else yield { read };
  }
}

function* slicesOf(bytes: Bytes): Generator<Uint8Array> {
  for (let at = 0; at < bytes.size; at += SLICE) {
    yield bytes.read(at, Math.min(bytes.size, at + SLICE));
  }
}
