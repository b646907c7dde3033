import type { Definitions } from '../../catalog/definitions.ts';
import { detectFormat, readEvents } from '../../decode/read-events.ts';
import type { Problem } from '../../problem.ts';
import type { DefinitionsLoader } from './definitions-loader.ts';
import type { EventStore } from './event-store.ts';
import { openPart, type Part } from './open-part.ts';
import { pause } from './pause.ts';
import type { Input, ReadState } from './protocol.ts';
import { shownProblem } from './shown-problem.ts';
import { countLines, cutsOf, piecesOf } from './text-pieces.ts';

/** Work between two looks at the clock is short; between two pauses it is a frame. */
const FRAME = 12;
const PROBLEMS = 100;
/** Characters of input that are kept to show events as they were pasted. */
const KEPT = 64 << 20;

/** Text of a part, for showing events as they stood in it. */
export interface KeptText {
  pieces: { text: string; line: number }[];
}

/** Reads inputs into a store, pausing often; what was read when it is cancelled stays. */
export class Reading {
  readonly store: EventStore;
  readonly texts = new Map<number, KeptText>();
  readonly #definitions: Definitions;
  readonly #loader: DefinitionsLoader;
  readonly #tell: (state: ReadState) => void;
  readonly #problems: Problem[] = [];
  readonly #formats = new Map<string, { events: number; confidence: number | null }>();
  readonly #files: string[] = [];
  #problemCount = 0;
  #parts = 0;
  #bytes = 0;
  #of = 0;
  #keptCharacters = 0;
  #start = performance.now();
  #spent = 0;
  #paused = performance.now();
  #told = 0;
  cancelled = false;
  done = true;

  constructor(
    store: EventStore,
    definitions: Definitions,
    loader: DefinitionsLoader,
    tell: (state: ReadState) => void,
  ) {
    this.store = store;
    this.#definitions = definitions;
    this.#loader = loader;
    this.#tell = tell;
  }

  async read(inputs: readonly Input[]): Promise<void> {
    this.done = false;
    this.cancelled = false;
    this.#start = performance.now();
    for (const input of inputs) this.#of += sizeOf(input);
    for (const input of inputs) {
      if (this.cancelled) break;
      this.#files.push(input.name);
      const before = this.#bytes;
      for await (const part of openPart(input)) {
        if (this.cancelled) break;
        if ('problem' in part) this.#report(part.problem);
        else await this.#readPart(part);
      }
      this.#bytes = before + sizeOf(input);
    }
    this.done = true;
    this.#spent = performance.now() - this.#start;
    this.tell();
  }

  async #readPart(part: Part): Promise<void> {
    const number = this.#parts;
    this.#parts += 1;
    const base = this.#bytes;
    let index = 0;
    let characters = 0;
    const kept: KeptText = { pieces: [] };
    this.texts.set(number, kept);
    const cuts = (head: string) => cutsOf(detectFormat(head, this.#definitions)?.format.id, head);
    const left = (rest: number) =>
      this.#report({
        code: 'too-long',
        place: { file: part.file },
        message: `${part.file} is too long for one text of this format: about ${Math.round(rest / 1e6)} million characters at its end were not read.`,
        hint: 'Split the file, or use the command line.',
      });
    for await (const piece of piecesOf(part.pull, cuts, left)) {
      if (this.#keptCharacters + piece.text.length <= KEPT) {
        kept.pieces.push(piece);
        this.#keptCharacters += piece.text.length;
      }
      index = await this.#readPiece(piece.text, piece.line, index, number, part.file, (share) => {
        this.#bytes = Math.min(this.#of, base + characters + share * piece.text.length);
      });
      characters += piece.text.length;
      if (this.cancelled) return;
    }
  }

  /** Reads a piece, and once more from its start where a code table was missing for it. */
  async #readPiece(
    text: string,
    line: number,
    first: number,
    part: number,
    file: string,
    progress: (share: number) => void,
  ): Promise<number> {
    const found = detectFormat(text, this.#definitions);
    const lines = text.length > 1_000_000 ? countLines(text) : 0;
    const rows = this.store.length;
    const problems = this.#problems.length;
    const problemCount = this.#problemCount;
    let events = 0;
    for (let again = true; again;) {
      again = false;
      this.store.cutTo(rows);
      this.#problems.length = problems;
      this.#problemCount = problemCount;
      events = 0;
      for (const read of readEvents(text, this.#definitions, file)) {
        if ('problem' in read) this.#report(read.problem, line, text);
        else {
          const { event } = read;
          event.source.index = first + events;
          if (event.source.line !== undefined) event.source.line += line;
          for (const { place } of event.problems) if (place.line !== undefined) place.line += line;
          this.store.add(event, part);
          events += 1;
          if (lines > 0) progress((event.source.line ?? line) / (line + lines));
        }
        if (performance.now() - this.#paused > FRAME) {
          await this.#rest();
          if (this.cancelled) break;
          if (await this.#loader.loadMissed()) {
            again = true;
            break;
          }
        }
      }
      if (!again && !this.cancelled) again = await this.#loader.loadMissed();
    }
    this.#countFormats(rows, found?.format.title, found?.confidence);
    return first + events;
  }

  #countFormats(from: number, title = 'Unknown', confidence: number | null = null): void {
    const events = this.store.length - from;
    if (events === 0) return;
    const known = this.#formats.get(title);
    if (known) known.events += events;
    else this.#formats.set(title, { events, confidence });
  }

  #report(problem: Problem, line = 0, text?: string): void {
    this.#problemCount += 1;
    if (this.#problems.length >= PROBLEMS) return;
    const { place } = problem;
    this.#excerpts.set(problem, excerptOf(text, place.line, place.column));
    if (place.line !== undefined) place.line += line;
    this.#problems.push(problem);
  }

  readonly #excerpts = new WeakMap<Problem, { line: string; column: number } | undefined>();

  async #rest(): Promise<void> {
    if (performance.now() - this.#told > 100) this.tell();
    await pause();
    this.#paused = performance.now();
  }

  tell(): void {
    this.#told = performance.now();
    this.#tell({
      done: this.done,
      cancelled: this.cancelled,
      events: this.store.length,
      bytes: this.#bytes,
      of: this.#of,
      milliseconds: this.done ? this.#spent : performance.now() - this.#start,
      formats: [...this.#formats].map(([title, found]) => ({ title, ...found })),
      problems: this.#problems.map((problem) => shownProblem(problem, this.#excerpts.get(problem))),
      problemCount: this.#problemCount,
      files: this.#files,
      localTimes: this.store.localTimes,
      fields: [...this.store.fieldNames].slice(0, 500),
    });
  }
}

function sizeOf(input: Input): number {
  if ('file' in input) return input.file.size;
  return input.text.reduce((sum, part) => sum + part.length, 0);
}

/** The line of a fault, for showing where in it the fault is. */
function excerptOf(text: string | undefined, line = 1, column?: number) {
  if (text === undefined || column === undefined) return undefined;
  let from = 0;
  for (let left = line - 1; left > 0; left -= 1) from = text.indexOf('\n', from) + 1;
  const end = text.indexOf('\n', from);
  const whole = text.slice(from, end < 0 ? undefined : end);
  const cut = Math.max(0, column - 60);
  return { line: whole.slice(cut, cut + 120), column: column - cut };
}
