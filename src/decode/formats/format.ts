import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';

/** What a reader gives, in input order: an event, or something that is none. */
export type Read = { event: RawEvent } | { problem: Problem };

/** One pasted format. A reader never throws on input and never drops the rest of it. */
export interface Format {
  id: string;
  title: string;
  /** How sure it is of a text by its head, from 0 to 1. */
  confidence(head: string, definitions: Definitions): number;
  /** @param file name for places, `-` for a paste */
  read(text: string, file: string, definitions: Definitions): Generator<Read>;
}
