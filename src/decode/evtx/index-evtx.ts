import type { Problem } from '../../problem.ts';
import { findChunks } from './chunk.ts';
import type { ChunkBytes } from './chunk-bytes.ts';
import { chunkProblems } from './chunk-problems.ts';
import { ChunkReader } from './chunk-reader.ts';
import { EventReader } from './event-reader.ts';
import { evtxProblem, GOES_ON, MAY_BE_WRONG, STILL_READ } from './evtx-problem.ts';
import { Fault } from './fault.ts';
import { fileHeaderFaults, hasChunkSignature } from './file-header.ts';
import { fileTimeMilliseconds } from './filetime.ts';
import { makeColumns, trimmed, type IndexedChunk, type IndexNames } from './index-columns.ts';
import { newSlice } from './log-slice.ts';
import { Context, Do, makeProgram, Slot, type Program } from './program.ts';
import { findRecords, RECORD_HEAD, recordNumber } from './record.ts';
import { Token } from './token.ts';
import { ValueReader } from './value-reader.ts';
import { Type } from './value-type.ts';
import { Values } from './values.ts';

/**
 * Lists the records of a log without reading them whole: what a list shows, in columns, chunk by chunk. A record is
 * read whole, with its chunk, when it is wanted; only then are its own damages found, and its chunk's records summed.
 *
 * @param file name for places
 * @param slice where the bytes stand in a log that is listed slice by slice
 */
export function* indexEvtx(
  bytes: Uint8Array,
  file: string,
  { base, goesOn, store, names } = newSlice(),
): Generator<IndexedChunk> {
  const indexer = new RecordIndexer(names);
  let faults = base > 0 || hasChunkSignature(bytes, 0) ? [] : fileHeaderFaults(bytes);
  const columns = makeColumns(ROOM, names);
  for (const chunk of findChunks(bytes, base, goesOn)) {
    const problems: Problem[] = [];
    const { offset: start } = chunk;
    Object.assign(columns, { start, end: start + chunk.bytes.length, count: 0, problems });
    for (const fault of faults)
      problems.push(evtxProblem('evtx-file-header', { file, offset: 0 }, fault, STILL_READ));
    faults = [];
    problems.push(...chunkProblems(chunk, file, false));
    indexer.start(new ChunkReader(chunk, store), columns);
    for (const { at, size, fault } of findRecords(chunk)) {
      const isRead = size > 0 && indexer.add(at, size);
      if (fault !== undefined || !isRead)
        problems.push(
          evtxProblem(
            'evtx-record',
            { file, offset: chunk.offset + at },
            fault ?? 'The record cannot be read.',
            isRead ? MAY_BE_WRONG : GOES_ON,
          ),
        );
    }
    yield trimmed(columns);
  }
}

/** Records of the smallest size that a chunk has room for. */
const ROOM = 2_330;

class RecordIndexer {
  private readonly places: Record<keyof IndexNames, Map<string, number>>;
  private readonly values = new Values();
  private reader!: ChunkReader;
  private chunk!: ChunkBytes;
  private texts!: ValueReader;
  private columns!: IndexedChunk;

  constructor({ providers, channels, computers }: IndexNames) {
    const places = (known: string[]) => new Map(known.map((name, place) => [name, place]));
    this.places = {
      providers: places(providers),
      channels: places(channels),
      computers: places(computers),
    };
  }

  start(reader: ChunkReader, columns: IndexedChunk): void {
    this.reader = reader;
    this.chunk = reader.chunk;
    this.texts = new ValueReader(reader.chunk, () => undefined);
    this.columns = columns;
  }

  /** @returns whether it could be read */
  add(at: number, size: number): boolean {
    const { view } = this.chunk;
    const { columns } = this;
    const row = columns.count;
    columns.offsets[row] = this.chunk.offset + at;
    columns.recordIds[row] = recordNumber(view, at);
    try {
      const program = this.program(at + RECORD_HEAD, at + size - 4);
      if (program) this.addByProgram(program, row, at);
      else this.addWhole(at, size, row);
    } catch (error) {
      if (error instanceof Fault) return false;
      throw error;
    }
    columns.count += 1;
    return true;
  }

  /** The program of the record's template; undefined where the record's elements stand in none. */
  private program(from: number, to: number): Program | undefined {
    const at = this.reader.behindFragmentHeader(from, to);
    if (this.chunk.bytes[at] !== Token.templateInstance) return undefined;
    const template = this.reader.instance(at, to, this.values);
    const program = (template.programs[Context.root] ??= makeProgram(template.nodes, Context.root));
    return program.header[Slot.eventId] ? program : undefined;
  }

  private addByProgram(program: Program, row: number, at: number): void {
    const { columns, values } = this;
    const eventId = this.number(program, Slot.eventId);
    columns.eventIds[row] = eventId < 0 ? -1 : eventId & 0xffff;
    columns.levels[row] = this.number(program, Slot.level);
    columns.times[row] = this.time(program, at);
    columns.providers[row] = this.place(
      'providers',
      this.text(program, Slot.provider) ?? this.text(program, Slot.providerSource),
    );
    columns.channels[row] = this.place('channels', this.text(program, Slot.channel));
    columns.computers[row] = this.place('computers', this.text(program, Slot.computer));
    values.count = 0;
  }

  private addWhole(at: number, size: number, row: number): void {
    const { columns } = this;
    const event = new EventReader(this.reader).read(at, size, '', row);
    if (event.eventId === undefined && event.data.length === 0)
      throw new Fault('The record holds no event.', at);
    const created = Date.parse(event.timeCreated ?? '');
    columns.eventIds[row] = event.eventId ?? -1;
    columns.levels[row] = event.level ?? -1;
    columns.times[row] = Number.isNaN(created) ? this.written(at) : created;
    columns.providers[row] = this.place('providers', event.provider);
    columns.channels[row] = this.place('channels', event.channel);
    columns.computers[row] = this.place('computers', event.computer);
  }

  private number(program: Program, slot: number): number {
    const step = program.header[slot];
    const value =
      step?.kind === Do.headerNumber
        ? this.texts.number(this.values, step.index)
        : this.text(program, slot);
    if (typeof value === 'number') return value;
    return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : -1;
  }

  private time(program: Program, at: number): number {
    const step = program.header[Slot.timeCreated];
    const { values } = this;
    if (
      step?.kind === Do.headerValue &&
      step.index < values.count &&
      values.types[step.index] === Type.fileTime &&
      values.sizes[step.index] === 8
    ) {
      const place = values.places[step.index] as number;
      return this.fileTime(place);
    }
    return this.written(at);
  }

  /** When the record was written, by its head. */
  private written(at: number): number {
    return this.fileTime(at + 16);
  }

  private fileTime(place: number): number {
    const { view } = this.chunk;
    return fileTimeMilliseconds(view.getUint32(place, true), view.getUint32(place + 4, true));
  }

  private text(program: Program, slot: number): string | undefined {
    const step = program.header[slot];
    if (step?.kind === Do.headerText) return step.text;
    return step?.kind === Do.headerValue
      ? this.texts.text(this.values, step.index, step.memo)
      : step && this.texts.joined(step.parts, this.values);
  }

  private place(column: keyof IndexNames, name: string | undefined): number {
    if (!name) return 0;
    const places = this.places[column];
    const known = places.get(name);
    if (known !== undefined) return known;
    const { [column]: names } = this.columns.names;
    names.push(name);
    places.set(name, names.length - 1);
    return names.length - 1;
  }
}
