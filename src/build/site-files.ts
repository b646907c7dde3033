import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file of the site that is still to be made. */
export interface SiteFile {
  /** Below the site's folder. */
  path: string;
  /** Module that makes it, as messages name it. */
  component: string;
  render(): Response | Promise<Response>;
}

/** Files taken together. */
const AT_ONCE = 8;

/** @returns shared memory in which so many threads say which files of a list they took */
export function stretches(threads: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * threads));
}

/**
 * Makes and writes files until none is left that no other thread took. A thread begins with its own stretch of the list,
 * as neighbours share a template, and then helps with those of others.
 *
 * @param files in the order that every thread has
 * @param taken as of `stretches`
 * @param thread its number, from 0
 * @returns how many it wrote
 * @throws {Error} naming the file that could not be made; the other threads then take no more
 */
export async function writeShare(
  files: readonly SiteFile[],
  folder: string,
  taken: Int32Array,
  thread: number,
): Promise<number> {
  let written = 0;
  const folders = new Set<string>();
  const long = Math.ceil(files.length / taken.length);
  for (let step = 0; step < taken.length; step += 1) {
    const number = (thread + step) % taken.length;
    const stretch = files.slice(number * long, (number + 1) * long);
    for (;;) {
      const from = Atomics.add(taken, number, AT_ONCE);
      if (from >= stretch.length) break;
      for (const file of stretch.slice(from, from + AT_ONCE)) {
        try {
          await write(file, folder, folders);
        } catch (error) {
          for (let each = 0; each < taken.length; each += 1) Atomics.store(taken, each, long);
          const reason = error instanceof Error ? error.message : String(error);
          throw new Error(`${file.component} failed at ${file.path}: ${reason}`, { cause: error });
        }
        written += 1;
      }
    }
  }
  return written;
}

async function write(
  { path, render }: SiteFile,
  site: string,
  folders: Set<string>,
): Promise<void> {
  const file = join(site, path);
  const response = await render();
  const folder = dirname(file);
  if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
  folders.add(folder);
  await writeBody(file, response);
}

/** Piece by piece: the largest file is longer than all pages together. */
async function writeBody(file: string, { body }: Response): Promise<void> {
  const open = openSync(file, 'w');
  try {
    for await (const piece of body ?? []) writeFileSync(open, piece);
  } finally {
    closeSync(open);
  }
}
