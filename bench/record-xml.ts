import { xmlName, xmlText } from '../src/decode/write/xml-text.ts';
import type { ChunkBytes } from '../src/decode/evtx/chunk-bytes.ts';
import { ChunkReader } from '../src/decode/evtx/chunk-reader.ts';
import { Fault } from '../src/decode/evtx/fault.ts';
import type { Attribute, ElementNode, Node, Part } from '../src/decode/evtx/node.ts';
import { RECORD_HEAD, type FoundRecord } from '../src/decode/evtx/record.ts';
import { TemplateStore } from '../src/decode/evtx/template.ts';
import { Token } from '../src/decode/evtx/token.ts';
import { isArray, isBinaryXml, isNull, ValueReader } from '../src/decode/evtx/value-reader.ts';
import { Values } from '../src/decode/evtx/values.ts';

const DEEPEST = 16;
const MOST_CHARACTERS = 4_194_304;
/** Elements, texts and values of one record. */
const MOST_STEPS = 200_000;

/**
 * The whole XML of one record as Windows writes it, on one line: with everything that an event of this project does
 * not keep, such as the provider's GUID, qualifiers, and elements within elements.
 *
 * @returns undefined where it cannot be read whole
 */
export function recordXml(chunk: ChunkBytes, record: FoundRecord): string | undefined {
  if (record.size === 0) return undefined;
  try {
    const writer = new RecordWriter(new ChunkReader(chunk, templates));
    return writer.binaryXml(record.at + RECORD_HEAD, record.at + record.size - 4, 0);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Templates of the records that were written. */
const templates = new TemplateStore();

class RecordWriter {
  private readonly reader: ChunkReader;
  private readonly texts: ValueReader;
  private left = MOST_CHARACTERS;
  private stepsLeft = MOST_STEPS;

  constructor(reader: ChunkReader) {
    this.reader = reader;
    this.texts = new ValueReader(reader.chunk, () => undefined);
  }

  binaryXml(from: number, to: number, depth: number): string {
    const at = this.reader.behindFragmentHeader(from, to);
    const token = at < to ? this.reader.chunk.bytes[at] : Token.endOfFile;
    if (token === Token.endOfFile) return '';
    if (token === Token.templateInstance) return this.instance(at, to, depth);
    this.left -= to - at;
    const { nodes, faults } = this.reader.elements(at, to);
    if (faults[0]) throw faults[0];
    return this.nodes(nodes, new Values(), depth, to);
  }

  private instance(at: number, to: number, depth: number): string {
    if (depth > DEEPEST) throw new Fault(`Values are nested deeper than ${DEEPEST}.`, at);
    const values = new Values();
    const { nodes, faults } = this.reader.instance(at, to, values);
    if (faults[0]) throw faults[0];
    return this.nodes(nodes, values, depth, to);
  }

  private nodes(nodes: readonly Node[], values: Values, depth: number, to: number): string {
    let xml = '';
    this.stepsLeft -= nodes.length + values.count + 1;
    if (this.stepsLeft < 0) throw new Fault('The record unfolds to more text than it can hold.');
    for (const node of nodes) xml += this.node(node, values, depth, to);
    this.left -= xml.length;
    if (this.left < 0) throw new Fault('The record unfolds to more text than it can hold.');
    return xml;
  }

  private node(node: Node, values: Values, depth: number, to: number): string {
    switch (node.kind) {
      case 'text':
        return xmlText(node.text);
      case 'substitution': {
        if (!isBinaryXml(values, node.index))
          return xmlText(this.texts.joined([{ ...node, optional: false }], values) ?? '');
        const from = values.places[node.index] as number;
        return this.binaryXml(from, from + (values.sizes[node.index] as number), depth + 1);
      }
      case 'element':
        return this.element(node, values, depth, to);
      case 'instance':
        return this.instance(node.at, to, depth + 1);
      case 'instruction':
        return `<?${xmlName(node.target)} ${node.data.replace(/\?>/g, '? >')}?>`;
    }
  }

  private element(node: ElementNode, values: Values, depth: number, to: number): string {
    const parts = node.content.filter((one) => one.kind === 'substitution');
    if (parts.some(({ index, optional }) => optional && isNull(values, index))) return '';
    const name = xmlName(node.name);
    const open = name + node.attributes.map((one) => this.attribute(one, values)).join('');
    const array = parts.find(({ index }) => isArray(values, index));
    const contents = array
      ? this.repeated(node.content, array, values, depth, to)
      : [this.nodes(node.content, values, depth, to)];
    return contents
      .map((content) => (content === '' ? `<${open}/>` : `<${open}>${content}</${name}>`))
      .join('');
  }

  /** The content once for each value of an array in it; once without where it has none. */
  private repeated(
    content: readonly Node[],
    array: Part,
    values: Values,
    depth: number,
    to: number,
  ): string[] {
    const texts = array.kind === 'substitution' ? this.texts.texts(values, array.index) : [];
    return (texts.length === 0 ? [''] : texts).map((text) =>
      this.nodes(
        content.map((one) => (one === array ? { kind: 'text', text } : one)),
        values,
        depth,
        to,
      ),
    );
  }

  private attribute({ name, parts }: Attribute, values: Values): string {
    const text = this.texts.joined(parts, values);
    return text === undefined ? '' : ` ${xmlName(name)}="${xmlText(text)}"`;
  }
}
