import type { Problem } from '../../problem.ts';
import type { Read } from './format.ts';

/** Problems that are given one by one before others of their kind are counted. */
export const SHOWN = 3;

/** Counts the problems of a run of junk, so that each costs little: the first are given as they come. */
export class Alike {
  #given = 0;
  #first: Problem | undefined;
  #times = 0;

  /** Whether the next problem is only counted: its words are not needed. */
  get isFull(): boolean {
    return this.#given >= SHOWN;
  }

  /** Takes a problem in. @returns what is to be given for it now */
  add(problem: () => Problem): Read[] {
    if (!this.isFull) {
      this.#given += 1;
      return [{ problem: problem() }];
    }
    this.#first ??= problem();
    this.#times += 1;
    return [];
  }

  /** What was counted since the last time: to be given before what follows it. */
  flush(): Read[] {
    const first = this.#first;
    const times = this.#times;
    this.#first = undefined;
    this.#times = 0;
    return first ? [{ problem: first, times }] : [];
  }
}
