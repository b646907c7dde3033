import { isEvtx } from '../../decode/evtx/file-header.ts';
import type { Problem } from '../../problem.ts';
import type { Bytes } from './log-file.ts';
import type { Input } from './protocol.ts';
import type { Pull } from './text-pieces.ts';

/** One text of an input, or one event log. */
export type Part = { file: string; pull: Pull } | { file: string; bytes: Bytes };

const SLICE = 4 << 20;
/** Bytes by which an event log is known. */
const HEAD = 8_192;

/** Parts of an input: the text itself, or what stands in a file. */
export async function* openPart(input: Input): AsyncGenerator<Part | { problem: Problem }> {
  const { name } = input;
  if ('text' in input) {
    let at = 0;
    const pull = () => {
      at += 1;
      return Promise.resolve(input.text[at - 1]);
    };
    yield { file: name, pull };
    return;
  }
  const { file } = input;
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  if (isEvtx(head)) {
    const { bytesOfFile } = await import('./log-file.ts');
    yield { file: name, bytes: bytesOfFile(file) };
  } else yield { file: name, pull: textOf(file) };
}

/** A file as text, a slice at a time: a file of any size is never in memory as a whole. */
function textOf(file: Blob): Pull {
  const decoder = new TextDecoder();
  let at = 0;
  return async () => {
    if (at >= file.size) return undefined;
    const slice = await file.slice(at, at + SLICE).arrayBuffer();
    at += slice.byteLength;
    return decoder.decode(slice, { stream: at < file.size });
  };
}
