import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';

/** What a reader gives, in input order: an event, or something that is none. */
export type Read =
  | { event: RawEvent }
  | { problem: Problem; /** With those that follow it and are alike. */ times?: number };

/** How far a reader has come in its text, in characters: for a host that shows it, or wants to stop. */
export interface Step {
  read: number;
}

/** Characters between two steps. */
export const STEP = 1 << 20;

/** Reads text that stands inside a value, such as XML in a cell: the first event of it. */
export type ReadInner = (text: string) => RawEvent | undefined;

/** One pasted format. A reader never throws on input and never drops the rest of it. */
export interface Format {
  id: string;
  title: string;
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
  /** For a format that finds the end of what begins as it reads: whether something begins here. */
  begins?(text: string, at: number, lineEnd: number): boolean;
  /**
   * Reads what begins at a place, and what goes on behind it in the same format. Places count from there.
   *
   * @returns the place behind what it has read
   */
  readFrom?(
    text: string,
    at: number,
    file: string,
    definitions: Definitions,
    inner?: ReadInner,
  ): Generator<Read | Step, number>;
  /** Where it is set: one of these stands on every line where something begins; other lines are not asked about. */
  marks?: readonly string[];
  /** Set where it begins with lines of names, each of which stands once. */
  header?: true;
  /** Set where extent gives the head alone, and the rest runs to where the next thing begins. */
  open?: true;
}
