import type { ChunkBytes } from './chunk-bytes.ts';
import { Fault, hex } from './fault.ts';
import { nameSize, readName } from './name.ts';
import type { Attribute, ElementNode, Node, Part } from './node.ts';
import { utf16Text } from './text.ts';
import { MORE, Token } from './token.ts';
import { Type } from './value-type.ts';

const DEEPEST = 64;

const ENTITIES: Record<string, string> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };

/** Where a name's offset stands, and what it led to. */
export interface NameUse {
  at: number;
  /** The name follows its offset. */
  inline: boolean;
  name: string;
}

/**
 * Binary XML between two places of a chunk as a tree ([MS-EVEN6] 2.2.12, BinXml grammar; the names by offset as
 * [libevtx] 4.1 has them). Every step reads at least one byte, so it ends.
 */
export class BinaryXmlParser {
  readonly names: NameUse[] = [];
  /** What is damaged; where the grammar is broken the tree has what stands before it. */
  readonly faults: Fault[] = [];
  /** Whether a template stands inside an element, which ties the tree to its chunk. */
  hasInstance = false;
  /** How many values an instance has to bring. */
  values = 0;
  private readonly chunk: ChunkBytes;
  private readonly to: number;
  private readonly hasDependency: boolean;
  private at: number;

  /** @param hasDependency elements have a dependency id, as they have in templates and nowhere else */
  constructor(chunk: ChunkBytes, from: number, to: number, hasDependency: boolean) {
    this.chunk = chunk;
    this.at = from;
    this.to = to;
    this.hasDependency = hasDependency;
  }

  /** Elements, processing instructions and templates up to the end-of-file token or the last byte. */
  document(): Node[] {
    const nodes: Node[] = [];
    try {
      while (this.at < this.to) {
        const token = this.peek();
        if (token === Token.endOfFile) break;
        if (token === Token.fragmentHeader) this.skip(4);
        else this.content(token, 0, nodes);
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.faults.push(error);
    }
    return nodes;
  }

  private content(token: number, depth: number, into: Node[]): void {
    switch (token) {
      case Token.openStartElement:
        this.element(depth, into);
        break;
      case Token.instructionTarget:
        into.push(this.instruction());
        break;
      case Token.templateInstance:
        this.hasInstance = true;
        into.push({ kind: 'instance', at: this.templateInstance() });
        break;
      default:
        into.push(this.part(token));
    }
  }

  private element(depth: number, into: Node[]): void {
    if (depth > DEEPEST) throw new Fault(`Elements are nested deeper than ${DEEPEST}.`, this.at);
    const hasAttributes = (this.u8() & MORE) !== 0;
    if (this.hasDependency) this.skip(2);
    this.skip(4);
    const name = this.name();
    const attributes: Attribute[] = [];
    if (hasAttributes) {
      this.skip(4);
      while (this.peek() === Token.attribute) attributes.push(this.attribute());
    }
    const node: ElementNode = { kind: 'element', name, attributes, content: [] };
    const close = this.u8();
    if (close !== Token.closeStartElement && close !== Token.closeEmptyElement)
      throw this.unexpected(close, `the start of <${name}>`);
    let isWhole = close === Token.closeEmptyElement;
    try {
      while (!isWhole) {
        const token = this.peek();
        if (token === Token.endElement) isWhole = true;
        else this.content(token, depth + 1, node.content);
      }
      if (close === Token.closeStartElement) this.skip(1);
    } finally {
      // Of an element that breaks off only whole elements in it say anything.
      if (isWhole || node.content.some(({ kind }) => kind === 'element')) into.push(node);
    }
  }

  private attribute(): Attribute {
    this.skip(1);
    const name = this.name();
    const parts: Part[] = [];
    for (;;) {
      const token = this.peek();
      if (
        token === Token.attribute ||
        token === Token.closeStartElement ||
        token === Token.closeEmptyElement
      )
        return { name, parts };
      parts.push(this.part(token));
    }
  }

  private part(token: number): Part {
    switch (token) {
      case Token.value: {
        this.skip(1);
        const type = this.u8();
        if (type !== Type.string) {
          throw new Fault(`A text has the type ${hex(type)} instead of 0x1.`, this.at - 1);
        }
        return { kind: 'text', text: this.countedText() };
      }
      case Token.cdata:
        this.skip(1);
        return { kind: 'text', text: this.countedText() };
      case Token.characterReference:
        this.skip(1);
        return { kind: 'text', text: String.fromCharCode(this.u16()) };
      case Token.entityReference: {
        this.skip(1);
        const entity = this.name();
        return { kind: 'text', text: ENTITIES[entity] ?? `&${entity};` };
      }
      case Token.substitution:
      case Token.optionalSubstitution: {
        this.skip(1);
        const index = this.u16();
        this.skip(1);
        this.values = Math.max(this.values, index + 1);
        return {
          kind: 'substitution',
          index,
          optional: token === Token.optionalSubstitution,
        };
      }
      default:
        throw this.unexpected(this.chunk.bytes[this.at] as number, 'the content');
    }
  }

  private instruction(): Node {
    this.skip(1);
    const target = this.name();
    if (this.at >= this.to || this.peek() !== Token.instructionData)
      return { kind: 'instruction', target, data: '' };
    this.skip(1);
    return { kind: 'instruction', target, data: this.countedText() };
  }

  /** Passes over a template's instance, which is read with its values. */
  private templateInstance(): number {
    const start = this.at;
    this.skip(6);
    const definition = this.u32();
    if (definition === this.at) {
      this.skip(20);
      this.skip(this.u32());
    }
    const count = this.u32();
    let size = 0;
    if (count > (this.to - this.at) / 4)
      throw new Fault(`A template is said to have ${count} values.`, this.at - 4);
    for (let index = 0; index < count; index += 1) {
      size += this.u16();
      this.skip(2);
    }
    this.skip(size);
    return start;
  }

  private name(): string {
    const use = this.at;
    const offset = this.u32();
    const inline = offset === this.at;
    const { name, isSound } = readName(this.chunk, offset);
    if (!isSound) this.damagedName(offset);
    if (inline) this.skip(nameSize(this.chunk, offset));
    this.names.push({ at: use, inline, name });
    return name;
  }

  /** Once for each place: a name may be used often. */
  private damagedName(at: number): void {
    if (this.faults.some((known) => known.at === at)) return;
    const message = `The name at ${hex(at)} is damaged: its hash does not fit.`;
    this.faults.push(new Fault(message, at, 'It is shown as it stands.'));
  }

  private countedText(): string {
    const count = this.u16();
    const start = this.at;
    this.skip(2 * count);
    return utf16Text(this.chunk.bytes, start, 2 * count);
  }

  /** The next token without its MORE bit. */
  private peek(): number {
    if (this.at >= this.to) throw this.cut();
    return (this.chunk.bytes[this.at] as number) & ~MORE;
  }

  private u8(): number {
    const at = this.at;
    this.skip(1);
    return this.chunk.bytes[at] as number;
  }

  private u16(): number {
    const at = this.at;
    this.skip(2);
    return this.chunk.view.getUint16(at, true);
  }

  private u32(): number {
    const at = this.at;
    this.skip(4);
    return this.chunk.view.getUint32(at, true);
  }

  private skip(size: number): void {
    if (this.at + size > this.to) throw this.cut();
    this.at += size;
  }

  private cut(): Fault {
    return new Fault('The binary XML ends in the middle.', this.at);
  }

  private unexpected(token: number, where: string): Fault {
    return new Fault(`The token ${hex(token)} cannot stand in ${where}.`, this.at);
  }
}
