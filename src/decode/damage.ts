import type { RawEvent } from '../event.ts';
import type { Problem } from '../problem.ts';

/** Problems of an event of which a part was cut off or damaged before it came here. */
const CODES: ReadonlySet<string> = new Set([
  'cut-list',
  'evtx-binary-xml',
  'evtx-record',
  'evtx-value',
  'json-cut',
  'text-cut',
  'xml-cut',
]);

/** What of an event could not be read, because the input is cut off or damaged there. */
export const damages = ({ problems }: RawEvent): Problem[] =>
  problems.filter(({ code }) => CODES.has(code));
