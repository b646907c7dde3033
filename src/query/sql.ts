import type { MemberData, ValueKind } from '../catalog/rule-data.ts';
import { countedFields, nameOf, NO_ORPHANS, planOf, spanText, type Plan } from './plan.ts';
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

/** One SELECT a member names its events and their key. What makes a chain of them depends on whether an event opens it. */
function ruleQuery(plan: Plan, flavour: Flavour) {
  const { rule, opens, closes, key, least } = plan;
  const text = `-- ${rule.title}: ${rule.means}
WITH named AS (
${namedMembers(plan, flavour).join('\n  UNION ALL\n')}
),
${opens.length > 0 ? chainsFromOpenings(plan, flavour) : chainsOfKeys(plan, flavour)}
`;
  const missing = key.length === 0 && !plan.perComputer;
  return {
    text,
    notes: [
      ...plan.notes,
      ...(closes.length > 0 ? [NO_ORPHANS] : []),
      ...(missing ? ['All events of the table are taken as one chain.'] : []),
      ...(least.length > 0
        ? ['Only chains with the counts that the rule asks for are given.']
        : []),
    ],
  };
}

/** Columns by which chains are told apart. */
const sameOf = ({ perComputer, key }: Plan) => [
  ...(perComputer ? ['host'] : []),
  ...key.map((_, index) => `key${index + 1}`),
];

function namedMembers(plan: Plan, flavour: Flavour): string[] {
  const { opens, closes, others, boots, key } = plan;
  const select = (member: MemberData, role: string) => {
    const columns = [
      ...key.map((own, index) =>
        role === 'boot'
          ? `NULL AS key${index + 1}`
          : `${normalise(member.key[index] ?? '', own.kind, flavour)} AS key${index + 1}`,
      ),
      ...countedFields(plan).map((field) =>
        role === 'boot' ? `NULL AS ${field}` : `${flavour.field(field)} AS ${field}`,
      ),
    ];
    return `  SELECT ${text(nameOf(member))} AS member, ${text(role)} AS role, time, record_id, ${hostOf(flavour)} AS host${columns.map((value) => `,\n    ${value}`).join('')}
  FROM events
  WHERE ${where(member, flavour)}`;
  };
  return [
    ...opens.map((member) => select(member, 'open')),
    ...closes.map((member) => select(member, 'close')),
    ...others.map((member) => select(member, 'with')),
    ...boots.map((member) => select(member, 'boot')),
  ];
}

/** Values of the key that never lead to a chain, as conditions. */
function neverOf({ key, boots }: Plan): string {
  const conditions = key.map((own, index) => {
    const values = [...new Set(own.never.map((value) => value.toLowerCase()))].map(text).join(', ');
    const not = `key${index + 1} NOT IN (${values})`;
    return boots.length > 0 ? `(${not} OR role = 'boot')` : not;
  });
  return conditions.length > 0 ? `\n  WHERE ${conditions.join('\n    AND ')}` : '';
}

function countsOf(plan: Plan, members: readonly MemberData[], of: string): string[] {
  return [
    ...members.map(
      (member) =>
        `count(DISTINCT CASE WHEN ${of}member = ${text(nameOf(member))} THEN ${of}record_id END) AS ${nameOf(member)}`,
    ),
    ...plan.least.flatMap(({ member, field }) =>
      field === undefined
        ? []
        : [
            `count(DISTINCT CASE WHEN ${of}member = ${text(nameOf(member))} THEN lower(${of}${field}) END) AS ${nameOf(member)}_${field}`,
          ],
    ),
  ];
}

function leastOf({ least }: Plan): string {
  const conditions = least.map(
    ({ member, atLeast, field }) =>
      `${nameOf(member)}${field === undefined ? '' : `_${field}`} >= ${atLeast}`,
  );
  return conditions.length > 0 ? `\nWHERE ${conditions.join('\n  AND ')}` : '';
}

/** A chain is an opening event and what follows with the same key until the next one, or until Windows starts again. */
function chainsFromOpenings(plan: Plan, flavour: Flavour): string {
  const { closes, others, boots, merge } = plan;
  const same = sameOf(plan);
  const by = ['role', ...same].join(', ');
  const nextBoot =
    boots.length > 0
      ? `,
    min(CASE WHEN role = 'boot' THEN time END)
      OVER (PARTITION BY host ORDER BY time, record_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_boot`
      : '';
  const before =
    merge === undefined
      ? ''
      : `,
    lag(time) OVER (PARTITION BY ${by} ORDER BY time, record_id) AS before_time`;
  const first =
    merge === undefined
      ? ''
      : `
    AND (before_time IS NULL OR before_time < time - ${flavour.interval(merge)})`;
  const kept = [
    'record_id',
    'host',
    'time',
    ...same.filter((name) => name !== 'host'),
    ...(boots.length > 0 ? ['next_boot'] : []),
  ];
  const columns = kept.map((name) =>
    name === 'record_id'
      ? 'o.record_id AS open_record'
      : name === 'time'
        ? 'o.time AS start_time'
        : `o.${name}`,
  );
  const end =
    closes.length > 0 ? ["min(CASE WHEN m.role = 'close' THEN m.time END) AS end_time"] : [];
  const counts = countsOf(plan, [...closes, ...others], 'm.');
  const status =
    closes.length > 0
      ? `,
  CASE WHEN end_time IS NOT NULL THEN 'closed'${boots.length > 0 ? " WHEN next_boot IS NOT NULL THEN 'lost'" : ''} ELSE 'open' END AS status,
  ${flavour.milliseconds('start_time', 'end_time')} AS duration_ms`
      : '';
  return `members AS (
  SELECT *${before}${nextBoot}
  FROM named${neverOf(plan)}
),
opens AS (
  SELECT *, lead(time) OVER (PARTITION BY ${by} ORDER BY time, record_id) AS until_time
  FROM members
  WHERE role = 'open'${first}
),
chains AS (
  SELECT ${columns.join(', ')}${[...end, ...counts].map((column) => `,\n    ${column}`).join('')}
  FROM opens o
  LEFT JOIN members m
    ON m.role IN ('close', 'with')${same.map((name) => `\n    AND m.${name} = o.${name}`).join('')}
    AND ${inside(plan, flavour)}
  GROUP BY ${kept.map((name) => `o.${name}`).join(', ')}
)
SELECT *${status}
FROM chains${leastOf(plan)}
ORDER BY start_time, open_record;`;
}

/** No event opens a chain: it is all that has one key, up to a silence where the rule names one. */
function chainsOfKeys(plan: Plan, flavour: Flavour): string {
  const { closes, others, boots, idle } = plan;
  const same = sameOf(plan);
  const boot =
    boots.length > 0
      ? `,
    count(CASE WHEN role = 'boot' THEN 1 END) OVER (PARTITION BY host ORDER BY time, record_id) AS boot`
      : '';
  const by = [...(boots.length > 0 ? ['boot'] : []), ...same];
  const partition = by.length > 0 ? `PARTITION BY ${by.join(', ')} ` : '';
  const begins =
    idle === undefined
      ? ''
      : `
begun AS (
  SELECT *,
    CASE WHEN time - lag(time) OVER (${partition}ORDER BY time, record_id) <= ${flavour.interval(idle)} THEN 0 ELSE 1 END AS begins
  FROM members
  WHERE role <> 'boot'
),
numbered AS (
  SELECT *, sum(begins) OVER (${partition}ORDER BY time, record_id ROWS UNBOUNDED PRECEDING) AS part
  FROM begun
),`;
  const group = [...by, ...(idle === undefined ? [] : ['part'])];
  const counts = countsOf(plan, [...closes, ...others], '');
  return `members AS (
  SELECT *${boot}
  FROM named${neverOf(plan)}
),${begins}
chains AS (
  SELECT ${[...group, 'min(time) AS start_time', 'max(time) AS end_time', ...counts].join(',\n    ')}
  FROM ${idle === undefined ? 'members' : 'numbered'}${idle === undefined ? "\n  WHERE role <> 'boot'" : ''}${group.length > 0 ? `\n  GROUP BY ${group.join(', ')}` : ''}
)
SELECT *, ${flavour.milliseconds('start_time', 'end_time')} AS duration_ms
FROM chains${leastOf(plan)}
ORDER BY start_time;`;
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
