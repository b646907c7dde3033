import type { MemberData, ValueKind } from '../../catalog/rule-data.ts';
import { lowered, type Agreement } from '../plan.ts';
import { escaped, FIRST_LABEL, NETBIOS, oneOf, OWN_NAME, type Columns } from '../query.ts';

/** A table of Microsoft Sentinel. */
export interface Table {
  name: string;
  columns: Columns;
  /** How a field is read, as text, that has no column of its own; `inUserData` where its event keeps it there. */
  rest(field: string, inUserData?: boolean): string;
  /** The one log whose events it holds; those of every log where absent. */
  log?: string;
}

/** Rows of some events of some providers, no older than `Since`. */
export function sourceOf(
  table: Table,
  { providers, ids }: { providers: readonly string[]; ids: readonly string[] },
): string {
  const id = table.columns.system('System/EventID');
  const provider = table.columns.system('System/Provider/@Name');
  return `${table.name}
| where TimeGenerated > Since
| where ${id} ${oneOf(ids, '==')}
| where ${provider} ${oneOf(providers.map(escaped), '==')}`;
}

/** A field of a row, as text. */
export function textOf(table: Table, field: string): string {
  const column =
    field === 'Computer' ? table.columns.system('System/Computer') : table.columns.field(field);
  if (column === undefined) return table.rest(field);
  return table.columns.isNumber(column) ? `tostring(${column})` : column;
}

/** Whether a row is an event of a member. */
export function conditionOf(member: MemberData, table: Table): string {
  const id = table.columns.system('System/EventID');
  return [
    `${id} ${oneOf(member.events.map(String), '==')}`,
    ...Object.entries(member.when ?? {}).map(
      ([name, values]) => `${textOf(table, name)} ${oneOf(values.map(escaped), '=~', 'in~')}`,
    ),
    ...Object.entries(member.unless ?? {}).map(
      ([name, values]) => `${textOf(table, name)} !in~ (${values.map(escaped).join(', ')})`,
    ),
  ].join(' and ');
}

/** The computer of a row, without its domain. */
export const hostOf = (table: Table) =>
  `tolower(substring(tostring(split(${table.columns.system('System/Computer')}, ".")[0]), 0, ${NETBIOS}))`;

/** A value of a row in the form in which it is compared. */
export function comparable(table: Table, field: string, kind: ValueKind): string {
  if (field === 'Computer') return hostOf(table);
  const value = textOf(table, field);
  switch (kind) {
    case 'account':
      return `tolower(extract(@"([^\\\\@]+)(@|$)", 1, ${value}))`;
    case 'host': {
      const label = `replace_regex(trim_start(@"\\\\+", ${value}), @"${FIRST_LABEL}", @"\\1")`;
      return `iff(${value} =~ "${OWN_NAME}", ${hostOf(table)}, tolower(substring(${label}, 0, ${NETBIOS})))`;
    }
    case 'ip':
      return `replace_regex(tolower(${value}), "^::ffff:", "")`;
    default:
      return `tolower(${value})`;
  }
}

/** Values as a list of texts, without case. */
export const listOf = (values: readonly string[]) => `(${lowered(values).map(escaped).join(', ')})`;

/** Column of a value with which others must agree. */
export const agreed = ({ field }: Agreement) => `Agreed${field}`;
