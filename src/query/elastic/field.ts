import type { MemberData } from '../../catalog/rule-data.ts';
import { escaped, isUnnamed, oneOf, type Columns } from '../query.ts';

export const EXPECTS =
  'Events that Winlogbeat or the Elastic Agent collected, in logs-* or winlogbeat-*, moved to ECS by their pipelines.';

/** Name of a field in one event. */
export function fieldOf(
  table: Columns,
  field: string,
  { id, userData }: { id?: number; userData?: string | undefined } = {},
): string {
  if (field === 'Computer') return table.system('System/Computer');
  if (userData !== undefined) return `winlog.user_data.${field}`;
  if (isUnnamed(field)) return `winlog.event_data.${field.replace('%', 'param')}`;
  return table.field(field, id) ?? `winlog.event_data.${field}`;
}

/** Name of a field in a member's first event. */
export const memberField = (table: Columns, member: MemberData, field: string) =>
  fieldOf(table, field, { id: member.events[0] ?? 0, userData: member.userData });

/** A name with other signs than letters, digits, `_`, `@` and dots stands in back quotes. */
export const named = (name: string) => (/^[\w@.]+$/.test(name) ? name : `\`${name}\``);

/** How one of Elastic's languages says what a condition is made of. */
export interface Words {
  and: string;
  or: string;
  not: string;
  /** That a field has no value. */
  none: (field: string) => string;
  in: string;
  /** Whether an event is asked for by its provider too, also in the Security log. */
  provider: boolean;
}

/** Whether a row is an event of a member. */
export function conditionOf(member: MemberData, table: Columns, words: Words): string {
  const value = (name: string) => memberField(table, member, name);
  return [
    `event.code ${oneOf(
      member.events.map((id) => escaped(String(id))),
      '==',
      words.in,
    )}`,
    ...(words.provider || member.channels.length === 0
      ? [`${table.system('System/Provider/@Name')} == ${escaped(member.providerName)}`]
      : []),
    ...Object.entries(member.when ?? {}).map(
      ([name, values]) => `${value(name)} ${oneOf(values.map(escaped), '==', words.in)}`,
    ),
    ...Object.entries(member.unless ?? {}).map(
      ([name, values]) =>
        `(${words.none(value(name))} ${words.or} ${words.not} ${value(name)} ${words.in} (${values.map(escaped).join(', ')}))`,
    ),
  ].join(` ${words.and} `);
}
