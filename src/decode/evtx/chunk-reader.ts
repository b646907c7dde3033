import { CHUNK_SIZE, type ChunkBytes } from './chunk-bytes.ts';
import { Fault, hex } from './fault.ts';
import type { Node } from './node.ts';
import { BinaryXmlParser } from './parse.ts';
import { TEMPLATE_HEAD, templateSize, type Template, type TemplateStore } from './template.ts';
import { Token } from './token.ts';
import type { Values } from './values.ts';

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
   * chunk, and its values.
   *
   * @param at offset of its token
   * @param to end of the bytes that it may use
   * @throws {Fault}
   */
  instance(at: number, to: number, values: Values): Template {
    if (at + 10 > to) throw new Fault('A template instance is cut off.', at);
    const definition = this.chunk.view.getUint32(at + 6, true);
    const template = this.template(definition);
    // The instance repeats the first part of its template's GUID: another one was written over it.
    if (this.chunk.view.getUint32(at + 2, true) !== this.chunk.view.getUint32(definition + 4, true))
      throw new Fault(`The template at ${hex(definition)} is not the one of this record.`, at);
    const behind = at + 10;
    values.read(
      this.chunk,
      definition === behind ? behind + TEMPLATE_HEAD + template.size : behind,
      to,
    );
    return template;
  }

  /**
   * Elements that stand in no template, between two places. They have no dependency id; where a writer put one all the
   * same, they are read with it.
   *
   * @throws {Fault}
   */
  elements(at: number, to: number): Node[] {
    try {
      return new BinaryXmlParser(this.chunk, at, to, false).document();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      try {
        return new BinaryXmlParser(this.chunk, at, to, true).document();
      } catch {
        throw error;
      }
    }
  }

  private template(at: number): Template {
    let template = this.templates.get(at);
    if (template === undefined) {
      template = this.readTemplate(at);
      this.templates.set(at, template);
    }
    if (template instanceof Fault) throw template;
    return template;
  }

  /** The template at an offset, or why it cannot be read, which many records may ask. */
  private readTemplate(at: number): Template | Fault {
    try {
      this.read += templateSize(this.chunk, at);
      // Definitions do not overlap: more bytes of them than a chunk has are a trap.
      if (this.read > CHUNK_SIZE) return new Fault('The templates of the chunk overlap.', at);
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
