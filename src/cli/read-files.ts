import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Definitions } from '../catalog/definitions.ts';
import type { Read } from '../decode/formats/format.ts';
import { readInput } from '../decode/input/read-input.ts';
import type { Problem } from '../problem.ts';
import type { Host } from './command.ts';

/** Up to this size a file is read at once: an event log has to be whole. */
const WHOLE = 2 ** 30;
const STEP = 2 ** 22;

/**
 * Reads the events of files and folders (those inside too, in the order of their names) and of standard input (`-`), as
 * they come. A file that cannot be read is a problem in its place and does not stop the others.
 */
export async function* readFiles(
  paths: readonly string[],
  host: Host,
  definitions: Definitions,
): AsyncGenerator<Read> {
  for (const path of paths.length > 0 ? paths : ['-']) {
    if (path === '-') {
      const input = await host.stdin();
      yield* readInput(
        typeof input === 'string' ? new TextEncoder().encode(input) : input,
        '-',
        definitions,
      );
      continue;
    }
    let empty = true;
    for (const file of filesIn(path)) {
      empty = false;
      if (typeof file !== 'string') yield file;
      else yield* readFile(file, definitions);
    }
    if (empty) yield { problem: emptyFolder(path) };
  }
}

/**
 * The file itself, or all files of a folder.
 *
 * @param above real paths of the folders that it was found in: a link may lead back to one of them
 */
function* filesIn(path: string, above: readonly string[] = []): Generator<string | Read> {
  try {
    if (!statSync(path).isDirectory()) {
      yield path;
      return;
    }
    const folder = realpathSync(path);
    if (above.includes(folder)) return;
    const inside = readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.'))
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    for (const entry of inside) yield* filesIn(join(path, entry.name), [...above, folder]);
  } catch (error) {
    yield { problem: unreadable(path, error) };
  }
}

function* readFile(path: string, definitions: Definitions): Generator<Read> {
  let input: Uint8Array | Iterable<Uint8Array>;
  try {
    input = statSync(path).size <= WHOLE ? readFileSync(path) : pieces(path);
  } catch (error) {
    yield { problem: unreadable(path, error) };
    return;
  }
  yield* readInput(input, path, definitions);
}

function* pieces(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const bytes = new Uint8Array(STEP);
      const length = readSync(file, bytes);
      if (length === 0) return;
      yield bytes.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

const emptyFolder = (path: string): Problem => ({
  code: 'empty-folder',
  place: { file: path },
  message: 'The folder holds no files.',
  hint: 'Files whose names begin with a dot are left out: give them by name.',
});

/** Why a file could not be opened, in words of what to do. */
export function unreadable(path: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EISDIR') {
    const message = 'This is a folder, and one file is asked for.';
    return { code: 'unreadable-file', place: { file: path }, message, hint: 'Give a file in it.' };
  }
  return {
    code: 'unreadable-file',
    place: { file: path },
    message:
      code === 'ENOENT'
        ? 'There is no such file.'
        : code === 'EACCES' || code === 'EPERM'
          ? 'You may not read this file.'
          : `The file cannot be read (${code ?? 'unknown error'}).`,
    hint:
      code === 'ENOENT'
        ? 'Check the path.'
        : 'Copy it to where you may read it. Windows locks the logs that it writes: save one from Event Viewer.',
  };
}
