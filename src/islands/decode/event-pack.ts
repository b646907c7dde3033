import type { DataValue, RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { Column, Words } from './grow.ts';

/** Longer texts are mostly unlike one another: they are kept as bytes, not as shared words. */
const LONGEST_WORD = 48;
/** Keys whose values hardly ever come twice. */
const UNIQUE: ReadonlySet<string> = new Set(['timeCreated', 'recordId', 'activityId', 'message']);
/** Keys whose few values are kept with the shape of the event. */
const FIXED: ReadonlySet<string> = new Set([
  'format',
  'provider',
  'channel',
  'eventId',
  'version',
  'level',
  'task',
  'opcode',
  'keywords',
  'timeIsLocal',
  'userData',
]);
const BLOCK = 1 << 20;

/** What events written alike have in common. */
interface Shape {
  fixed: Record<string, unknown>;
  keys: { key: string; kind: 'text' | 'number' | 'json' }[];
  file: string;
  /** Keys of `source` beside the file: numbers. */
  places: string[];
  names: string[];
}

/**
 * Events in little memory, for logs of millions: what events have in common is kept once, a value that comes again is a
 * number, the rest is bytes.
 */
export class EventPack {
  readonly #shapes: Shape[] = [];
  readonly #shapeIds = new Map<string, number>();
  readonly #words = new Words();
  readonly #problems = new Map<number, Problem[]>();
  readonly #writer = new ByteWriter();
  readonly #blocks: Uint8Array[] = [new Uint8Array(BLOCK)];
  #used = 0;
  readonly #block = new Column((length) => new Uint32Array(length));
  readonly #start = new Column((length) => new Uint32Array(length));

  get length(): number {
    return this.#block.length;
  }

  /** @returns the number under which the event is kept */
  add(event: RawEvent): number {
    const number = this.length;
    const { id, shape } = this.#shapeOf(event);
    this.#writer.clear();
    this.#writer.number(id);
    const record = event as unknown as Record<string, unknown>;
    for (const { key, kind } of shape.keys) {
      const value = record[key];
      this.#text(kind === 'json' ? JSON.stringify(value) : String(value), UNIQUE.has(key));
    }
    const source = event.source as unknown as Record<string, number>;
    for (const key of shape.places) this.#writer.number(source[key] ?? 0);
    for (const { value } of event.data) this.#text(value, false);
    if (event.problems.length > 0) this.#problems.set(number, event.problems);
    this.#keep(this.#writer.written);
    return number;
  }

  get(number: number): RawEvent {
    const { shape, reader } = this.#open(number);
    const event: Record<string, unknown> = { ...shape.fixed };
    for (const { key, kind } of shape.keys) {
      const text = this.#read(reader);
      event[key] = kind === 'text' ? text : kind === 'number' ? Number(text) : JSON.parse(text);
    }
    const source: Record<string, unknown> = { file: shape.file };
    for (const key of shape.places) source[key] = reader.number();
    event['data'] = shape.names.map((name): DataValue => ({ name, value: this.#read(reader) }));
    event['problems'] = this.#problems.get(number) ?? [];
    event['source'] = source;
    return event as unknown as RawEvent;
  }

  /**
   * Whether one value of an event passes, header values and names of fields included.
   *
   * @param memo answers for shared words, so that each is asked once in a whole log
   */
  some(number: number, passes: (text: string) => boolean, memo: Map<number, boolean>): boolean {
    const { shape, reader } = this.#open(number);
    for (const value of Object.values(shape.fixed)) {
      if (value !== undefined && passes(String(value))) return true;
    }
    for (let left = shape.keys.length; left > 0; left -= 1) {
      if (this.#passes(reader, passes, memo)) return true;
    }
    for (const _ of shape.places) reader.number();
    for (const _ of shape.names) {
      if (this.#passes(reader, passes, memo)) return true;
    }
    return false;
  }

  /** The value of a named field; undefined where the event has none. */
  field(number: number, name: string): string | undefined {
    const { shape, reader } = this.#open(number);
    const place = shape.names.indexOf(name);
    if (place < 0) return undefined;
    for (let left = shape.keys.length; left > 0; left -= 1) skip(reader);
    for (const _ of shape.places) reader.number();
    for (let left = place; left > 0; left -= 1) skip(reader);
    return this.#read(reader);
  }

  #shapeOf(event: RawEvent): { id: number; shape: Shape } {
    let sign = event.source.file;
    for (const [key, value] of Object.entries(event)) {
      if (FIXED.has(key)) sign += `\u0001${key}\u0002${String(value)}`;
      else if (value !== undefined) sign += `\u0001${key}`;
    }
    for (const [key, value] of Object.entries(event.source)) {
      if (typeof value === 'number') sign += `\u0003${key}`;
    }
    for (const { name } of event.data) sign += `\u0004${name}`;
    let id = this.#shapeIds.get(sign);
    if (id === undefined) {
      id = this.#shapes.length;
      this.#shapes.push(shapeOf(event));
      this.#shapeIds.set(sign, id);
    }
    return { id, shape: this.#shapes[id] as Shape };
  }

  /** An even number is a shared word; an odd one the length of the bytes that follow. */
  #text(text: string, unique: boolean): void {
    if ((!unique && text.length <= LONGEST_WORD) || !text.isWellFormed()) {
      this.#writer.number(this.#words.idOf(text) * 2);
    } else this.#writer.text(text);
  }

  #read(reader: ByteReader): string {
    const head = reader.number();
    return head % 2 === 0 ? this.#words.at(head / 2) : reader.text((head - 1) / 2);
  }

  #passes(
    reader: ByteReader,
    passes: (text: string) => boolean,
    memo: Map<number, boolean>,
  ): boolean {
    const head = reader.number();
    if (head % 2 === 1) return passes(reader.text((head - 1) / 2));
    let known = memo.get(head);
    if (known === undefined) {
      known = passes(this.#words.at(head / 2));
      memo.set(head, known);
    }
    return known;
  }

  #keep(bytes: Uint8Array): void {
    let block = this.#blocks.at(-1) as Uint8Array;
    if (this.#used + bytes.length > block.length) {
      block = new Uint8Array(Math.max(BLOCK, bytes.length));
      this.#blocks.push(block);
      this.#used = 0;
    }
    block.set(bytes, this.#used);
    this.#block.push(this.#blocks.length - 1);
    this.#start.push(this.#used);
    this.#used += bytes.length;
  }

  #open(number: number): { shape: Shape; reader: ByteReader } {
    const block = this.#blocks[this.#block.at(number)] as Uint8Array;
    const reader = new ByteReader(block, this.#start.at(number));
    return { shape: this.#shapes[reader.number()] as Shape, reader };
  }
}

function skip(reader: ByteReader): void {
  const head = reader.number();
  if (head % 2 === 1) reader.skip((head - 1) / 2);
}

function shapeOf(event: RawEvent): Shape {
  const fixed: Record<string, unknown> = {};
  const keys: Shape['keys'] = [];
  for (const [key, value] of Object.entries(event)) {
    if (key === 'data' || key === 'problems' || key === 'source' || value === undefined) continue;
    if (FIXED.has(key)) fixed[key] = value;
    else {
      const kind =
        typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'json';
      keys.push({ key, kind });
    }
  }
  const { file, ...places } = event.source;
  return {
    fixed,
    keys,
    file,
    places: Object.entries(places).flatMap(([key, value]) =>
      typeof value === 'number' ? [key] : [],
    ),
    names: event.data.map(({ name }) => name),
  };
}
