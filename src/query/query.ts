import type { RuleData } from '../catalog/rule-data.ts';

/** A query in the language of one engine. */
export interface Query {
  text: string;
  /** What it leaves out or takes for granted, a sentence each. */
  notes: string[];
}

/** One event for which a query is asked. */
export interface QueryEvent {
  id: number;
  title: string;
  provider: string;
  channels: readonly string[];
  /** Names of its fields, newest version first, none twice. */
  fields: readonly string[];
  /** Element below UserData that holds the fields, where they do not stand in EventData. */
  userData: string | undefined;
}

/** Column or key under which an engine keeps a part of an event. */
export interface Columns {
  /** Column of a header part such as `System/EventID`. @throws {Error} when the table names none */
  system(part: string): string;
  /** Column of a field; undefined where the engine has none of its own for it. */
  field(name: string, eventId?: number): string | undefined;
  /** Whether a column holds numbers. */
  isNumber(column: string): boolean;
  /** Whether the field's value is kept elsewhere than in a column of its own name, in another form. */
  isMoved(name: string, eventId?: number): boolean;
}

/** A rule for which a query is asked, with the rule that tells the runs of Windows apart. */
export interface QueryRule {
  rule: RuleData;
  boots: RuleData | undefined;
}

/** A language, and how events and rules are said in it. */
export interface Dialect {
  id: string;
  title: string;
  /** How it is highlighted: query, yaml, xml, powershell or shell. */
  language: string;
  /** What the query expects of the engine: which table, which columns. */
  expects: string;
  /** Whether the text was run or parsed by the engine itself when it was last changed, or read by people. */
  proof: string;
  event(event: QueryEvent, columns: ColumnTables): Query;
  /** Undefined where the language cannot say how events belong together. */
  rule?(rule: QueryRule, columns: ColumnTables): Query | { cannot: string };
}

/** Columns of an engine's table by the id of the table in content/columns. */
export type ColumnTables = (table: string) => Columns;

/** Longest NetBIOS computer name: names of computers are compared so far. */
export const NETBIOS = 15;

/** A computer's name up to its first dot; an address stays whole, since its first part is a number alone. */
export const FIRST_LABEL = '^([^.:]*[^.:0-9][^.:]*)\\..*$';

/** Name under which every computer reaches itself (RFC 6761, 6.3). */
export const OWN_NAME = 'localhost';

/** Whether a value bears no name in the event's XML: such a field is called by its place, `%1`. */
export const isUnnamed = (field: string) => /^%\d+$/.test(field);

/** Field below UserData that stands in an attribute: `Error.Code` is Code of the element Error. */
export function attributeOf(field: string): { element: string; name: string } | undefined {
  const [element = '', name] = field.split('.');
  return name === undefined ? undefined : { element, name };
}

/** Said where what bears no name is shown as one. */
export const NO_NAMES =
  'The values of this event bear no names in its XML, so they are shown as one text, in their order.';

/** Said where it is not certain that the fields of an event stand where its columns are. */
export const BELOW_USER_DATA =
  'These events keep their values below UserData: look at one of them first, whether EventData of your table holds them.';

/** A text between quotes that double inside. */
export const doubled = (text: string, quote: string) =>
  `${quote}${text.replaceAll(quote, quote + quote)}${quote}`;

/** A text in double quotes, backslash and quote escaped. */
export const escaped = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** `= 1`, or `in (1, 2)`. */
export function oneOf(values: readonly string[], equal: string, among = 'in'): string {
  return values.length === 1 ? `${equal} ${values[0]}` : `${among} (${values.join(', ')})`;
}
