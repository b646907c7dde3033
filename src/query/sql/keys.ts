import type { Plan } from '../plan.ts';
import type { Flavour } from './flavour.ts';
import { countsOf, leastOf, neverOf, ORDER, sameOf, startsOfRuns } from './members.ts';

/** No event opens a chain: it is all that has one key, up to a silence where the rule names one. */
export function chainsOfKeys(plan: Plan, flavour: Flavour): string {
  const { closes, others, boots, idle } = plan;
  const same = sameOf(plan);
  const runs = startsOfRuns(plan, flavour);
  const boot =
    boots.length > 0
      ? `,
    count(CASE WHEN ${runs.isStart} THEN 1 END) OVER (PARTITION BY host ${ORDER}) AS boot`
      : '';
  const by = [...(boots.length > 0 ? ['boot'] : []), ...same];
  const partition = by.length > 0 ? `PARTITION BY ${by.join(', ')} ` : '';
  const begins =
    idle === undefined
      ? ''
      : `
-- Silence ends a chain; evidence neither begins nor prolongs it.
heard AS (
  SELECT *,
    max(CASE WHEN role <> 'evidence' THEN time END)
      OVER (${partition}${ORDER} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS heard_time
  FROM members
  WHERE role <> 'boot'
),
begun AS (
  SELECT *,
    CASE WHEN heard_time IS NULL OR heard_time < time - ${flavour.interval(idle)} THEN 1 ELSE 0 END AS begins
  FROM heard
),
numbered AS (
  SELECT *, sum(begins) OVER (${partition}${ORDER} ROWS UNBOUNDED PRECEDING) AS part
  FROM begun
  WHERE role <> 'evidence' OR begins = 0
),`;
  const group = [...by, ...(idle === undefined ? [] : ['part'])];
  const time = "CASE WHEN role <> 'evidence' THEN time END";
  const counts = countsOf(plan, [...closes, ...others]);
  return `${runs.before}members AS (
  SELECT *${boot}
  FROM ${runs.from}${neverOf(plan)}
),${begins}
chains AS (
  SELECT ${[...group, `min(${time}) AS start_time`, `max(${time}) AS end_time`, ...counts].join(',\n    ')}
  FROM ${idle === undefined ? "members\n  WHERE role <> 'boot'" : 'numbered'}${group.length > 0 ? `\n  GROUP BY ${group.join(', ')}` : ''}
)
SELECT *, ${flavour.milliseconds('start_time', 'end_time')} AS duration_ms
FROM chains${leastOf(plan)}
ORDER BY start_time;`;
}
