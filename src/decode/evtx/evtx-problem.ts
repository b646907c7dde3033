import type { Problem } from '../../problem.ts';

export const STILL_READ =
  'It is read all the same; compare what matters with another copy of the log.';
export const GOES_ON = 'The records before and after it were read.';
export const MAY_BE_WRONG = 'It is damaged: its values may be wrong or missing.';

export const evtxProblem = (
  code: string,
  place: Problem['place'],
  message: string,
  hint: string,
): Problem => ({ code, place, message, hint });
