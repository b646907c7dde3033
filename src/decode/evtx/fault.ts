/** Where and why binary XML cannot be read further; caught at the record, where it becomes a Problem. */
export class Fault extends Error {
  /** Byte offset within the chunk. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** `0x` and the number in lower-case hexadecimal, as messages quote it. */
export const hex = (number: number): string => `0x${(number >>> 0).toString(16)}`;
