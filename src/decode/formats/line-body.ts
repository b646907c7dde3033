import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';
import { normaliseText } from '../message/normalise.ts';
import { addMessage } from './body.ts';
import { readLegacyMessage } from './legacy.ts';
import { setHeader, type HeaderParts } from './header.ts';

/** Reads a message that a tool put behind a header of its own, Windows 2000 to 2003 ones included. */
export function addBody(
  raw: RawEvent,
  header: HeaderParts,
  body: string,
  definitions: Definitions,
): void {
  setHeader(raw, header);
  const id = raw.eventId ?? -1;
  const text = normaliseText(body).trim();
  if (definitions.find(id).length > 0 || !definitions.legacy.has(id)) {
    addMessage(raw, text, definitions);
    return;
  }
  const old = readLegacyMessage(text, definitions, raw.source, raw.format, id);
  raw.partial = true;
  raw.data = old.data;
  raw.problems.push(...old.problems);
  if (old.message !== undefined) raw.message = old.message;
  if (old.keywords !== undefined) raw.keywords ??= old.keywords;
}

/** The event of a line that does not hold what its tool writes. */
export function shortLine(file: string, tool: string, found: string): Problem {
  return {
    code: 'short-line',
    place: { file, line: 1 },
    message: `A line begins like one of ${tool} but ${found}.`,
    hint: 'Copy the whole line. The lines before and after it were read.',
  };
}
