/** Text as it stands, a reference already resolved. */
export interface TextNode {
  kind: 'text';
  text: string;
}

/** A place where one of the values of the template's instance goes. */
export interface SubstitutionNode {
  kind: 'substitution';
  index: number;
  /** The element or attribute around it is left out where the value is null. */
  optional: boolean;
}

export type Part = TextNode | SubstitutionNode;

export interface Attribute {
  name: string;
  parts: Part[];
}

export interface ElementNode {
  kind: 'element';
  name: string;
  attributes: Attribute[];
  content: Node[];
}

/** A processing instruction. */
export interface InstructionNode {
  kind: 'instruction';
  target: string;
  data: string;
}

/** A template with values of its own, inside an element that is itself in no template. */
export interface InstanceNode {
  kind: 'instance';
  /** Offset of its token in the chunk. */
  at: number;
}

export type Node = Part | ElementNode | InstructionNode | InstanceNode;
