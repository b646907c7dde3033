import type { ChunkBytes } from './chunk-bytes.ts';
import { Fault } from './fault.ts';
import { binaryText } from './identifier.ts';
import type { Part } from './node.ts';
import type { Memo } from './program.ts';
import { sameBytes } from './same-bytes.ts';
import { cachedValueText } from './value-cache.ts';
import { arrayTexts, Type, valueText } from './value-type.ts';
import type { Values } from './values.ts';

/** What is told of a value that is not as its type has it. @param at offset in the chunk, where it stands anywhere */
export type Report = (at: number | undefined, message: string, hint: string) => void;

const MOST_CHARACTERS = 1_048_576;

/** Texts of the values of template instances in one chunk. */
export class ValueReader {
  private readonly chunk: ChunkBytes;
  private readonly report: Report;

  constructor(chunk: ChunkBytes, report: Report) {
    this.chunk = chunk;
    this.report = report;
  }

  /** An unsigned number of up to 32 bits as a number, and any other value as text. */
  number(values: Values, index: number): number | string | undefined {
    if (index < values.count) {
      const { view } = this.chunk;
      const type = values.types[index];
      const size = values.sizes[index];
      const at = values.places[index] as number;
      if (type === Type.uint16 && size === 2) return view.getUint16(at, true);
      if (type === Type.uint8 && size === 1) return view.getUint8(at);
      if (type === Type.uint32 && size === 4) return view.getUint32(at, true);
    }
    return this.text(values, index, undefined);
  }

  /**
   * One value as text; undefined where it is null or there is none.
   *
   * @param memo what stood in the same place of the record before
   */
  text(values: Values, index: number, memo: Memo | undefined): string | undefined {
    if (index >= values.count) {
      this.report(undefined, `Value ${index + 1} of a template is missing.`, 'It is left out.');
      return undefined;
    }
    const type = values.types[index] as number;
    if (type === Type.null) return undefined;
    const at = values.places[index] as number;
    const size = values.sizes[index] as number;
    const { chunk } = this;
    if (COSTLY[type] === 0)
      return valueText(chunk, type, at, size) ?? this.unreadable(type, at, size);
    if (memo === undefined)
      return cachedValueText(chunk, type, at, size) ?? this.unreadable(type, at, size);
    if (
      memo.chunk === chunk &&
      memo.size === size &&
      memo.type === type &&
      sameBytes(chunk.view, memo.at, chunk.view, at, size)
    )
      return memo.text;
    const text = cachedValueText(chunk, type, at, size);
    // Told of each record anew.
    if (text === undefined) return this.unreadable(type, at, size);
    memo.chunk = chunk;
    memo.type = type;
    memo.at = at;
    memo.size = size;
    memo.text = text;
    return text;
  }

  /** The values of an array. */
  texts(values: Values, index: number): string[] {
    const type = values.types[index] as number;
    const at = values.places[index] as number;
    const size = values.sizes[index] as number;
    return (
      arrayTexts(this.chunk, type & ~Type.array, at, size) ?? [this.unreadable(type, at, size)]
    );
  }

  /** Texts and values in a row as one text; undefined where an optional value among them is null. */
  joined(parts: readonly Part[], values: Values): string | undefined {
    let text = '';
    for (const part of parts) {
      if (part.kind === 'text') text += part.text;
      else if (part.optional && isNull(values, part.index)) return undefined;
      else if (isArray(values, part.index)) text += this.texts(values, part.index).join(' ');
      else text += this.text(values, part.index, undefined) ?? '';
      if (text.length > MOST_CHARACTERS)
        throw new Fault('A value unfolds to more text than a record can hold.');
    }
    return text;
  }

  private unreadable(type: number, at: number, size: number): string {
    this.report(
      at,
      `A value of type 0x${type.toString(16)} has ${size} ${size === 1 ? 'byte' : 'bytes'}, which that type cannot have.`,
      'Its bytes are shown in hexadecimal.',
    );
    return binaryText(this.chunk.bytes, at, size);
  }
}

export const isNull = (values: Values, index: number): boolean =>
  index >= values.count || values.types[index] === Type.null;

export const isArray = (values: Values, index: number): boolean =>
  index < values.count && ((values.types[index] as number) & Type.array) !== 0;

export const isBinaryXml = (values: Values, index: number): boolean =>
  index < values.count && values.types[index] === Type.binaryXml;

/** Types whose text costs more to make than to find again. */
const COSTLY = new Uint8Array(256);
for (const type of [Type.string, Type.sid, Type.guid, Type.hex32, Type.hex64]) COSTLY[type] = 1;
