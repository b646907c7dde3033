/** Where a command reads and writes; tests pass their own. */
export interface Host {
  out(text: string): void;
  err(text: string): void;
  /** Standard input, as bytes. Tests may give text. */
  stdin(): Promise<Uint8Array | string>;
  /** Resolves once what was written has left: a slow reader is waited for. */
  drained?(): Promise<void>;
  /** Shows how far a long run is, in place of what it showed before; only where someone looks at it. */
  progress?(text: string): void;
  /** Folder that holds `content`. */
  root: string;
}

/** One command of the command line. */
export interface Command {
  name: string;
  /** Arguments and options, as the usage shows them. */
  usage: string;
  summary: string;
  /** @returns exit status: 0 all well, 1 something could not be found or decoded, 2 wrong usage */
  run(args: string[], host: Host): Promise<number> | number;
}

/** Wrong usage; its message is shown with the command's usage, and the exit status is 2. */
export class UsageError extends Error {}
