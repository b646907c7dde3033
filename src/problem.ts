/** Where a problem is. Files by path; lines and columns from 1; offsets in bytes from 0. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
  /** Byte offset in a binary input. */
  offset?: number;
  /** Index of the event in the input, from 0. */
  event?: number;
}

/** Something wrong with content or input, as data: words for people are made from it at the edge. */
export interface Problem {
  /** Stable name of the kind of problem, kebab-case: `unknown-field`. */
  code: string;
  place: Place;
  /** One sentence that quotes what was found. */
  message: string;
  /** What to write or do. */
  hint?: string;
}

/** One line for the place (`file:line:column`), the code, then the sentence and the hint, indented. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, offset, event } = problem.place;
  const where = [file, line, column].filter((part) => part !== undefined).join(':');
  const inside = [
    event === undefined ? '' : `event ${event + 1}`,
    offset === undefined ? '' : `byte ${offset}`,
  ].filter(Boolean);
  const head = [where, ...inside].filter(Boolean).join(', ');
  const lines = [[head, problem.code].filter(Boolean).join('  '), `  ${problem.message}`];
  if (problem.hint) lines.push(`  ${problem.hint}`);
  return lines.join('\n');
}

/** Orders problems by file, then line, then column; others keep their order. */
export function byPlace(a: Problem, b: Problem): number {
  return (
    (a.place.file ?? '').localeCompare(b.place.file ?? '') ||
    (a.place.line ?? 0) - (b.place.line ?? 0) ||
    (a.place.column ?? 0) - (b.place.column ?? 0)
  );
}
