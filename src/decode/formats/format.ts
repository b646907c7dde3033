import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';

/** What a reader gives, in input order: an event, or something that is none. */
export type Read = { event: RawEvent } | { problem: Problem };

/** Reads text that stands inside a value, such as XML in a cell: the first event of it. */
export type ReadInner = (text: string) => RawEvent | undefined;

/** One pasted format. A reader never throws on input and never drops the rest of it. */
export interface Format {
  id: string;
  title: string;
  /** How sure it is of a text by its head, from 0 to 1. */
  confidence(head: string, definitions: Definitions): number;
  /**
   * Events of one stretch of text. Their places count from the stretch: whoever cut it out puts them right.
   *
   * @param file name for places, `-` for a paste
   */
  read(text: string, file: string, definitions: Definitions, inner?: ReadInner): Generator<Read>;
  /**
   * For a format whose beginnings show: the place behind what begins here, or undefined when nothing does.
   *
   * @param at first character of a line that is no white space, or of what stands behind an event on its line
   * @param lineEnd end of that line
   */
  extent?(text: string, at: number, lineEnd: number): number | undefined;
  /** Where it is set: one of these stands on every line that extent knows, and extent is not asked elsewhere. */
  marks?: readonly string[];
  /** Set where extent gives the head alone, and the rest runs to where the next thing begins. */
  open?: true;
}
