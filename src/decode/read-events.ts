import type { Definitions } from '../catalog/definitions.ts';
import type { Format, Read } from './formats/format.ts';
import { details } from './formats/details.ts';
import { json } from './formats/json.ts';
import { legacy } from './formats/legacy.ts';
import { message } from './formats/message.ts';
import { xml } from './formats/xml.ts';

/** Every format that can be pasted, in alphabetical order. */
export const formats: readonly Format[] = [details, json, legacy, message, xml];

const HEAD = 65_536;

/** The format that a text is in, and how sure that is (0 to 1); undefined when none knows it. */
export function detectFormat(
  text: string,
  definitions: Definitions,
): { format: Format; confidence: number } | undefined {
  const head = text.slice(0, HEAD);
  return formats
    .map((format) => ({ format, confidence: format.confidence(head, definitions) }))
    .filter((guess) => guess.confidence > 0)
    .sort((a, b) => b.confidence - a.confidence)[0];
}

/** Reads the events of a text in whatever format it is, in input order; never throws on input. */
export function* readEvents(text: string, definitions: Definitions, file = '-'): Generator<Read> {
  const found = detectFormat(text, definitions);
  yield* (found?.format ?? message).read(text, file, definitions);
}
