import { MERGED, ORPHANS, planOf, SHORT_HOSTS, type Plan } from '../plan.ts';
import { doubled, type Dialect, type QueryEvent } from '../query.ts';
import { duckdbFlavour, SHAPE, sparkFlavour, text, type Flavour } from './flavour.ts';
import { chainsOfKeys } from './keys.ts';
import { namedMembers } from './members.ts';
import { chainsFromOpenings } from './openings.ts';

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
  proof:
    'Made by the same code as the DuckDB query; parsed by a grammar of Spark SQL when it was last changed, not run by Spark.',
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
 * One SELECT a member names its events and their key. What makes a chain of them depends on whether an event opens it.
 */
function ruleQuery(plan: Plan, flavour: Flavour) {
  const { rule, opens, key, least } = plan;
  const text = `-- ${rule.title}: ${rule.means}
-- One row a chain. The time range is that of asked.
WITH asked AS (
  SELECT * FROM events
  WHERE time >= TIMESTAMP '2000-01-01 00:00:00' AND time < TIMESTAMP '2100-01-01 00:00:00'
),
named AS (
${namedMembers(plan, flavour).join('\n  UNION\n')}
),
${opens.length > 0 ? chainsFromOpenings(plan, flavour) : chainsOfKeys(plan, flavour)}
`;
  const missing = key.length === 0 && !plan.perComputer;
  return {
    text,
    notes: [
      ...plan.notes,
      ...SHORT_HOSTS(plan),
      ...(opens.length > 0 ? [...MERGED(plan), ORPHANS(plan)] : []),
      ...(missing ? ['All events of the table are taken as one chain.'] : []),
      ...(least.length > 0
        ? ['Only chains with the counts that the rule asks for are given.']
        : []),
    ],
  };
}
