import type { ChunkBytes } from './chunk-bytes.ts';
import { Fault, hex } from './fault.ts';
import { readName } from './name.ts';
import type { Node } from './node.ts';
import { BinaryXmlParser, type NameUse } from './parse.ts';
import type { Program } from './program.ts';
import { sameBytes } from './same-bytes.ts';

/** Bytes of a definition before its body: next in the chunk's table, GUID, size ([libevtx] 4.13). */
export const TEMPLATE_HEAD = 24;

/** One template: what the records that use it have in common. */
export interface Template {
  /** Bytes of the body, behind the definition's head. */
  size: number;
  nodes: Node[];
  /** How many values an instance has to bring. */
  values: number;
  /** What is damaged in it: it says less than it did. */
  faults: readonly Fault[];
  /** What it means for an event, by the place where it is used; made when first needed. */
  programs: (Program | undefined)[];
}

interface Kept extends Template {
  body: Uint8Array;
  view: DataView;
  /** Uses of names, by their place in the body. */
  names: NameUse[];
}

/**
 * Bytes of a template's body.
 *
 * @throws {Fault} when the chunk has no room for it
 */
export function templateSize({ bytes, view }: ChunkBytes, at: number): number {
  if (at + TEMPLATE_HEAD > bytes.length)
    throw new Fault(`A template is said to be at ${hex(at)}, outside its chunk.`);
  const size = view.getUint32(at + 20, true);
  if (at + TEMPLATE_HEAD + size > bytes.length)
    throw new Fault(`The template at ${hex(at)} is said to have ${size} bytes.`, at + 20);
  return size;
}

/** Templates kept for other chunks, and variants of one GUID and size: beyond, they are read anew each time. */
const MOST_KEPT = 4096;
const MOST_VARIANTS = 8;

/**
 * Templates of a file. Within a chunk a template is found by its offset; in the next chunk the same one is recognised
 * by its GUID and its bytes (but for the offsets of its names, whose names are compared), and not read again.
 * The hash table and chains of the chunk header are not used: a loop in them does no harm.
 */
export class TemplateStore {
  private readonly kept = new Map<string, Kept[]>();
  /** By the first part of their GUIDs; null where two that differ share it. */
  private readonly byId = new Map<number, Template | null>();
  private count = 0;

  /**
   * @param at offset of the definition in the chunk
   * @throws {Fault} when it cannot be read
   */
  read(chunk: ChunkBytes, at: number): Template {
    const { bytes, view } = chunk;
    const size = templateSize(chunk, at);
    const start = at + TEMPLATE_HEAD;
    const key = `${view.getUint32(at + 4, true)},${view.getUint32(at + 12, true)},${size}`;
    const variants = this.kept.get(key) ?? [];
    const known = variants.find((one) => isSame(one, chunk, start, size));
    if (known) return known;
    const parser = new BinaryXmlParser(chunk, start, start + size, true);
    const nodes = parser.document();
    const { faults, values } = parser;
    if (nodes.length === 0 && faults.length === 0)
      faults.push(new Fault(`The template at ${hex(at)} is damaged: no element is in it.`, at));
    const template: Template = { nodes, programs: [], size, values, faults };
    const isUnlike = parser.hasInstance || faults.length > 0;
    if (isUnlike || this.count >= MOST_KEPT || variants.length >= MOST_VARIANTS) return template;
    const body = bytes.slice(start, start + size);
    const names = parser.names.map((use) => ({ ...use, at: use.at - start }));
    const kept: Kept = { ...template, body, view: new DataView(body.buffer), names };
    this.kept.set(key, [...variants, kept]);
    this.count += 1;
    const id = view.getUint32(at + 4, true);
    const first = this.byId.get(id);
    if (first === undefined) this.byId.set(id, kept);
    else if (first?.size !== size) this.byId.set(id, null);
    return kept;
  }

  /** An undamaged template by the first part of its GUID, which its instances repeat. */
  like(id: number): Template | undefined {
    return this.byId.get(id) ?? undefined;
  }
}

function isSame(known: Kept, chunk: ChunkBytes, start: number, size: number): boolean {
  if (known.body.length !== size) return false;
  let from = 0;
  for (const { at, inline, name } of known.names) {
    if (!sameBytes(known.view, from, chunk.view, start + from, at - from)) return false;
    const offset = chunk.view.getUint32(start + at, true);
    if ((offset === start + at + 4) !== inline) return false;
    if (!inline && !hasName(chunk, offset, name)) return false;
    // After an inline name's offset stands that of the next name in the chunk's table, which differs too.
    from = at + (inline ? 8 : 4);
  }
  return sameBytes(known.view, from, chunk.view, start + from, size - from);
}

function hasName(chunk: ChunkBytes, offset: number, name: string): boolean {
  try {
    return readName(chunk, offset).name === name;
  } catch {
    return false;
  }
}
