import type { DataValue, EventSource, RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { makeEvent, type Header } from './event-header.ts';
import { Fault } from './fault.ts';
import type { Part } from './node.ts';
import { Context, Do, makeProgram, SLOTS, type Program, type Step } from './program.ts';
import { RECORD_HEAD } from './record.ts';
import { Token } from './token.ts';
import { isArray, isBinaryXml, isNull, ValueReader } from './value-reader.ts';
import { Type } from './value-type.ts';
import { Values } from './values.ts';

/** Templates within values within templates. */
const DEEPEST = 16;

/** Steps that one record may take: its size, and this for what its templates say. */
const SPARE_STEPS = 4096;
const MOST_CHARACTERS = 1_048_576;

/**
 * Reads the binary XML of records as events, by the programs of their templates. One reader serves all records of a
 * chunk; what it holds of a record is overwritten by the next.
 */
export class EventReader {
  private readonly reader: ChunkReader;
  private readonly texts: ValueReader;
  private readonly frames: Values[] = [];
  private readonly header: Header = new Array<string | number | undefined>(SLOTS).fill(undefined);
  private data: DataValue[] = [];
  private userData: string | undefined;
  private problems: Problem[] = [];
  private source: EventSource = { file: '', index: 0 };
  private stepsLeft = 0;
  private charactersLeft = 0;

  constructor(reader: ChunkReader) {
    this.reader = reader;
    this.texts = new ValueReader(reader.chunk, (at, message, hint) =>
      this.report('evtx-value', at, message, hint),
    );
  }

  /**
   * The event of a record; what stands before a fault is kept, and the fault is among its problems.
   *
   * @param at offset of the record in the chunk
   * @param size bytes of the record, with its head and trailing size
   */
  read(at: number, size: number, file: string, index: number): RawEvent {
    this.header.fill(undefined);
    this.data = [];
    this.userData = undefined;
    this.problems = [];
    this.source = { file, index, offset: this.reader.chunk.offset + at };
    this.stepsLeft = SPARE_STEPS + size;
    this.charactersLeft = MOST_CHARACTERS;
    try {
      this.binaryXml(at + RECORD_HEAD, at + size - 4, Context.root, 0);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.reportAll([error]);
    }
    return makeEvent(this.header, this.data, this.userData, this.problems, this.source);
  }

  /** Binary XML of a record or of a value: a template instance, or elements as they stand. */
  private binaryXml(from: number, to: number, context: number, depth: number): void {
    const at = this.reader.behindFragmentHeader(from, to);
    const token = at < to ? this.reader.chunk.bytes[at] : Token.endOfFile;
    if (token === Token.templateInstance) this.instance(at, to, context, depth);
    else if (token !== Token.endOfFile) {
      // The same value may stand in many places.
      this.spend(0, to - at);
      const { nodes, faults } = this.reader.elements(at, to);
      this.run(makeProgram(nodes, context), this.frame(depth), depth, to);
      this.reportAll(faults);
    }
  }

  private instance(at: number, to: number, context: number, depth: number): void {
    const values = this.frame(depth, at);
    const template = this.reader.instance(at, to, values);
    const program = (template.programs[context] ??= makeProgram(template.nodes, context));
    this.run(program, values, depth, to);
    this.reportAll(template.faults);
  }

  private frame(depth: number, at?: number): Values {
    if (depth > DEEPEST) throw new Fault(`Values are nested deeper than ${DEEPEST}.`, at);
    const values = (this.frames[depth] ??= new Values());
    values.count = 0;
    return values;
  }

  private run({ steps }: Program, values: Values, depth: number, to: number): void {
    // One value may stand in many places, and hold templates of which the same is true.
    this.spend(steps.length + values.count + 1, 0);
    for (let at = 0; at < steps.length; at += 1) {
      const step = steps[at] as Step;
      switch (step.kind) {
        case Do.headerText:
          if (step.text !== '') this.header[step.slot] = step.text;
          break;
        case Do.headerValue: {
          const text = this.texts.text(values, step.index, step.memo);
          if (text !== undefined && text !== '') this.setHeader(step, text);
          break;
        }
        case Do.headerNumber: {
          const number = this.texts.number(values, step.index);
          if (number !== undefined && number !== '') this.header[step.slot] = number;
          break;
        }
        case Do.dataValue:
          this.dataValue(step, values, depth);
          break;
        case Do.dataText:
          this.add(step, values, step.text);
          break;
        case Do.dataParts:
          this.dataParts(step, values, depth);
          break;
        case Do.headerParts: {
          const text = this.texts.joined(step.parts, values)?.trim();
          if (text) this.setHeader(step, text);
          break;
        }
        case Do.nested:
          this.nested(step, values, depth);
          break;
        case Do.instance:
          this.instance(step.index, to, step.slot, depth + 1);
          break;
        default:
          this.userData = step.name;
      }
    }
  }

  private dataValue(step: Step, values: Values, depth: number): void {
    const { index } = step;
    const type = index < values.count ? (values.types[index] as number) : Type.null;
    if (type > Type.null && type < Type.binaryXml) {
      this.add(step, values, this.texts.text(values, index, step.memo) as string);
      return;
    }
    if (step.optional && isNull(values, index)) return;
    if (isBinaryXml(values, index)) this.nestedValue(values, index, Context.below, depth);
    else if (isArray(values, index)) {
      const texts = this.texts.texts(values, index);
      // An element around an array is there once for each of its values, and once where it is empty.
      if (texts.length === 0) this.add(step, values, '');
      for (const text of texts) this.add(step, values, text);
    } else this.add(step, values, this.texts.text(values, index, step.memo) ?? '');
  }

  /** Texts and values in a row; elements among them are values of their own. */
  private dataParts(step: Step, values: Values, depth: number): void {
    const isNested = (part: Part) =>
      part.kind === 'substitution' && isBinaryXml(values, part.index);
    if (!step.parts.some(isNested)) {
      const text = this.texts.joined(step.parts, values);
      if (text !== undefined) this.add(step, values, text);
      return;
    }
    for (const part of step.parts)
      if (part.kind === 'substitution' && isNested(part))
        this.nestedValue(values, part.index, Context.below, depth);
    const rest = step.parts.filter((part) => !isNested(part));
    const text = this.texts.joined(rest, values);
    if (text) this.add(step, values, text);
  }

  /** A substitution among elements: elements of its own, or a text that stands there. */
  private nested(step: Step, values: Values, depth: number): void {
    if (isNull(values, step.index)) return;
    if (isBinaryXml(values, step.index)) {
      this.nestedValue(values, step.index, step.slot, depth);
      return;
    }
    const text = this.texts.joined(step.parts, values);
    if (text && step.slot !== Context.system && step.slot !== Context.rendering)
      this.add(step, values, text);
  }

  private nestedValue(values: Values, index: number, context: number, depth: number): void {
    const from = values.places[index] as number;
    this.binaryXml(from, from + (values.sizes[index] as number), context, depth + 1);
  }

  private add(step: Step, values: Values, value: string): void {
    const given = step.nameParts ? this.texts.joined(step.nameParts, values) : step.name;
    const name = given === undefined || given === '' ? `%${this.data.length + 1}` : given;
    this.spend(1, name.length + value.length);
    this.data.push({ name, value });
  }

  private setHeader(step: Step, text: string): void {
    this.spend(0, text.length);
    this.header[step.slot] = text;
  }

  private spend(steps: number, characters: number): void {
    this.stepsLeft -= steps;
    this.charactersLeft -= characters;
    if (this.stepsLeft < 0 || this.charactersLeft < 0)
      throw new Fault('The record unfolds to more values than its size allows.');
  }

  private reportAll(faults: readonly Fault[]): void {
    for (const { at, message, hint } of faults) this.report('evtx-binary-xml', at, message, hint);
  }

  /** @param at in the chunk; undefined for the record as a whole */
  private report(code: string, at: number | undefined, message: string, hint: string): void {
    const { problems, source } = this;
    if (problems.some((known) => known.message === message)) return;
    const offset = at === undefined ? source.offset : this.reader.chunk.offset + at;
    const place = {
      file: source.file,
      event: source.index,
      ...(offset === undefined ? {} : { offset }),
    };
    problems.push({ code, place, message, hint });
  }
}
