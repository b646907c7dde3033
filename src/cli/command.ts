/** Where a command reads and writes; tests pass their own. */
export interface Host {
  out(text: string): void;
  err(text: string): void;
  stdin(): Promise<string>;
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
