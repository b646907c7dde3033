import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const [FULL, EMPTYING, EMPTY] = [0, 1, 2];

/** What threads tell each other of a folder: whether what an earlier build left in it is gone. Shared memory. */
export function folderState(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** Empties a folder, but for a repository in it, unless another thread did so or does; then waits for that one. */
export function emptyOnce(folder: string, state: Int32Array): void {
  if (Atomics.compareExchange(state, 0, FULL, EMPTYING) === FULL) {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      if (name !== '.git') rmSync(join(folder, name), { recursive: true, force: true });
    }
    Atomics.store(state, 0, EMPTY);
    Atomics.notify(state, 0);
  }
  Atomics.wait(state, 0, EMPTYING);
}
