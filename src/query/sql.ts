import type { MemberData, ValueKind } from '../catalog/rule-data.ts';
import { nameOf, NO_ORPHANS, planOf, spanText, type Plan } from './plan.ts';
import { doubled, oneOf, type Dialect, type QueryEvent } from './query.ts';

/** What differs between the two SQL dialects. */
interface Flavour {
  /** A field of the event: `data['TargetLogonId']`. */
  field(name: string): string;
  before(text: string, separator: string): string;
  replace(text: string, pattern: string): string;
  interval(milliseconds: number): string;
  milliseconds(from: string, to: string): string;
}

const SHAPE =
  'A table events(time TIMESTAMP, computer VARCHAR, provider VARCHAR, channel VARCHAR, event_id INTEGER, record_id BIGINT, data MAP(VARCHAR, VARCHAR)), a row an event, data by field name.';

const text = (value: string) => doubled(value, "'");

const duckdbFlavour: Flavour = {
  field: (name) => `data[${text(name)}]`,
  before: (value, separator) => `split_part(${value}, ${text(separator)}, 1)`,
  replace: (value, pattern) => `regexp_replace(${value}, ${text(pattern)}, '')`,
  interval: (milliseconds) => `INTERVAL '${milliseconds} milliseconds'`,
  milliseconds: (from, to) => `date_diff('millisecond', ${from}, ${to})`,
};

const sparkFlavour: Flavour = {
  field: (name) => `data[${text(name)}]`,
  before: (value, separator) => `substring_index(${value}, ${text(separator)}, 1)`,
  replace: (value, pattern) =>
    `regexp_replace(${value}, ${text(pattern.replaceAll('\\', '\\\\'))}, '')`,
  interval: (milliseconds) => {
    const { number, unit } = spanText(milliseconds);
    const words = { ms: 'MILLISECONDS', s: 'SECONDS', m: 'MINUTES', h: 'HOURS', d: 'DAYS' };
    return `INTERVAL ${number} ${words[unit]}`;
  },
  milliseconds: (from, to) => `(unix_millis(${to}) - unix_millis(${from}))`,
};

/** SQL as DuckDB speaks it. */
export const duckdb: Dialect = {
  id: 'sql',
  title: 'SQL (DuckDB)',
  language: 'query',
  expects: SHAPE,
  proof: 'Run by DuckDB in the tests; its chains equal those of the engine here.',
  event: (event) => eventQuery(event, duckdbFlavour),
  rule: (rule) => ruleQuery(planOf(rule), duckdbFlavour),
};

/** SQL as Apache Spark speaks it. */
export const spark: Dialect = {
  id: 'spark',
  title: 'SQL (Spark)',
  language: 'query',
  expects: SHAPE.replaceAll('VARCHAR', 'STRING').replace(
    'MAP(STRING, STRING)',
    'MAP<STRING, STRING>',
  ),
  proof: 'Made by the same code as the DuckDB query; read by people, not run by Spark.',
  event: (event) => eventQuery(event, sparkFlavour),
  rule: (rule) => ruleQuery(planOf(rule), sparkFlavour),
};

function eventQuery(event: QueryEvent, flavour: Flavour) {
  const fields = event.fields.map((name) => `,\n  ${flavour.field(name)} AS ${doubled(name, '"')}`);
  return {
    text: `-- ${event.id} ${event.title}
SELECT time, computer, record_id${fields.join('')}
FROM events
WHERE event_id = ${event.id}
  AND provider = ${text(event.provider)}
ORDER BY time DESC;
`.replaceAll('"', flavour === sparkFlavour ? '`' : '"'),
    notes: [],
  };
}

/**
 * One SELECT a member names its events and their key; a chain is an opening event and what follows with the same key until
 * the next one, or until Windows starts again.
 */
function ruleQuery(plan: Plan, flavour: Flavour) {
  const { rule, opens, closes, others, boots, perComputer, key } = plan;
  const keys = key.map((_, index) => `key${index + 1}`);
  const same = [...(perComputer ? ['host'] : []), ...keys];
  const named = [
    ...opens.map((member) => selectMember(member, 'open', plan, flavour)),
    ...closes.map((member) => selectMember(member, 'close', plan, flavour)),
    ...others.map((member) => selectMember(member, 'with', plan, flavour)),
    ...boots.map((member) => selectMember(member, 'boot', plan, flavour)),
  ];
  const never = key.map(
    (own, index) =>
      `(key${index + 1} NOT IN (${[...new Set(own.never.map((value) => value.toLowerCase()))].map(text).join(', ')})${boots.length > 0 ? " OR role = 'boot'" : ''})`,
  );
  const nextBoot =
    boots.length > 0
      ? `,
    min(CASE WHEN role = 'boot' THEN time END)
      OVER (PARTITION BY host ORDER BY time, record_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_boot`
      : '';
  const counts = [...closes, ...others].map(
    (member) =>
      `count(DISTINCT CASE WHEN m.member = ${text(nameOf(member))} THEN m.record_id END) AS ${nameOf(member)}`,
  );
  const end =
    closes.length > 0 ? ["min(CASE WHEN m.role = 'close' THEN m.time END) AS end_time"] : [];
  const distinct = plan.least.filter(({ field }) => field !== undefined);
  const least = plan.least
    .filter(
      ({ field, member }) =>
        field === undefined && counts.some((count) => count.endsWith(` AS ${nameOf(member)}`)),
    )
    .map(({ member, atLeast }) => `${nameOf(member)} >= ${atLeast}`);
  const status =
    closes.length > 0
      ? `,
  CASE WHEN end_time IS NOT NULL THEN 'closed'${boots.length > 0 ? " WHEN next_boot IS NOT NULL THEN 'lost'" : ''} ELSE 'open' END AS status,
  ${flavour.milliseconds('start_time', 'end_time')} AS duration_ms`
      : '';
  const kept = ['record_id', 'host', 'time', ...keys, ...(boots.length > 0 ? ['next_boot'] : [])];
  const columns = kept.map((name) =>
    name === 'record_id'
      ? 'o.record_id AS open_record'
      : name === 'time'
        ? 'o.time AS start_time'
        : `o.${name}`,
  );
  const sql = `-- ${rule.title}: ${rule.means}
WITH named AS (
${named.join('\n  UNION ALL\n')}
),
members AS (
  SELECT *,
    lead(time) OVER (PARTITION BY ${['role', ...same].join(', ')} ORDER BY time, record_id) AS until_time${nextBoot}
  FROM named${never.length > 0 ? `\n  WHERE ${never.join('\n    AND ')}` : ''}
),
chains AS (
  SELECT ${columns.join(', ')}${[...end, ...counts].map((column) => `,\n    ${column}`).join('')}
  FROM members o
  LEFT JOIN members m
    ON m.role IN ('close', 'with')${same.map((name) => `\n    AND m.${name} = o.${name}`).join('')}
    AND ${inside(plan, flavour)}
  WHERE o.role = 'open'
  GROUP BY ${kept.map((name) => `o.${name}`).join(', ')}
)
SELECT *${status}
FROM chains${least.length > 0 ? `\nWHERE ${least.join('\n  AND ')}` : ''}
ORDER BY start_time, open_record;
`;
  const notes = distinct.map(
    ({ member, atLeast, field }) =>
      `That ${member} holds at least ${atLeast} different ${field} is not asked for.`,
  );
  const orphans = closes.length > 0 ? [NO_ORPHANS] : [];
  return { text: sql, notes: [...plan.notes, ...orphans, ...notes] };
}

function selectMember(member: MemberData, role: string, { key }: Plan, flavour: Flavour): string {
  const values = key.map((own, index) =>
    role === 'boot'
      ? `NULL AS key${index + 1}`
      : `${normalise(member.key[index] ?? '', own.kind, flavour)} AS key${index + 1}`,
  );
  return `  SELECT ${text(nameOf(member))} AS member, ${text(role)} AS role, time, record_id, ${hostOf(flavour)} AS host${values.map((value) => `,\n    ${value}`).join('')}
  FROM events
  WHERE ${where(member, flavour)}`;
}

/** When an event belongs to the chain that `o` opens: between it and what ends the wait, or within the member's own time. */
function inside({ closes, others, boots }: Plan, flavour: Flavour): string {
  const after = '(m.time, m.record_id) > (o.time, o.record_id)';
  const until = '(o.until_time IS NULL OR m.time < o.until_time)';
  const boot = boots.length > 0 ? ' AND (o.next_boot IS NULL OR m.time < o.next_boot)' : '';
  const own = (member: MemberData) => member.before !== undefined || member.after !== undefined;
  const timed = [...closes, ...others].filter(own);
  const plain = `${after} AND ${until}${boot}`;
  if (timed.length === 0) return plain;
  const names = timed.map((member) => text(nameOf(member)));
  const windows = timed.map((member) => {
    const from =
      member.before === undefined ? after : `m.time >= o.time - ${flavour.interval(member.before)}`;
    const to =
      member.after === undefined ? until : `m.time <= o.time + ${flavour.interval(member.after)}`;
    return `m.member = ${text(nameOf(member))} AND ${from} AND ${to}${boot}`;
  });
  return `(m.member NOT IN (${names.join(', ')}) AND ${plain}
      OR ${windows.join('\n      OR ')})`;
}

const hostOf = (flavour: Flavour) => `lower(${flavour.before('computer', '.')})`;

function where(member: MemberData, flavour: Flavour): string {
  const limits = [
    `event_id ${oneOf(member.events.map(String), '=', 'IN')}`,
    `provider = ${text(member.providerName)}`,
    ...Object.entries(member.when ?? {}).map(
      ([name, values]) => `${flavour.field(name)} ${oneOf(values.map(text), '=', 'IN')}`,
    ),
    ...Object.entries(member.unless ?? {}).map(
      ([name, values]) => `${flavour.field(name)} NOT IN (${values.map(text).join(', ')})`,
    ),
  ];
  return limits.join(' AND ');
}

function normalise(field: string, kind: ValueKind, flavour: Flavour): string {
  const value = field === 'Computer' ? 'computer' : flavour.field(field);
  switch (kind) {
    case 'account':
      return `lower(${flavour.replace(value, '^.*\\\\|@.*$')})`;
    case 'host':
      return `lower(${flavour.before(flavour.replace(value, '^\\\\+'), '.')})`;
    case 'ip':
      return `lower(${flavour.replace(value, '^::ffff:')})`;
    case 'sid':
      return value;
    default:
      return `lower(${value})`;
  }
}
