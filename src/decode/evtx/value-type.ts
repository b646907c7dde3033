import type { ChunkBytes } from './chunk-bytes.ts';
import { fileTimeText, systemTimeText } from './filetime.ts';
import { binaryText, guidText, sidSize, sidText } from './identifier.ts';
import { decimal, floatText, hex32, hex64, signed64, unsigned64 } from './number.ts';
import { ansiText, utf16Text } from './text.ts';

/** Types of values in binary XML ([MS-EVEN6] 2.2.12, "Type System"). */
export const Type = {
  null: 0x00,
  string: 0x01,
  ansi: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  float: 0x0b,
  double: 0x0c,
  bool: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  sizeT: 0x10,
  fileTime: 0x11,
  systemTime: 0x12,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  handle: 0x20,
  binaryXml: 0x21,
  xml: 0x23,
  /** Set on top of a type: as many values of it as fit. */
  array: 0x80,
} as const;

/**
 * One value as Windows prints it in XML.
 *
 * @param type without the array bit
 * @returns undefined when the type is not known or does not have this size
 */
export function valueText(
  { bytes, view }: ChunkBytes,
  type: number,
  at: number,
  size: number,
): string | undefined {
  switch (type) {
    case Type.null:
      return '';
    case Type.string:
    case Type.xml:
      return size % 2 === 0 ? utf16Text(bytes, at, size) : undefined;
    case Type.ansi:
      return ansiText(bytes, at, size);
    case Type.binary:
      return binaryText(bytes, at, size);
    case Type.sid:
      return sidText(bytes, view, at, size);
    case Type.sizeT:
    case Type.handle:
      if (size === 4) return hex32(view.getUint32(at, true));
      return size === 8 ? hex64(view.getUint32(at, true), view.getUint32(at + 4, true)) : undefined;
    default:
      return size === sizeOf(type) ? fixedText(bytes, view, type, at) : undefined;
  }
}

/** Bytes of a value whose type has one size; 0 for the others. */
function sizeOf(type: number): number {
  switch (type) {
    case Type.int8:
    case Type.uint8:
      return 1;
    case Type.int16:
    case Type.uint16:
      return 2;
    case Type.int32:
    case Type.uint32:
    case Type.float:
    case Type.bool:
    case Type.hex32:
      return 4;
    case Type.int64:
    case Type.uint64:
    case Type.double:
    case Type.fileTime:
    case Type.hex64:
      return 8;
    case Type.guid:
    case Type.systemTime:
      return 16;
    default:
      return 0;
  }
}

function fixedText(
  bytes: Uint8Array,
  view: DataView,
  type: number,
  at: number,
): string | undefined {
  switch (type) {
    case Type.int8:
      return String(view.getInt8(at));
    case Type.uint8:
      return decimal(bytes[at] as number);
    case Type.int16:
      return String(view.getInt16(at, true));
    case Type.uint16:
      return decimal(view.getUint16(at, true));
    case Type.int32:
      return String(view.getInt32(at, true));
    case Type.uint32:
      return decimal(view.getUint32(at, true));
    case Type.hex32:
      return hex32(view.getUint32(at, true));
    case Type.float:
      return floatText(view.getFloat32(at, true), true);
    case Type.double:
      return floatText(view.getFloat64(at, true), false);
    case Type.bool:
      return view.getUint32(at, true) === 0 ? 'false' : 'true';
    case Type.guid:
      return guidText(bytes, at);
    case Type.systemTime:
      return systemTimeText(view, at);
  }
  const low = view.getUint32(at, true);
  const high = view.getUint32(at + 4, true);
  switch (type) {
    case Type.int64:
      return signed64(low, high);
    case Type.uint64:
      return unsigned64(low, high);
    case Type.hex64:
      return hex64(low, high);
    case Type.fileTime:
      return fileTimeText(low, high);
    default:
      return undefined;
  }
}

/**
 * The values of an array; texts end at a NUL character each, SIDs state their size.
 *
 * @param type without the array bit
 * @returns undefined when the type is not known or the bytes are no whole number of values
 */
export function arrayTexts(
  chunk: ChunkBytes,
  type: number,
  at: number,
  size: number,
): string[] | undefined {
  const { bytes } = chunk;
  const texts: string[] = [];
  if (type === Type.string || type === Type.ansi) {
    const width = type === Type.string ? 2 : 1;
    if (size % width !== 0) return undefined;
    let start = at;
    for (let place = at; place < at + size; place += width) {
      if (bytes[place] !== 0 || (width === 2 && bytes[place + 1] !== 0)) continue;
      texts.push(valueText(chunk, type, start, place - start) as string);
      start = place + width;
    }
    if (start < at + size) texts.push(valueText(chunk, type, start, at + size - start) as string);
    return texts;
  }
  for (let place = at; place < at + size;) {
    const left = at + size - place;
    const one = type !== Type.sid ? sizeOf(type) : left < 8 ? 0 : sidSize(bytes, place);
    const text = one === 0 || one > left ? undefined : valueText(chunk, type, place, one);
    if (text === undefined) return undefined;
    texts.push(text);
    place += one;
  }
  return texts;
}
