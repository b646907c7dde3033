import { toJson, type DecodedEvent } from '../decode.ts';

/** One event as a line of JSON, as `decode --json` prints it. */
export function jsonLine(event: DecodedEvent): string {
  return `${JSON.stringify(toJson(event))}\n`;
}
