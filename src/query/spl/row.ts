import type { MemberData, ValueKind } from '../../catalog/rule-data.ts';
import { lowered, nameOf } from '../plan.ts';
import { attributeOf, escaped, FIRST_LABEL, NETBIOS, OWN_NAME, type Columns } from '../query.ts';

/** The index and time range to edit, and the logs: those named, or every log. */
export function sourceOf(channels: readonly string[]): string {
  const sources = channels.map((channel) => `source=${escaped(`XmlWinEventLog:${channel}`)}`);
  const from = sources.length === 0 ? ['source="XmlWinEventLog:*"'] : sources;
  return `index=wineventlog earliest=-24h latest=now ${from.length === 1 ? from[0] : `(${from.join(' OR ')})`}`;
}

export const quoted = (name: string) => (/^\w+$/.test(name) ? name : `'${name}'`);

/** Values as a list of texts, without case. */
export const listOf = (values: readonly string[]) => lowered(values).map(escaped).join(', ');

/** Fields that stand below UserData, which the add-on keeps as one text. */
export const fromUserData = (names: readonly string[]) =>
  names.map((name) => {
    const attribute = attributeOf(name);
    return attribute
      ? `| rex field=UserData_Xml "<${attribute.element} [^>]*\\b${attribute.name}=\\W(?<${inUserData(name)}>\\w+)"`
      : `| rex field=UserData_Xml "<${name}>(?<${name}>[^<]*)<"`;
  });

/** What a field that is read from UserData is called: a group of a pattern has no dots in its name. */
export const inUserData = (name: string) => name.replace('.', '_');

/** The rows that a rule looks at: how their fields are named and compared. */
export interface Rows {
  columns: Columns;
  /** Whether rows of all logs are looked at, so that the provider has to be asked for. */
  allLogs: boolean;
}

export const fieldOf = ({ columns }: Rows, name: string) =>
  quoted(name === 'Computer' ? columns.system('System/Computer') : (columns.field(name) ?? name));

/** Whether a row is an event of a member. */
export function conditionOf(member: MemberData, rows: Rows): string {
  const id = rows.columns.system('System/EventID');
  const provider = rows.columns.system('System/Provider/@Name');
  const field = (name: string) => `lower(${fieldOf(rows, name)})`;
  return [
    member.events.length === 1
      ? `${id}=${member.events[0]}`
      : `in(${id}, ${member.events.join(', ')})`,
    ...(rows.allLogs ? [`${provider}=${escaped(member.providerName)}`] : []),
    ...Object.entries(member.when ?? {}).map(([name, values]) =>
      values.length === 1
        ? `${field(name)}=${listOf(values)}`
        : `in(${field(name)}, ${listOf(values)})`,
    ),
    ...Object.entries(member.unless ?? {}).map(
      ([name, values]) => `NOT in(coalesce(${field(name)}, ""), ${listOf(values)})`,
    ),
  ].join(' AND ');
}

/** The computer of a row, without its domain. */
export const hostOf = ({ columns }: Rows) =>
  `lower(substr(mvindex(split(${columns.system('System/Computer')}, "."), 0), 1, ${NETBIOS}))`;

/** A value of a row in the form in which it is compared. */
export function comparable(rows: Rows, field: string, kind: ValueKind): string {
  if (field === 'Computer') return hostOf(rows);
  const value = fieldOf(rows, field);
  switch (kind) {
    case 'account':
      return `lower(replace(replace(${value}, "^.*\\\\\\\\", ""), "@.*$", ""))`;
    case 'host': {
      const label = `replace(ltrim(${value}, "\\\\"), "${FIRST_LABEL.replaceAll('\\', '\\\\')}", "\\1")`;
      return `if(lower(${value})="${OWN_NAME}", ${hostOf(rows)}, lower(substr(${label}, 1, ${NETBIOS})))`;
    }
    case 'ip':
      return `replace(lower(${value}), "^::ffff:", "")`;
    default:
      return `lower(${value})`;
  }
}

/** Whether a row is of one of these members. */
export const isOneOf = (members: readonly MemberData[]) =>
  members.length === 1
    ? `member=${escaped(nameOf(members[0] as MemberData))}`
    : `in(member, ${members.map((one) => escaped(nameOf(one))).join(', ')})`;

/** What rows are grouped by, where they are. */
export const by = (names: readonly string[]) => (names.length > 0 ? ` BY ${names.join(' ')}` : '');
