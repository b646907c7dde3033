import { grouped } from '../catalog/grouped.ts';
import type { Problem } from '../problem.ts';
import { SHOWN } from './formats/alike.ts';
import type { Read, Step } from './formats/format.ts';

/** A host that waits for the next read is given a sign of life after as many that were folded. */
const SIGN = 1_000;

interface Kind {
  shown: number;
  last: Problem;
  folded: number;
  /** First of those that are folded. */
  first?: Problem;
}

/**
 * Gives the first problems of each kind in their place, and at the end one for all others of it, with the line of the
 * first and how many there are: what is kept does not grow with the input.
 */
export function* foldProblems(reads: Iterable<Read | Step>): Generator<Read | Step> {
  const kinds = new Map<string, Kind>();
  let place = 0;
  let folded = 0;
  for (const read of reads) {
    if ('read' in read) place = read.read;
    if (!('problem' in read)) {
      yield read;
      continue;
    }
    const { problem, times = 1 } = read;
    let kind = kinds.get(problem.code);
    if (!kind) {
      kind = { shown: 0, last: problem, folded: 0 };
      kinds.set(problem.code, kind);
    }
    if (kind.shown < SHOWN && times === 1) {
      kind.shown += 1;
      kind.last = problem;
      yield read;
      continue;
    }
    kind.first ??= problem;
    kind.folded += times;
    folded += 1;
    if (folded % SIGN === 0) yield { read: place };
  }
  for (const { last, first, folded: count } of kinds.values())
    if (first) yield { problem: count === 1 ? first : summary(last, first, count) };
}

function summary(last: Problem, first: Problem, count: number): Problem {
  const { line } = first.place;
  const others = grouped(count - 1);
  const where =
    line === undefined
      ? `${others} more places are`
      : `Line ${grouped(line)} and ${others} more places are`;
  return {
    code: first.code,
    place: first.place,
    message: `${where} like the one before: ${last.message}`,
    ...(first.hint ? { hint: first.hint } : {}),
  };
}
