import type { Definitions } from '../../catalog/definitions.ts';
import { countLines } from '../../decode/formats/count-lines.ts';
import { csvHead } from '../../decode/formats/csv.ts';
import { message } from '../../decode/formats/message.ts';
import { formats, readInSteps } from '../../decode/read-events.ts';
import type { Problem } from '../../problem.ts';
import type { DefinitionsLoader } from './definitions-loader.ts';
import type { EventStore } from './event-store.ts';
import type { Bytes } from './log-file.ts';
import { openPart } from './open-part.ts';
import { pause } from '../pause.ts';
import type { Input, ReadState } from './protocol.ts';
import { shownProblem } from './shown-problem.ts';

/** Work between two looks at the clock is short; between two pauses it is a frame. */
const FRAME = 12;
const PROBLEMS = 100;
/** Characters in which the names of a table's columns stand. */
const HEAD = 65_536;
/** Names of formats that are no text. */
const TITLES: Record<string, string> = { evtx: 'Event log (.evtx)' };
/** Bytes that are shown of a damaged place. */
const SHOWN_BYTES = 512;
/** Bytes that are unpacked before a piece of a text is read. */
const AHEAD = 64 << 20;
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
  readonly #formats = new Map<string, { events: number; guessed: boolean }>();
  readonly #files: string[] = [];
  readonly #logs = new Map<string, Bytes>();
  #problemCount = 0;
  #parts = 0;
  #text: { file: string; part: number; index: number; head: string } | undefined;
  #bytes = 0;
  /** Bytes of input that the part at hand was unpacked from. */
  #span = { from: 0, to: 0 };
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
      this.#span = { from: before, to: before };
      for await (const part of openPart(input)) {
        if (this.cancelled) break;
        if ('read' in part) await this.#unpacked(before + part.read);
        else if ('problem' in part) this.#report(part.problem);
        else {
          if ('bytes' in part) await this.#readLog(part.bytes, part.file);
          else await this.#readText(part);
          this.#span.from = this.#span.to;
        }
      }
      this.#bytes = before + sizeOf(input);
    }
    this.done = true;
    this.#spent = performance.now() - this.#start;
    this.tell();
  }

  async #unpacked(to: number): Promise<void> {
    this.#span.to = to;
    this.#bytes = Math.max(this.#bytes, to - AHEAD);
    if (performance.now() - this.#paused > FRAME) await this.#rest();
  }

  /** @param share of the part at hand that was read */
  #progress(share: number): void {
    const { from, to } = this.#span;
    this.#bytes = from + Math.min(1, share) * (to - from);
  }

  /** Reads a piece of a text; a later piece goes on where the one before it ended. */
  async #readText({
    file,
    text,
    line,
  }: {
    file: string;
    text: string;
    line: number;
  }): Promise<void> {
    const before = line > 1 && this.#text?.file === file ? this.#text : undefined;
    if (before && text.trim() === '') return;
    const part = before?.part ?? this.#parts;
    if (!before) {
      this.#parts += 1;
      this.texts.set(part, { pieces: [] });
    }
    const { index, head } = before ?? { index: 0, head: csvHead(text.slice(0, HEAD)) };
    if (this.#keptCharacters + text.length <= KEPT) {
      this.texts.get(part)?.pieces.push({ text, line: line - 1 });
      this.#keptCharacters += text.length;
    }
    // A table that was cut goes on without its line of names.
    const own = before ? head + text : text;
    const shift = line - 1 - (before && head !== '' ? 1 : 0);
    const next = await this.#readPiece(own, shift, index, part, file);
    this.#text = { file, part, index: next, head };
  }

  /** Lists the records of an event log; each is decoded when it is looked at. */
  async #readLog(bytes: Bytes, file: string): Promise<void> {
    const { LogFile } = await import('./log-file.ts');
    const part = this.#parts;
    this.#parts += 1;
    const log = new LogFile(bytes, file);
    this.#logs.set(file, bytes);
    this.store.readPartWith(part, file, (offset) => log.eventsAround(offset));
    let index = 0;
    for await (const chunk of log.index()) {
      for (const problem of chunk.problems) this.#report(problem);
      this.store.addChunk(chunk, part, index);
      index += chunk.count;
      this.#progress(chunk.end / bytes.size);
      if (performance.now() - this.#paused > FRAME) {
        await this.#rest();
        if (this.cancelled) break;
      }
    }
    if (index > 0) this.#countFormats(new Map([['evtx', index]]));
  }

  /** Some bytes of an event log that was opened, from a place on. */
  bytesAt(file: string, offset: number): Uint8Array {
    const bytes = this.#logs.get(file);
    if (!bytes) throw new Error(`${file} is no longer open.`);
    return bytes.read(offset, Math.min(bytes.size, offset + SHOWN_BYTES)).slice();
  }

  /** Reads a piece, and once more from its start where a code table was missing for it. */
  async #readPiece(
    text: string,
    line: number,
    first: number,
    part: number,
    file: string,
  ): Promise<number> {
    const lines = text.length > 1_000_000 ? countLines(text, 0, text.length) : 0;
    const rows = this.store.length;
    const problems = this.#problems.length;
    const problemCount = this.#problemCount;
    let events = 0;
    const counts = new Map<string, number>();
    for (let again = true; again;) {
      again = false;
      const since = this.#loader.arrived;
      // What is missing for the event that is shown meanwhile is nothing to read again for.
      let missed = false;
      let misses = this.#loader.misses;
      this.store.cutTo(rows);
      this.#problems.length = problems;
      this.#problemCount = problemCount;
      events = 0;
      counts.clear();
      for (const read of readInSteps(text, this.#definitions, file)) {
        if ('read' in read) this.#progress(read.read / text.length);
        else if ('problem' in read) this.#report(read.problem, line, text);
        else {
          const { event } = read;
          event.source.index = first + events;
          if (event.source.line !== undefined) event.source.line += line;
          for (const { place } of event.problems) if (place.line !== undefined) place.line += line;
          this.store.add(event, part);
          counts.set(event.format, (counts.get(event.format) ?? 0) + 1);
          events += 1;
          if (lines > 0) this.#progress(((event.source.line ?? line) - line) / lines);
        }
        if (performance.now() - this.#paused > FRAME) {
          missed ||= this.#loader.misses > misses;
          await this.#rest();
          if (this.cancelled) break;
          misses = this.#loader.misses;
          if (missed && (await this.#loader.loadMissed(since))) {
            again = true;
            break;
          }
        }
      }
      missed ||= this.#loader.misses > misses;
      if (missed && !again && !this.cancelled) again = await this.#loader.loadMissed(since);
    }
    this.#countFormats(counts);
    return first + events;
  }

  /** How many events came in which format. */
  #countFormats(counts: ReadonlyMap<string, number>): void {
    for (const [id, events] of counts) {
      const title = TITLES[id] ?? formats.find((format) => format.id === id)?.title ?? id;
      const known = this.#formats.get(title);
      if (known) known.events += events;
      else this.#formats.set(title, { events, guessed: id === message.id });
    }
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
      missing: { records: this.store.missingRecords, places: this.store.gaps },
      files: this.#files,
      localTimes: this.store.localTimes,
    });
  }
}

function sizeOf(input: Input): number {
  return 'file' in input ? input.file.size : input.text.length;
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
