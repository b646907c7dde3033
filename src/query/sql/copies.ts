import { nameOf, type Plan } from '../plan.ts';
import { text, type Flavour } from './flavour.ts';
import { given, keysOf, ORDER, sameOf } from './members.ts';

/** For an event that gives a second key: the opening of its own key that comes next, and the last one that is open. */
export function neighbours(same: readonly string[]): string[] {
  const over = (rows: string) =>
    `OVER (PARTITION BY ${same.join(', ')} ${ORDER} ROWS BETWEEN ${rows})`;
  const next = over('1 FOLLOWING AND UNBOUNDED FOLLOWING');
  const last = over('UNBOUNDED PRECEDING AND 1 PRECEDING');
  const of = (role: string, what: string) => `CASE WHEN role = '${role}' THEN ${what} END`;
  return [
    `min(${of('open', 'time')}) ${next} AS next_open_time`,
    `min(${of('open', 'record_id')}) ${next} AS next_open`,
    `max(${of('open', 'record_id')}) ${last} AS last_open`,
    `max(${of('close', 'record_id')}) ${last} AS last_close`,
  ];
}

/** Each key that leads to a chain: its own, and those given by members that copy it. */
export function secondKeys(plan: Plan, flavour: Flavour): string {
  const { aliases, boots } = plan;
  const keys = keysOf(plan);
  const soon = aliases.map(
    (member) =>
      `WHEN a.member = ${text(nameOf(member))} AND a.next_open_time <= a.time + ${flavour.interval(member.before ?? 0)} THEN a.next_open`,
  );
  const boot =
    boots.length > 0
      ? ' AND (a.next_boot = o.next_boot OR a.next_boot IS NULL AND o.next_boot IS NULL)'
      : '';
  return `,
-- A copy belongs to the opening that follows it at once, or else to the one that is open.
copies AS (
  SELECT a.*, o.open_record, o.start_time
  FROM members a
  JOIN opens o ON a.host = o.host${boot}
    AND o.open_record = CASE ${soon.join('\n      ')}
      WHEN a.last_close IS NULL OR a.last_close < a.last_open THEN a.last_open END
  WHERE a.role = 'alias'
),
keyed AS (
  SELECT host, open_record, start_time, ${keys.join(', ')}, start_time AS from_time, open_record AS from_record FROM opens
  UNION ALL
  SELECT host, open_record, start_time, ${keys.map((key) => `${given(key)} AS ${key}`).join(', ')}, time, record_id FROM copies
),
keys AS (
  SELECT *, lead(from_time) OVER (PARTITION BY ${sameOf(plan).join(', ')} ORDER BY from_time, from_record) AS to_time,
    lead(from_record) OVER (PARTITION BY ${sameOf(plan).join(', ')} ORDER BY from_time, from_record) AS to_record,
    row_number() OVER (PARTITION BY host, open_record ORDER BY from_time, from_record) AS key_number,
    count(*) OVER (PARTITION BY host, open_record) AS key_count
  FROM keyed
)`;
}
