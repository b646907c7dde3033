import type { MemberData } from '../../catalog/rule-data.ts';
import { countedBeyondKey, isTimed, lowered, nameOf, type Agreement, type Plan } from '../plan.ts';
import { text, type Flavour } from './flavour.ts';
import { secondKeys, neighbours } from './copies.ts';
import {
  agreed,
  countsOf,
  keysOf,
  leastOf,
  neverOf,
  ORDER,
  sameOf,
  startsOfRuns,
} from './members.ts';

/**
 * A chain is an opening event and what follows with the same key until the next one, until its end, or until Windows
 * starts again.
 */
export function chainsFromOpenings(plan: Plan, flavour: Flavour): string {
  const { closes, others, aliases, strays, boots, merge, pair, agreements } = plan;
  const same = sameOf(plan);
  const by = ['role', ...same].join(', ');
  const runs = startsOfRuns(plan, flavour);
  const windows = [
    ...(merge === undefined ? [] : [`lag(time) OVER (PARTITION BY ${by} ${ORDER}) AS before_time`]),
    ...(boots.length > 0
      ? [
          `min(CASE WHEN ${runs.isStart} THEN time END)
      OVER (PARTITION BY host ${ORDER} ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_boot`,
        ]
      : []),
    ...(aliases.length > 0 ? neighbours(same) : []),
  ];
  const first =
    merge === undefined
      ? ''
      : `
    AND (before_time IS NULL OR before_time < time - ${flavour.interval(merge)})`;
  const kept = [
    'start_time',
    'until_time',
    ...(boots.length > 0 ? ['next_boot'] : []),
    ...keysOf(plan),
    ...(pair === undefined ? [] : [pair]),
  ];
  const members = [...closes, ...others, ...aliases];
  const several = aliases.length > 0;
  const end = endOf(plan);
  const link = members.length > 0;
  const columns = [
    ...['host', 'open_record', 'start_time'],
    ...(closes.length > 0 ? ['end_time'] : []),
    ...keysOf(plan),
    ...(pair === undefined ? [] : [pair]),
    ...members.map(nameOf),
    ...leastColumns(plan),
  ];
  const chains = `SELECT ${columns.join(', ')}${statusOf(plan, flavour)}
FROM chains${leastOf(plan)}`;
  return `${runs.before}members AS (
  SELECT *${windows.map((window) => `,\n    ${window}`).join('')}
  FROM ${runs.from}${neverOf(plan)}
),
opens AS (
  SELECT host, record_id AS open_record, time AS start_time${boots.length > 0 ? ', next_boot' : ''}${[...keysOf(plan), ...agreements.map(agreed), ...(pair === undefined ? [] : [pair])].map((name) => `, ${name}`).join('')},
    lead(time) OVER (PARTITION BY ${by} ${ORDER}) AS until_time,
    lead(record_id) OVER (PARTITION BY ${by} ${ORDER}) AS until_record
  FROM members
  WHERE role = 'open'${first}
)${several ? secondKeys(plan, flavour) : ''}${link ? linked(plan, flavour) : ''},
chains AS (
  SELECT o.host, o.open_record, ${kept.map((name) => `o.${name}`).join(', ')}${[...end, ...countsOf(plan, members)].map((column) => `,\n    ${column}`).join('')}
  FROM opens o${link ? `\n  LEFT JOIN kept m ON m.open_host = o.host AND m.open_record = o.open_record AND m.start_time = o.start_time` : ''}
  GROUP BY o.host, o.open_record, ${kept.map((name) => `o.${name}`).join(', ')}
)${strays.length > 0 ? withStrays(plan, columns, chains) : `\n${chains}\nORDER BY start_time, open_record`};`;
}

/** The chains, and the events that belong to one whose opening event is not there. */
function withStrays(plan: Plan, columns: readonly string[], chains: string): string {
  const keys = keysOf(plan);
  const counted = [...plan.closes, ...plan.others, ...plan.aliases].map(nameOf);
  const names = plan.strays.map(nameOf);
  const own = (column: string) => {
    if (column === 'end_time') return 'm.time';
    if (column === 'host' || keys.includes(column)) return `m.${column}`;
    if (!counted.includes(column)) return 'NULL';
    if (!names.includes(column)) return '0';
    return names.length === 1 ? '1' : `CASE WHEN m.member = ${text(column)} THEN 1 ELSE 0 END`;
  };
  return `,
found AS (
  ${chains.replaceAll('\n', '\n  ')}
  UNION ALL
  SELECT ${columns.map(own).join(', ')},
    'orphan', NULL
  FROM members m
  WHERE m.member IN (${names.map(text).join(', ')})
    AND NOT EXISTS (
      SELECT 1 FROM kept k
      WHERE k.host = m.host AND k.member = m.member AND k.record_id = m.record_id AND k.time = m.time
    )
)
SELECT * FROM found
ORDER BY coalesce(start_time, end_time), open_record`;
}

const leastColumns = ({ least }: Plan) =>
  least.flatMap(({ member, field }) => (field === undefined ? [] : [`${nameOf(member)}_${field}`]));

/** When a chain ended: at its first closing event, or, where it has several keys, when all of them were closed. */
function endOf({ closes, aliases }: Plan): string[] {
  if (closes.length === 0) return [];
  const times = "min(CASE WHEN role = 'close' THEN time END)";
  if (aliases.length === 0) return [`${times} AS end_time`];
  return [
    `CASE WHEN count(DISTINCT CASE WHEN role = 'close' THEN key_number END) = max(key_count) THEN max(CASE WHEN role = 'close' THEN time END) END AS end_time`,
  ];
}

function statusOf({ rule, closes, boots }: Plan, flavour: Flavour): string {
  if (closes.length === 0) return '';
  const boot = boots.length > 0;
  const replaced = rule.defines === 'boot' ? 'lost' : 'ambiguous';
  const whens = [
    "WHEN end_time IS NOT NULL THEN 'closed'",
    `WHEN until_time IS NOT NULL${boot ? ' AND (next_boot IS NULL OR until_time < next_boot)' : ''} THEN '${replaced}'`,
    ...(boot ? ["WHEN next_boot IS NOT NULL THEN 'lost'"] : []),
  ];
  return `,
  CASE ${whens.join('\n    ')}
    ELSE 'open' END AS status,
  ${flavour.milliseconds('start_time', 'end_time')} AS duration_ms`;
}

/** The events of each chain: linked by key and time, and kept until the chain ends. */
function linked(plan: Plan, flavour: Flavour): string {
  const { closes, finals, others, aliases, linger } = plan;
  const several = aliases.length > 0;
  const same = sameOf(plan);
  const early = others.some(({ before }) => before !== undefined);
  const names = (members: readonly MemberData[]) =>
    members.map((member) => text(nameOf(member))).join(', ');
  const on = same.map((name) => `m.${name} = ${several ? 'k' : 'o'}.${name}`);
  const from = several
    ? `opens o
  JOIN keys k ON k.host = o.host AND k.open_record = o.open_record
  JOIN members m`
    : `opens o
  JOIN members m`;
  const roles = [
    ...(closes.length > 0 ? ['close'] : []),
    ...new Set(others.map(({ role }) => role)),
  ];
  const conditions = [
    `m.role IN (${roles.map(text).join(', ')})`,
    ...on,
    ...plan.agreements.map((one) => agreeing(one)),
    inside(plan, flavour),
  ];
  const cut =
    finals.length === 0
      ? ''
      : `,
    min(CASE WHEN member IN (${names(finals)}) THEN time END)
      OVER (PARTITION BY open_host, open_record${several ? ', key_number' : ''}, start_time) AS cut_time`;
  const choice = early
    ? `,
    row_number() OVER (PARTITION BY host, member, record_id, time ORDER BY start_time) AS choice`
    : '';
  const after = `time <= cut_time${linger > 0 ? ` + ${flavour.interval(linger)}` : ''}`;
  const copies = several
    ? `
  UNION ALL
  SELECT host, open_record, start_time, key_count, NULL, member, role, time, record_id, host${countedBeyondKey(
    plan,
  )
    .map((field) => `, ${field}`)
    .join('')}
  FROM (SELECT c.*, k.key_count FROM copies c JOIN keys k ON k.host = c.host AND k.open_record = c.open_record AND k.from_record = c.record_id)`
    : '';
  const linkedColumns = `open_host, o.open_record, o.start_time${several ? ', k.key_count, k.key_number' : ''}, m.member, m.role, m.time, m.record_id, m.host${countedBeyondKey(
    plan,
  )
    .map((field) => `, m.${field}`)
    .join('')}`;
  return `,
linked AS (
  SELECT o.host AS ${linkedColumns}
  FROM ${from}
    ON ${conditions.join('\n    AND ')}
),
ended AS (
  SELECT *${cut}
  FROM linked
),
chosen AS (
  SELECT *${choice}
  FROM ended${finals.length === 0 ? '' : `\n  WHERE cut_time IS NULL OR ${after}`}
),
kept AS (
  SELECT open_host, open_record, start_time, ${several ? 'key_count, key_number, ' : ''}member, role, time, record_id, host${countedBeyondKey(
    plan,
  )
    .map((field) => `, ${field}`)
    .join('')}
  FROM chosen${early ? '\n  WHERE choice = 1' : ''}${copies}
)`;
}

/** Both sides say the same, where both say something and the member has to agree. */
function agreeing(one: Agreement): string {
  const never = lowered(one.never).map(text).join(', ');
  const name = agreed(one);
  return `(m.${name} IS NULL OR m.${name} IN (${never}) OR coalesce(o.${name}, '') IN (${never}) OR m.${name} = o.${name})`;
}

/** When an event belongs to the chain that `o` opens: between it and what ends the wait, or within the member's own time. */
function inside(plan: Plan, flavour: Flavour): string {
  const { closes, others, aliases, boots, after } = plan;
  const several = aliases.length > 0;
  const begin = several
    ? '(m.time > k.from_time OR m.time = k.from_time AND m.record_id > k.from_record)'
    : '(m.time > o.start_time OR m.time = o.start_time AND m.record_id > o.open_record)';
  const until = several
    ? '(k.to_time IS NULL OR m.time < k.to_time OR m.time = k.to_time AND m.record_id < k.to_record)'
    : '(o.until_time IS NULL OR m.time < o.until_time OR m.time = o.until_time AND m.record_id < o.until_record)';
  const limits = [
    until,
    ...(boots.length > 0 ? ['(o.next_boot IS NULL OR m.time < o.next_boot)'] : []),
    ...(after === undefined ? [] : [`m.time <= o.start_time + ${flavour.interval(after)}`]),
  ];
  const timed = [...closes, ...others].filter(isTimed);
  const plain = begin;
  const starts =
    timed.length === 0
      ? plain
      : `CASE ${timed
          .map((member) => {
            const from =
              member.before === undefined
                ? begin
                : `m.time >= o.start_time - ${flavour.interval(member.before)}`;
            const to =
              member.after === undefined
                ? ''
                : ` AND m.time <= o.start_time + ${flavour.interval(member.after)}`;
            return `WHEN m.member = ${text(nameOf(member))} THEN ${from}${to}`;
          })
          .join('\n      ')}
      ELSE ${plain} END`;
  return [starts, ...limits].join('\n    AND ');
}
