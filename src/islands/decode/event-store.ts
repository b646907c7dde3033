import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';
import { plainAddress } from '../../catalog/ip-address.ts';
import type { IndexedChunk } from '../../decode/evtx/index-columns.ts';
import type { RawEvent } from '../../event.ts';
import { EventPack } from './event-pack.ts';
import { Column, Words } from './grow.ts';
import { rolesOf } from './roles.ts';

/** Events of one id and provider. */
export interface EventKind {
  id: number | undefined;
  provider: string;
  definition: EventDefinition | undefined;
  title: string;
  outcome: number;
}

export const outcomes = ['', 'success', 'failure'] as const;
/** An outcome, or a word, that only the whole event tells. */
export const NOT_YET = 0xffff_fffe;

/** Reads an indexed event whole, and those that are cheap to read with it. */
export type ReadAt = (offset: number) => RawEvent[];

/** Chunks whose events are kept as they were read: some screens of a list. */
const CHUNKS = 24;

/** Words that stand for nothing. */
const EMPTY: ReadonlySet<string> = new Set(['', '-']);

/**
 * Every event that was opened, as columns: what a list shows and a filter asks most. Events of texts are packed; those
 * of an index are decoded whenever they are asked for, which is as fast, and takes no memory.
 */
export class EventStore {
  readonly pack = new EventPack();
  readonly words = new Words();
  readonly kinds: EventKind[] = [];
  readonly kind = new Column((length) => new Uint32Array(length));
  readonly time = new Column((length) => new Float64Array(length));
  readonly outcome = new Column((length) => new Uint32Array(length));
  readonly computer = new Column((length) => new Uint32Array(length));
  readonly who = new Column((length) => new Uint32Array(length));
  readonly from = new Column((length) => new Uint32Array(length));
  readonly part = new Column((length) => new Uint32Array(length));
  readonly #packed = new Column((length) => new Int32Array(length));
  readonly #offset = new Column((length) => new Float64Array(length));
  readonly #index = new Column((length) => new Uint32Array(length));
  readonly #readers = new Map<number, { file: string; read: ReadAt }>();
  readonly #kindIds = new Map<string, number>();
  readonly #missing = new Map<number, number>();
  readonly #flawed = new Set<number>();
  #lastRecord = { part: -1, number: 0, computer: 0, channel: 0 };
  readonly #definitions: Definitions;
  localTimes = false;
  /** Records that are missing, in all places. */
  missingRecords = 0;

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  get length(): number {
    return this.kind.length;
  }

  add(event: RawEvent, part: number): void {
    const kind = this.#kindOf(event.eventId, event.provider ?? '');
    this.kind.push(kind);
    this.time.push(timeOf(event));
    if (event.timeIsLocal) this.localTimes = true;
    this.outcome.push(0);
    this.computer.push(this.words.idOf(event.computer ?? ''));
    this.who.push(0);
    this.from.push(0);
    this.part.push(part);
    this.#offset.push(-1);
    this.#index.push(event.source.index);
    this.#packed.push(this.pack.add(event));
    if (event.problems.length > 0) this.#flawed.add(this.length - 1);
    this.#fill(this.length - 1, event);
  }

  /** Takes up the records of a chunk as an index has them. @param first place of its first event in the part */
  addChunk(chunk: IndexedChunk, part: number, first: number): void {
    const { names } = chunk;
    const damaged = new Set(chunk.problems.map(({ place }) => place.offset));
    for (let at = 0; at < chunk.count; at += 1) {
      const id = chunk.eventIds[at] as number;
      const provider = names.providers[chunk.providers[at] as number] ?? '';
      const kind = this.#kindOf(id < 0 ? undefined : id, provider);
      this.kind.push(kind);
      this.time.push(chunk.times[at] as number);
      this.outcome.push(this.kinds[kind]?.outcome ?? 0);
      this.computer.push(this.words.idOf(names.computers[chunk.computers[at] as number] ?? ''));
      this.who.push(NOT_YET);
      this.from.push(NOT_YET);
      this.part.push(part);
      this.#offset.push(chunk.offsets[at] as number);
      this.#index.push(first + at);
      this.#packed.push(-1);
      if (damaged.has(chunk.offsets[at])) this.#flawed.add(this.length - 1);
      this.#follow(part, chunk.recordIds[at] as number, chunk.channels[at] as number);
    }
  }

  /**
   * Windows numbers the records of a log without a gap; where a number is lower, the log begins anew, and where logs of
   * several computers, or several logs of one, were put together, the numbers of one say nothing of another's.
   */
  #follow(part: number, number: number, channel: number): void {
    const computer = this.computer.at(this.length - 1);
    const { number: last, ...before } = this.#lastRecord;
    const isSame =
      part === before.part && computer === before.computer && channel === before.channel;
    if (isSame && number > last + 1) {
      this.#missing.set(this.length - 1, number - last - 1);
      this.missingRecords += number - last - 1;
    }
    this.#lastRecord = { part, number, computer, channel };
  }

  /** How many records are missing before a row, by the numbers of its log. */
  missingBefore(row: number): number {
    return this.#missing.get(row) ?? 0;
  }

  /** In how many places records are missing. */
  get gaps(): number {
    return this.#missing.size;
  }

  /** Whether something is wrong with an event, as far as it was read. */
  isFlawed(row: number): boolean {
    return this.#flawed.has(row);
  }

  /** How the events of a part that is indexed are read whole. */
  readPartWith(part: number, file: string, read: ReadAt): void {
    this.#readers.set(part, { file, read });
  }

  event(row: number): RawEvent {
    const packed = this.#packed.at(row);
    return packed >= 0 ? this.pack.get(packed) : this.#indexed(row);
  }

  /** The value of a named field; undefined where the event has none. */
  field(row: number, name: string): string | undefined {
    const packed = this.#packed.at(row);
    if (packed >= 0) return this.pack.field(packed, name);
    return this.#indexed(row).data.find((one) => one.name === name)?.value;
  }

  /** Whether one value of an event passes, header values included. @param memo as in `EventPack.some` */
  some(row: number, passes: (text: string) => boolean, memo: Map<number, boolean>): boolean {
    const packed = this.#packed.at(row);
    if (packed >= 0) return this.pack.some(packed, passes, memo);
    const { data, problems: _, source: __, ...header } = this.#indexed(row);
    return (
      data.some(({ value }) => passes(value)) ||
      Object.values(header).some((value) => passes(String(value)))
    );
  }

  /** Fills the columns that only the whole event tells. */
  learn(row: number): void {
    if (this.who.at(row) === NOT_YET) this.#fill(row, this.#indexed(row));
  }

  /** Decoded events of a chunk by row. */
  readonly #read: Map<number, RawEvent>[] = [];

  #indexed(row: number): RawEvent {
    const last = this.#read.at(-1)?.get(row);
    if (last) return last;
    const at = this.#read.findLastIndex((events) => events.has(row));
    const events =
      at < 0 ? this.#readAround(row) : (this.#read.splice(at, 1)[0] as Map<number, RawEvent>);
    this.#read.push(events);
    if (this.#read.length > CHUNKS) this.#read.shift();
    return events.get(row) as RawEvent;
  }

  /** Reads a row with its neighbours: records of one chunk share most of the work. */
  #readAround(row: number): Map<number, RawEvent> {
    const part = this.part.at(row);
    const reader = this.#readers.get(part);
    if (!reader) throw new Error('The input of this event is no longer open.');
    const found = new Map(
      reader.read(this.#offset.at(row)).map((event) => [event.source.offset as number, event]),
    );
    const rows = new Map<number, RawEvent>();
    const take = (at: number): boolean => {
      if (at < 0 || at >= this.length || this.part.at(at) !== part) return false;
      const event = found.get(this.#offset.at(at));
      if (!event) return false;
      event.source.index = this.#index.at(at);
      rows.set(at, event);
      return true;
    };
    for (let at = row; take(at); at -= 1);
    for (let at = row + 1; take(at); at += 1);
    if (!rows.has(row)) rows.set(row, this.#unreadable(row, reader.file));
    return rows;
  }

  /** What the index knows of an event that cannot be read whole. */
  #unreadable(row: number, file: string): RawEvent {
    const { id, provider } = this.kindAt(row);
    const index = this.#index.at(row);
    const offset = this.#offset.at(row);
    return {
      format: 'evtx',
      ...(id === undefined ? {} : { eventId: id }),
      provider,
      computer: this.word(this.computer.at(row)),
      timeCreated: new Date(this.time.at(row)).toISOString(),
      data: [],
      problems: [
        {
          code: 'evtx-record',
          place: { file, offset, event: index },
          message: 'The record is damaged: its values cannot be read.',
        },
      ],
      source: { file, index, offset },
    };
  }

  /** Takes back rows from a number on, to read their part once more. */
  cutTo(rows: number): void {
    for (const column of [
      this.kind,
      this.time,
      this.outcome,
      this.computer,
      this.who,
      this.from,
      this.part,
      this.#packed,
      this.#offset,
      this.#index,
    ]) {
      column.length = rows;
    }
  }

  kindAt(row: number): EventKind {
    return this.kinds[this.kind.at(row)] as EventKind;
  }

  word(id: number): string {
    return id === NOT_YET ? '' : this.words.at(id);
  }

  #fill(row: number, event: RawEvent): void {
    if (event.problems.length > 0) this.#flawed.add(row);
    const { definition, outcome } = this.kindAt(row);
    const written = outcomeOf(event.keywords);
    this.outcome.set(row, written || (outcome === NOT_YET ? 0 : outcome));
    const data = new Map(event.data.map(({ name, value }) => [name, value]));
    const roles = rolesOf(definition, () => [...data.keys()], this.#definitions);
    const has = (name: string) => !EMPTY.has(data.get(name) ?? '');
    const who = roles.who.find(({ name }) => has(name));
    const domain = who?.domain && has(who.domain) ? `${data.get(who.domain) as string}\\` : '';
    this.who.set(row, this.words.idOf(who ? domain + (data.get(who.name) as string) : ''));
    const from = roles.from.find(has);
    this.from.set(row, this.words.idOf(from ? plainAddress(data.get(from) as string) : ''));
  }

  #kindOf(id: number | undefined, provider: string): number {
    const sign = `${id ?? ''}\u0000${provider}`;
    let kind = this.#kindIds.get(sign);
    if (kind === undefined) {
      kind = this.kinds.length;
      const definition =
        id === undefined ? undefined : this.#definitions.find(id, provider || undefined)[0];
      const own = provider === '' || provider === this.#definitions.legacyProvider;
      const old =
        !definition && own && id !== undefined ? this.#definitions.legacy.get(id) : undefined;
      const [only, second] = (definition ?? old)?.outcome ?? [];
      this.kinds.push({
        id,
        provider,
        definition,
        title: (definition ?? old)?.title ?? '',
        outcome: second ? NOT_YET : only === 'success' ? 1 : only === 'failure' ? 2 : 0,
      });
      this.#kindIds.set(sign, kind);
    }
    return kind;
  }
}

/** Audit Success and Audit Failure are bits 53 and 52 of the keywords (winmeta.h). */
function outcomeOf(keywords: string | undefined): number {
  if (!keywords || !/^0x[0-9a-f]{14,16}$/i.test(keywords)) return 0;
  const digit = Number.parseInt(keywords.at(-14) as string, 16);
  return digit & 2 ? 1 : digit & 1 ? 2 : 0;
}

function timeOf({ timeCreated }: RawEvent): number {
  if (!timeCreated) return Number.NaN;
  // Windows writes seven digits of a second; a date of JavaScript takes three.
  return Date.parse(timeCreated.replace(/(\.\d{3})\d+/, '$1').replace(/\u200e/g, ''));
}
