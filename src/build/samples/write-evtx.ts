import { crc32 } from 'node:zlib';

/** A small writer of event logs: chunks with templates, names stored once, and right checksums. */

export type Tree =
  | { element: string; attributes: Record<string, Tree>; content: Tree[] }
  | { text: string }
  | { cdata: string }
  | { character: number }
  | { entity: string }
  | { instruction: string; data: string }
  | { value: number; type: number; optional?: true }
  | { instance: Tree; values: Value[] }
  | { raw: number[] };

export interface Value {
  type: number;
  bytes: (chunk: ChunkWriter) => void;
}

export const element = (
  name: string,
  attributes: Record<string, Tree> = {},
  content: Tree[] = [],
): Tree => ({ element: name, attributes, content });
export const text = (value: string): Tree => ({ text: value });
/** @param index of the value that goes here */
export const value = (index: number, type = 1): Tree => ({ value: index, type });
export const optional = (index: number, type = 1): Tree => ({
  value: index,
  type,
  optional: true,
});
export const instance = (template: Tree, values: Value[]): Tree => ({
  instance: template,
  values,
});

const raw = (type: number, bytes: ArrayLike<number>): Value => ({
  type,
  bytes: (chunk) => chunk.bytes(bytes),
});
const number = (
  type: number,
  size: number,
  set: (view: DataView) => void,
  view = new DataView(new ArrayBuffer(size)),
): Value => (set(view), raw(type, new Uint8Array(view.buffer)));

/** Values by the names of their types. */
export const as = {
  raw,
  null: raw(0x00, []),
  string: (value: string) => raw(0x01, Buffer.from(value, 'utf16le')),
  ansi: (value: string) => raw(0x02, Buffer.from(value, 'latin1')),
  int8: (value: number) => number(0x03, 1, (view) => view.setInt8(0, value)),
  uint8: (value: number) => number(0x04, 1, (view) => view.setUint8(0, value)),
  int16: (value: number) => number(0x05, 2, (view) => view.setInt16(0, value, true)),
  uint16: (value: number) => number(0x06, 2, (view) => view.setUint16(0, value, true)),
  int32: (value: number) => number(0x07, 4, (view) => view.setInt32(0, value, true)),
  uint32: (value: number) => number(0x08, 4, (view) => view.setUint32(0, value, true)),
  int64: (value: bigint) => number(0x09, 8, (view) => view.setBigInt64(0, value, true)),
  uint64: (value: bigint) => number(0x0a, 8, (view) => view.setBigUint64(0, value, true)),
  float: (value: number) => number(0x0b, 4, (view) => view.setFloat32(0, value, true)),
  double: (value: number) => number(0x0c, 8, (view) => view.setFloat64(0, value, true)),
  bool: (value: number) => number(0x0d, 4, (view) => view.setUint32(0, value, true)),
  binary: (bytes: number[]) => raw(0x0e, bytes),
  guid: (bytes: number[]) => raw(0x0f, bytes),
  size32: (value: number) => number(0x10, 4, (view) => view.setUint32(0, value, true)),
  size64: (value: bigint) => number(0x10, 8, (view) => view.setBigUint64(0, value, true)),
  fileTime: (ticks: bigint) => number(0x11, 8, (view) => view.setBigUint64(0, ticks, true)),
  systemTime: (parts: number[]) =>
    number(0x12, 16, (view) =>
      parts.forEach((part, index) => view.setUint16(2 * index, part, true)),
    ),
  /** @param authority @param parts sub-authorities */
  sid: (authority: number, ...parts: number[]) =>
    number(0x13, 8 + 4 * parts.length, (view) => {
      view.setUint8(0, 1);
      view.setUint8(1, parts.length);
      view.setUint16(2, Math.floor(authority / 2 ** 32), false);
      view.setUint32(4, authority % 2 ** 32, false);
      parts.forEach((part, index) => view.setUint32(8 + 4 * index, part, true));
    }),
  hex32: (value: number) => number(0x14, 4, (view) => view.setUint32(0, value, true)),
  hex64: (value: bigint) => number(0x15, 8, (view) => view.setBigUint64(0, value, true)),
  /** Binary XML as a value: a template with values of its own, or elements as they stand. */
  xml: (tree: Tree): Value => ({ type: 0x21, bytes: (chunk) => chunk.document(tree) }),
  strings: (...values: string[]) =>
    raw(0x81, Buffer.from(values.map((one) => `${one}\0`).join(''), 'utf16le')),
  array: (...values: Value[]): Value => ({
    type: 0x80 | (values[0]?.type ?? 0),
    bytes: (chunk) => values.forEach((one) => one.bytes(chunk)),
  }),
};

export const CHUNK = 65_536;

/** Writes one chunk. */
export class ChunkWriter {
  readonly buffer = Buffer.alloc(CHUNK);
  readonly view = new DataView(this.buffer.buffer, this.buffer.byteOffset, CHUNK);
  at = 512;
  private readonly names = new Map<string, number>();
  private readonly templates = new Map<Tree, number>();
  private readonly numbers: bigint[] = [];
  /** Where each record begins. */
  readonly records: number[] = [];

  record(tree: Tree, recordNumber: bigint, time = 133_541_001_020_000_000n): void {
    const start = this.at;
    this.u32(0x2a2a);
    this.at += 4;
    this.u64(recordNumber);
    this.u64(time);
    this.document(tree);
    this.at += (4 - (this.at % 4)) % 4;
    this.u32(this.at + 4 - start);
    this.view.setUint32(start + 4, this.at - start, true);
    this.numbers.push(recordNumber);
    this.records.push(start);
  }

  /** The chunk with its header. */
  finish(): Buffer {
    const end = this.at;
    const first = this.numbers[0] ?? 0n;
    const last = this.numbers.at(-1) ?? 0n;
    this.buffer.write('ElfChnk\0', 0, 'latin1');
    for (const [at, value] of [first, last, first, last].entries())
      this.view.setBigUint64(8 + 8 * at, value, true);
    this.view.setUint32(40, 128, true);
    this.view.setUint32(44, this.records.at(-1) ?? 0, true);
    this.view.setUint32(48, end, true);
    sum(this.buffer);
    return this.buffer;
  }

  document(tree: Tree): void {
    this.bytes([0x0f, 1, 1, 0]);
    this.tree(tree, false);
    this.u8(0);
  }

  bytes(bytes: ArrayLike<number>): void {
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** @param inTemplate elements have a dependency id there and nowhere else */
  private tree(tree: Tree, inTemplate: boolean): void {
    if ('element' in tree) this.element(tree, inTemplate);
    else if ('text' in tree) this.counted([0x05, 0x01], tree.text);
    else if ('cdata' in tree) this.counted([0x07], tree.cdata);
    else if ('character' in tree) {
      this.u8(0x08);
      this.u16(tree.character);
    } else if ('entity' in tree) {
      this.u8(0x09);
      this.name(tree.entity);
    } else if ('instruction' in tree) {
      this.u8(0x0a);
      this.name(tree.instruction);
      this.counted([0x0b], tree.data);
    } else if ('value' in tree) {
      this.u8(tree.optional ? 0x0e : 0x0d);
      this.u16(tree.value);
      this.u8(tree.type);
    } else if ('raw' in tree) this.bytes(tree.raw);
    else this.instance(tree.instance, tree.values);
  }

  private element(tree: Extract<Tree, { element: string }>, inTemplate: boolean): void {
    const attributes = Object.entries(tree.attributes);
    this.u8(attributes.length > 0 ? 0x41 : 0x01);
    if (inTemplate) this.u16(0xffff);
    const size = this.hold();
    this.name(tree.element);
    if (attributes.length > 0) {
      const list = this.hold();
      for (const [index, [name, part]] of attributes.entries()) {
        this.u8(index < attributes.length - 1 ? 0x46 : 0x06);
        this.name(name);
        this.tree(part, inTemplate);
      }
      list();
    }
    if (tree.content.length === 0) this.u8(0x03);
    else {
      this.u8(0x02);
      for (const child of tree.content) this.tree(child, inTemplate);
      this.u8(0x04);
    }
    size();
  }

  private instance(template: Tree, values: Value[]): void {
    this.bytes([0x0c, 0x01]);
    // Each template has a GUID of its own, the same in every chunk.
    const id = crc32(JSON.stringify(template));
    this.u32(id);
    const known = this.templates.get(template);
    this.u32(known ?? this.at + 4);
    if (known === undefined) {
      this.templates.set(template, this.at);
      this.u32(0);
      for (const part of [id, ...REST_OF_GUID]) this.u32(part);
      const size = this.hold();
      this.bytes([0x0f, 1, 1, 0]);
      this.tree(template, true);
      this.u8(0);
      size();
    }
    this.u32(values.length);
    const specs = this.at;
    this.at += 4 * values.length;
    for (const [index, { type, bytes }] of values.entries()) {
      const start = this.at;
      bytes(this);
      this.view.setUint16(specs + 4 * index, this.at - start, true);
      this.view.setUint8(specs + 4 * index + 2, type);
    }
  }

  private name(name: string): void {
    const known = this.names.get(name);
    this.u32(known ?? this.at + 4);
    if (known !== undefined) return;
    this.names.set(name, this.at);
    let hash = 0;
    for (let at = 0; at < name.length; at += 1)
      hash = (Math.imul(hash, 65_599) + name.charCodeAt(at)) | 0;
    this.u32(0);
    this.u16(hash & 0xffff);
    this.u16(name.length);
    this.bytes(Buffer.from(`${name}\0`, 'utf16le'));
  }

  private counted(head: number[], value: string): void {
    this.bytes(head);
    this.u16(value.length);
    this.bytes(Buffer.from(value, 'utf16le'));
  }

  /** Leaves room for a size; what it returns fills it in. */
  private hold(): () => void {
    const place = this.at;
    this.at += 4;
    return () => this.view.setUint32(place, this.at - place - 4, true);
  }

  private u8(value: number): void {
    this.view.setUint8(this.at, value);
    this.at += 1;
  }

  u16(value: number): void {
    this.view.setUint16(this.at, value, true);
    this.at += 2;
  }

  u32(value: number): void {
    this.view.setUint32(this.at, value, true);
    this.at += 4;
  }

  private u64(value: bigint): void {
    this.view.setBigUint64(this.at, value, true);
    this.at += 8;
  }
}

const REST_OF_GUID = [0x55667788, 0x99aabbcc, 0xddeeff00];

/** Sets both checksums of a chunk. */
export function sum(chunk: Buffer): void {
  chunk.writeUInt32LE(crc32(chunk.subarray(512, chunk.readUInt32LE(48))), 52);
  sumHeader(chunk);
}

/** Sets the checksum of a chunk's header. */
export function sumHeader(chunk: Buffer): void {
  chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124);
}

/** A whole log of some chunks; its header counts one, as that of a log in use does. */
export function logOf(...chunks: Buffer[]): Uint8Array {
  const head = Buffer.alloc(4096);
  head.write('ElfFile\0', 0, 'latin1');
  head.writeUInt32LE(128, 32);
  head.writeUInt16LE(1, 36);
  head.writeUInt16LE(3, 38);
  head.writeUInt16LE(4096, 40);
  head.writeUInt16LE(1, 42);
  head.writeUInt32LE(crc32(head.subarray(0, 120)), 124);
  return new Uint8Array(Buffer.concat([head, ...chunks]));
}

/** Named values as the EventData of a template. */
export const eventData = (...names: string[]): Tree =>
  element(
    'EventData',
    {},
    names.map((name, index) => element('Data', { Name: text(name) }, [value(index)])),
  );
