import type { Problem } from '../../problem.ts';
import type { Input } from './protocol.ts';
import type { Pull } from './text-pieces.ts';

/** One text of an input. */
export interface Part {
  file: string;
  pull: Pull;
}

const SLICE = 4 << 20;

/** Parts of an input: the text itself, or what stands in a file. */
export async function* openPart(input: Input): AsyncGenerator<Part | { problem: Problem }> {
  if ('text' in input) {
    let at = 0;
    const pull = () => {
      at += 1;
      return Promise.resolve(input.text[at - 1]);
    };
    yield { file: input.name, pull };
    return;
  }
  yield { file: input.name, pull: textOf(input.file) };
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
