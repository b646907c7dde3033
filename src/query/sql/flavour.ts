import type { MemberData, ValueKind } from '../../catalog/rule-data.ts';
import { lowered, spanText } from '../plan.ts';
import { doubled, FIRST_LABEL, NETBIOS, oneOf, OWN_NAME } from '../query.ts';

/** What differs between the two SQL dialects. */
export interface Flavour {
  /** A field of the event: `data['TargetLogonId']`. */
  field(name: string): string;
  before(text: string, separator: string): string;
  /** A text with what matches a pattern left out, or only the pattern's first group kept. */
  replace(text: string, pattern: string, group?: 1): string;
  interval(milliseconds: number): string;
  milliseconds(from: string, to: string): string;
}

export const SHAPE =
  'A table events(time TIMESTAMP, computer VARCHAR, provider VARCHAR, channel VARCHAR, event_id INTEGER, record_id BIGINT, data MAP(VARCHAR, VARCHAR)), a row an event, data by field name with the values as the event prints them.';

export const text = (value: string) => doubled(value, "'");

export const duckdbFlavour: Flavour = {
  field: (name) => `data[${text(name)}]`,
  before: (value, separator) => `split_part(${value}, ${text(separator)}, 1)`,
  replace: (value, pattern, group) =>
    `regexp_replace(${value}, ${text(pattern)}, '${group ? '\\1' : ''}')`,
  interval: (milliseconds) => `INTERVAL '${milliseconds} milliseconds'`,
  milliseconds: (from, to) => `date_diff('millisecond', ${from}, ${to})`,
};

export const sparkFlavour: Flavour = {
  field: (name) => `data[${text(name)}]`,
  before: (value, separator) => `substring_index(${value}, ${text(separator)}, 1)`,
  replace: (value, pattern, group) =>
    `regexp_replace(${value}, ${text(pattern.replaceAll('\\', '\\\\'))}, '${group ? '$1' : ''}')`,
  interval: (milliseconds) => {
    const { number, unit } = spanText(milliseconds);
    const words = { ms: 'MILLISECONDS', s: 'SECONDS', m: 'MINUTES', h: 'HOURS', d: 'DAYS' };
    return `INTERVAL ${number} ${words[unit]}`;
  },
  milliseconds: (from, to) => `(unix_millis(${to}) - unix_millis(${from}))`,
};

export const hostOf = (flavour: Flavour) =>
  `lower(left(${flavour.before('computer', '.')}, ${NETBIOS}))`;

export function where(member: MemberData, flavour: Flavour): string {
  const field = (name: string) => `lower(${flavour.field(name)})`;
  const limits = [
    `event_id ${oneOf(member.events.map(String), '=', 'IN')}`,
    `provider = ${text(member.providerName)}`,
    ...Object.entries(member.when ?? {}).map(
      ([name, values]) => `${field(name)} ${oneOf(lowered(values).map(text), '=', 'IN')}`,
    ),
    ...Object.entries(member.unless ?? {}).map(
      ([name, values]) =>
        `coalesce(${field(name)}, '') NOT IN (${lowered(values).map(text).join(', ')})`,
    ),
  ];
  return limits.join(' AND ');
}

export function normalise(field: string, kind: ValueKind, flavour: Flavour): string {
  if (field === 'Computer') return hostOf(flavour);
  const value = flavour.field(field);
  switch (kind) {
    case 'account':
      return `lower(${flavour.replace(flavour.replace(value, '^.*\\\\'), '@.*$')})`;
    case 'host': {
      const label = flavour.replace(flavour.replace(value, '^\\\\+'), FIRST_LABEL, 1);
      return `CASE WHEN lower(${value}) = '${OWN_NAME}' THEN ${hostOf(flavour)} ELSE lower(left(${label}, ${NETBIOS})) END`;
    }
    case 'ip':
      return flavour.replace(`lower(${value})`, '^::ffff:');
    default:
      return `lower(${value})`;
  }
}
