import type { Problem } from '../../problem.ts';

/** Names that occur in a log, shared by all of its chunks: the first is empty, for events that have none. */
export interface IndexNames {
  providers: string[];
  channels: string[];
  computers: string[];
}

/** What one chunk's records are, a column each: place `n` of every column is the chunk's record `n`. */
export interface IndexedChunk {
  /** Where the chunk begins and ends in the file, in bytes: how far the index has come. */
  start: number;
  end: number;
  count: number;
  /** First byte of the record in the file. */
  offsets: Float64Array;
  /** Record number of the record's head. */
  recordIds: Float64Array;
  /** -1 where the record has none. */
  eventIds: Int32Array;
  /** When the event was created, in milliseconds since 1970 (UTC). */
  times: Float64Array;
  /** -1 where the record has none. */
  levels: Int16Array;
  /** Places in `names`. */
  providers: Uint32Array;
  channels: Uint32Array;
  computers: Uint32Array;
  names: IndexNames;
  problems: Problem[];
}

/** Columns with room for `size` records. */
export function makeColumns(size: number, names: IndexNames): IndexedChunk {
  return {
    start: 0,
    end: 0,
    count: 0,
    offsets: new Float64Array(size),
    recordIds: new Float64Array(size),
    eventIds: new Int32Array(size),
    times: new Float64Array(size),
    levels: new Int16Array(size),
    providers: new Uint32Array(size),
    channels: new Uint32Array(size),
    computers: new Uint32Array(size),
    names,
    problems: [],
  };
}

/** A copy of columns, cut to the records that they hold. */
export function trimmed(columns: IndexedChunk): IndexedChunk {
  const { count } = columns;
  return {
    ...columns,
    offsets: columns.offsets.slice(0, count),
    recordIds: columns.recordIds.slice(0, count),
    eventIds: columns.eventIds.slice(0, count),
    times: columns.times.slice(0, count),
    levels: columns.levels.slice(0, count),
    providers: columns.providers.slice(0, count),
    channels: columns.channels.slice(0, count),
    computers: columns.computers.slice(0, count),
  };
}
