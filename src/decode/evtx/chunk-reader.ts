import { CHUNK_SIZE, type ChunkBytes } from './chunk-bytes.ts';
import { Fault, hex } from './fault.ts';
import type { Node } from './node.ts';
import { BinaryXmlParser } from './parse.ts';
import { TEMPLATE_HEAD, templateSize, type Template, type TemplateStore } from './template.ts';
import { Token } from './token.ts';
import type { Values } from './values.ts';

/** Definitions do not overlap, but a few that are damaged may state more bytes than they have. */
const MOST_READ = 4 * CHUNK_SIZE;

/** A chunk with the templates that its records use. */
export class ChunkReader {
  readonly chunk: ChunkBytes;
  private readonly store: TemplateStore;
  private readonly templates = new Map<number, Template | Fault>();
  private read = 0;

  constructor(chunk: ChunkBytes, store: TemplateStore) {
    this.chunk = chunk;
    this.store = store;
  }

  /**
   * A template instance ([libevtx] 4.12): a reference to its definition, which may stand here or anywhere in the
   * chunk, and its values. Where the definition is damaged, the same one of a chunk that was read before stands for it.
   *
   * @param at offset of its token
   * @param to end of the bytes that it may use
   * @throws {Fault}
   */
  instance(at: number, to: number, values: Values): Template {
    if (at + 10 > to) throw new Fault('A template instance is cut off.', at);
    const { view } = this.chunk;
    const id = view.getUint32(at + 2, true);
    const definition = view.getUint32(at + 6, true);
    const behind = at + 10;
    const read = (size: number) =>
      values.read(this.chunk, definition === behind ? behind + TEMPLATE_HEAD + size : behind, to);
    const fits = (other: Template): boolean => {
      try {
        read(other.size);
      } catch {
        return false;
      }
      return values.count === other.values;
    };
    const found = this.template(definition);
    // The instance repeats the first part of its template's GUID: another one was written over it.
    const own =
      found instanceof Fault || view.getUint32(definition + 4, true) === id
        ? found
        : new Fault(`The template at ${hex(definition)} is not the one of this record.`, at);
    if (own instanceof Fault || own.faults.length > 0) {
      const other = this.store.like(id);
      if (other && fits(other)) return insteadOf(definition, other);
    }
    if (own instanceof Fault) throw own;
    read(own.size);
    return own;
  }

  /**
   * Elements that stand in no template, between two places, and what is damaged of them. They have no dependency id;
   * where a writer put one all the same, they are read with it.
   */
  elements(at: number, to: number): { nodes: Node[]; faults: readonly Fault[] } {
    const plain = new BinaryXmlParser(this.chunk, at, to, false);
    const nodes = plain.document();
    if (plain.faults.length > 0) {
      const dependent = new BinaryXmlParser(this.chunk, at, to, true);
      const others = dependent.document();
      if (dependent.faults.length === 0) return { nodes: others, faults: [] };
    }
    return { nodes, faults: plain.faults };
  }

  /** The template at an offset, or why it cannot be read, which many records may ask. */
  private template(at: number): Template | Fault {
    let template = this.templates.get(at);
    if (template === undefined) {
      template = this.readTemplate(at);
      this.templates.set(at, template);
    }
    return template;
  }

  private readTemplate(at: number): Template | Fault {
    try {
      this.read += templateSize(this.chunk, at);
      if (this.read > MOST_READ) return new Fault('The templates of the chunk overlap.', at);
      return this.store.read(this.chunk, at);
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  /** Offset behind the fragment header, if there is one ([libevtx] 4.1.2). */
  behindFragmentHeader(at: number, to: number): number {
    return at + 4 <= to && this.chunk.bytes[at] === Token.fragmentHeader ? at + 4 : at;
  }
}

const insteadOf = (at: number, template: Template): Template => ({
  ...template,
  faults: [
    new Fault(
      `The template at ${hex(at)} is damaged.`,
      at,
      'Its names are taken from the same one in a chunk before; the values are those of the record.',
    ),
  ],
});
