import { pause } from '../pause.ts';

/** How long the page may be held up at once, in milliseconds: two frames. */
const TURN = 24;

/**
 * Does long work in steps, between which the page draws and answers.
 *
 * @param work yields wherever it may rest
 * @param wanted whether the result is still asked for; looked at after each rest
 * @returns the result of the work; undefined where it was no longer wanted
 */
export async function inSteps<T>(
  work: Generator<unknown, T>,
  wanted: () => boolean = () => true,
): Promise<T | undefined> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < TURN) continue;
    await pause();
    if (!wanted()) return undefined;
    since = performance.now();
  }
}
