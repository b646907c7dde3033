import type { ChunkBytes } from './chunk-bytes.ts';
import type { ElementNode, Node, Part } from './node.ts';

/** Where in an event a tree stands, which says what its elements are. */
export const Context = {
  /** Above `<Event>`. */
  root: 0,
  event: 1,
  system: 2,
  eventData: 3,
  userData: 4,
  /** Below an element whose leaves are values by their own names. */
  below: 5,
  rendering: 6,
} as const;

/** Parts of an event's header. */
export const Slot = {
  provider: 0,
  providerSource: 1,
  eventId: 2,
  version: 3,
  level: 4,
  task: 5,
  opcode: 6,
  keywords: 7,
  timeCreated: 8,
  recordId: 9,
  activityId: 10,
  processId: 11,
  threadId: 12,
  channel: 13,
  computer: 14,
  userSid: 15,
  message: 16,
} as const;

export const SLOTS = 17;

/** Whether a slot holds a number of an event, and not a text. */
const isNumber = (slot: number): boolean =>
  (slot >= Slot.eventId && slot <= Slot.opcode) ||
  slot === Slot.processId ||
  slot === Slot.threadId;

/** Kinds of steps. */
export const Do = {
  headerText: 0,
  headerValue: 1,
  headerNumber: 2,
  headerParts: 3,
  dataText: 4,
  dataValue: 5,
  dataParts: 6,
  /** A substitution among elements, that brings elements of its own. */
  nested: 7,
  instance: 8,
  userData: 9,
} as const;

/** One step from a template's values to an event. All steps have one shape, which keeps their execution fast. */
export interface Step {
  kind: number;
  /** Header slot, context of what is nested, or offset of an instance. */
  slot: number;
  /** Index of the value, where it is one value. */
  index: number;
  optional: boolean;
  parts: readonly Part[];
  /** Where it is no value: what stands there. */
  text: string;
  /** Name of the value; empty for its position. */
  name: string;
  nameParts: readonly Part[] | undefined;
  /** The value that was read last. */
  memo: Memo;
}

/** Bytes of a value, and what they say: the next record of the same template often has the same. */
export interface Memo {
  chunk: ChunkBytes | undefined;
  type: number;
  at: number;
  size: number;
  text: string;
}

export interface Program {
  steps: Step[];
  /** The step that fills each header slot. */
  header: (Step | undefined)[];
}

const ELEMENTS: Record<string, number> = {
  EventID: Slot.eventId,
  Version: Slot.version,
  Level: Slot.level,
  Task: Slot.task,
  Opcode: Slot.opcode,
  Keywords: Slot.keywords,
  EventRecordID: Slot.recordId,
  Channel: Slot.channel,
  Computer: Slot.computer,
};

const ATTRIBUTES: Record<string, number> = {
  'Provider Name': Slot.provider,
  'Provider EventSourceName': Slot.providerSource,
  'TimeCreated SystemTime': Slot.timeCreated,
  'Correlation ActivityID': Slot.activityId,
  'Execution ProcessID': Slot.processId,
  'Execution ThreadID': Slot.threadId,
  'Security UserID': Slot.userSid,
};

/**
 * Lays out what a tree means for an event: which value fills which part of the header, and which are the event's data.
 * Element names are those of the Windows event schema (namespace …/2004/08/events/event).
 */
export function makeProgram(nodes: readonly Node[], context: number): Program {
  const steps: Step[] = [];
  for (const node of nodes) addNode(node, context, '', steps);
  const header = Array.from({ length: SLOTS }, (_, slot) =>
    steps.find((step) => step.kind <= Do.headerParts && step.slot === slot),
  );
  return { steps, header };
}

const step = (kind: number, rest: Partial<Step>): Step => ({
  kind,
  slot: 0,
  index: 0,
  optional: false,
  parts: [],
  text: '',
  name: '',
  nameParts: undefined,
  memo: { chunk: undefined, type: 0, at: 0, size: 0, text: '' },
  ...rest,
});

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

const isPart = (node: Node): node is Part => node.kind === 'text' || node.kind === 'substitution';

/** Whether nothing but texts and values stands in it; processing instructions do not count. */
const isLeaf = ({ content }: ElementNode): boolean =>
  content.every((node) => isPart(node) || node.kind === 'instruction');

/** @param parent name of the element around it */
function addNode(node: Node, context: number, parent: string, steps: Step[]): void {
  switch (node.kind) {
    case 'element':
      addElement(node, context, steps);
      break;
    case 'substitution':
      steps.push(
        step(Do.nested, {
          slot: context,
          index: node.index,
          optional: node.optional,
          name: parent,
          parts: [node],
        }),
      );
      break;
    case 'instance':
      steps.push(step(Do.instance, { slot: context, index: node.at }));
      break;
    case 'text':
      if (node.text.trim() !== '' && context !== Context.system && context !== Context.rendering)
        addData(parent, [node], steps);
      break;
    default:
  }
}

function addElement(node: ElementNode, context: number, steps: Step[]): void {
  const name = localName(node.name);
  switch (context) {
    case Context.root:
      if (name !== 'Event') addBelow(node, steps);
      else addContent(node, Context.event, steps);
      break;
    case Context.event:
      if (name === 'System') addContent(node, Context.system, steps);
      else if (name === 'EventData') addContent(node, Context.eventData, steps);
      else if (name === 'UserData') addContent(node, Context.userData, steps);
      else if (name === 'RenderingInfo') addContent(node, Context.rendering, steps);
      else addBelow(node, steps);
      break;
    case Context.system:
      addHeader(node, name, steps);
      break;
    case Context.rendering:
      if (name === 'Message') addSlot(Slot.message, node.content.filter(isPart), steps);
      break;
    case Context.userData:
      steps.push(step(Do.userData, { name }));
      if (!isLeaf(node)) addContent(node, Context.below, steps);
      else if (textOf(node.content.filter(isPart))?.trim() !== '')
        addData(name, node.content.filter(isPart), steps);
      break;
    case Context.eventData:
      if (name === 'Data' && isLeaf(node)) {
        const label = node.attributes.find((one) => one.name === 'Name');
        addData(label ? label.parts : '', node.content.filter(isPart), steps);
      } else addBelow(node, steps);
      break;
    default:
      addBelow(node, steps);
  }
}

function addContent(node: ElementNode, context: number, steps: Step[]): void {
  for (const child of node.content) addNode(child, context, localName(node.name), steps);
}

/** An element of a tree whose leaves are values, named by their element or its `Name`; so are other attributes. */
function addBelow(node: ElementNode, steps: Step[]): void {
  const label = node.attributes.find((one) => one.name === 'Name');
  const name = localName(node.name);
  const others = node.attributes.filter((one) => one !== label && !/^xmlns(?::|$)/.test(one.name));
  for (const attribute of others)
    addData(`${name}.${localName(attribute.name)}`, attribute.parts, steps);
  if (!isLeaf(node)) addContent(node, Context.below, steps);
  else if (node.content.length > 0 || others.length === 0)
    addData(label ? label.parts : name, node.content.filter(isPart), steps);
}

function addData(name: string | readonly Part[], parts: readonly Part[], steps: Step[]): void {
  const constant = typeof name === 'string' ? name : textOf(name);
  const naming =
    constant === undefined ? { nameParts: name as readonly Part[] } : { name: constant };
  const [only] = parts;
  const text = textOf(parts);
  if (text !== undefined) steps.push(step(Do.dataText, { ...naming, text }));
  else if (parts.length === 1 && only?.kind === 'substitution') {
    const { index, optional } = only;
    steps.push(step(Do.dataValue, { ...naming, index, optional, parts }));
  } else steps.push(step(Do.dataParts, { ...naming, parts }));
}

function addHeader(node: ElementNode, name: string, steps: Step[]): void {
  for (const attribute of node.attributes) {
    const slot = ATTRIBUTES[`${name} ${attribute.name}`];
    if (slot !== undefined) addSlot(slot, attribute.parts, steps);
  }
  const slot = ELEMENTS[name];
  if (slot !== undefined) addSlot(slot, node.content.filter(isPart), steps);
}

function addSlot(slot: number, parts: readonly Part[], steps: Step[]): void {
  const [only] = parts;
  const text = textOf(parts)?.trim();
  if (text !== undefined) steps.push(step(Do.headerText, { slot, text, parts }));
  else if (parts.length === 1 && only?.kind === 'substitution') {
    const { index, optional } = only;
    const kind = isNumber(slot) ? Do.headerNumber : Do.headerValue;
    steps.push(step(kind, { slot, index, optional, parts }));
  } else steps.push(step(Do.headerParts, { slot, parts }));
}

/** The text of parts that are all text. */
function textOf(parts: readonly Part[]): string | undefined {
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'text') return undefined;
    text += part.text;
  }
  return text;
}
