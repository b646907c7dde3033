/** What unpacking may cost, so that a small file cannot fill the memory. */
export interface Limits {
  /** Bytes that all archives of an input may give together. */
  total: number;
  /** How many times its size an archive may give, once it has given `free`. */
  ratio: number;
  free: number;
  /** Archives inside archives. */
  depth: number;
  /** Files in all archives of an input. */
  entries: number;
}

/**
 * Deflate can reach 1,032 times; logs reach 30, and event log files that are mostly empty chunks a few hundred while
 * they are small.
 */
export const LIMITS: Limits = {
  total: 2 ** 31,
  ratio: 200,
  free: 2 ** 26,
  depth: 4,
  entries: 10_000,
};

/** What an input has given so far. */
export interface Spent {
  bytes: number;
  entries: number;
}

/** Why unpacking has to stop here, as a sentence; undefined while it may go on. */
export function overLimit(
  limits: Limits,
  spent: Spent,
  read: number,
  given: number,
): string | undefined {
  if (given > limits.free && given > read * limits.ratio) {
    return `It gives more than ${limits.ratio} times its own size, as no log does`;
  }
  return spent.bytes > limits.total ? `It gives more than ${size(limits.total)}` : undefined;
}

/** A number of bytes for people. */
function size(bytes: number): string {
  const steps = ['bytes', 'KB', 'MB', 'GB'];
  let value = bytes;
  let step = 0;
  while (value >= 1_024 && step < steps.length - 1) {
    value /= 1_024;
    step += 1;
  }
  return `${Number(value.toFixed(1))} ${steps[step]}`;
}
