import type { Problem } from '../../problem.ts';
import type { ShownProblem } from './protocol.ts';

/** A problem in the page's words: where, what, and what to do. */
export function shownProblem(
  { code, place, message, hint }: Problem,
  excerpt?: { line: string; column: number },
): ShownProblem {
  const { file, offset } = place;
  const where = [
    place.file && place.file !== '-' ? place.file : '',
    place.line === undefined ? '' : `line ${place.line}`,
    place.column === undefined ? '' : `column ${place.column}`,
    place.offset === undefined ? '' : `byte ${place.offset} (0x${place.offset.toString(16)})`,
  ]
    .filter(Boolean)
    .join(', ');
  return {
    where,
    code,
    message,
    ...(hint ? { hint } : {}),
    ...(excerpt ? { excerpt } : {}),
    ...(file !== undefined && offset !== undefined && code.startsWith('evtx')
      ? { bytes: { file, offset } }
      : {}),
  };
}
