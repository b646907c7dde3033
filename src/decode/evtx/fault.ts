const KEPT = 'What stands before it in the event was read.';

/** Where and why binary XML cannot be read further; caught at the record, where it becomes a Problem. */
export class Fault extends Error {
  /** Byte offset within the chunk; undefined for the record as a whole. */
  readonly at: number | undefined;
  /** What was done about it. */
  readonly hint: string;

  constructor(message: string, at?: number, hint = KEPT) {
    super(message);
    this.at = at;
    this.hint = hint;
  }
}

/** `0x` and the number in lower-case hexadecimal, as messages quote it. */
export const hex = (number: number): string => `0x${(number >>> 0).toString(16)}`;
