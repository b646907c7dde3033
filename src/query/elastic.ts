import { push } from '../catalog/push.ts';
import type { MemberData, ValueKind } from '../catalog/rule-data.ts';
import { idsOf, longestOf, nameOf, planOf, providersOf, spanText, type Plan } from './plan.ts';
import { escaped, oneOf, type Columns, type Dialect } from './query.ts';

/** Asked for where the rule names no time. */
const DAY = 86_400_000;

const EXPECTS =
  'Events that Winlogbeat or the Elastic Agent collected, in logs-* or winlogbeat-*, moved to ECS by their pipelines.';

/** Elasticsearch's piped language. */
export const esql: Dialect = {
  id: 'esql',
  title: 'ES|QL (Elastic)',
  language: 'query',
  expects: EXPECTS,
  proof: 'Compared with texts that people have read; not run by Elasticsearch.',
  event(event, columns) {
    const table = columns('winlogbeat');
    const fields = event.fields.map((name) => named(column(table, name, event)));
    return {
      text: `FROM logs-*, winlogbeat-*
| WHERE event.code == ${escaped(String(event.id))} AND ${table.system('System/Provider/@Name')} == ${escaped(event.provider)}
| KEEP ${[...new Set(['@timestamp', table.system('System/Computer'), ...fields])].join(', ')}
| SORT @timestamp DESC
| LIMIT 100
`,
      notes: [],
    };
  },
  rule: (rule, columns) => esqlRule(planOf(rule), columns('winlogbeat')),
};

/** Elasticsearch's sequences: one event after another with the same key. */
export const eql: Dialect = {
  id: 'eql',
  title: 'EQL (Elastic)',
  language: 'query',
  expects: EXPECTS,
  proof: 'Compared with texts that people have read; not run by Elasticsearch.',
  event: (event, columns) => ({
    text: `any where event.code == ${escaped(String(event.id))} and ${columns('winlogbeat').system('System/Provider/@Name')} == ${escaped(event.provider)}
`,
    notes: [],
  }),
  rule: (rule, columns) => eqlRule(planOf(rule), columns('winlogbeat')),
};

interface Of {
  id?: number;
  userData?: string | undefined;
}

function column(table: Columns, field: string, of: Of = {}): string {
  if (field === 'Computer') return table.system('System/Computer');
  if (of.userData !== undefined) return `winlog.user_data.${field}`;
  return table.field(field, of.id) ?? `winlog.event_data.${field}`;
}

/** A name with other signs than letters, digits, `_`, `@` and dots stands in back quotes. */
const named = (name: string) => (/^[\w@.]+$/.test(name) ? name : `\`${name}\``);

function conditionOf(
  member: MemberData,
  table: Columns,
  and: string,
  equal: string,
  among: string,
): string {
  const not = and === 'AND' ? 'NOT' : 'not';
  return [
    `event.code ${oneOf(
      member.events.map((id) => escaped(String(id))),
      equal,
      among,
    )}`,
    ...Object.entries(member.when ?? {}).map(
      ([name, values]) =>
        `${column(table, name, { id: member.events[0] ?? 0 })} ${oneOf(values.map(escaped), equal, among)}`,
    ),
    ...Object.entries(member.unless ?? {}).map(
      ([name, values]) =>
        `${not} ${column(table, name, { id: member.events[0] ?? 0 })} ${among} (${values.map(escaped).join(', ')})`,
    ),
  ].join(` ${and} `);
}

function esqlRule(plan: Plan, table: Columns) {
  const { rule, opens, closes, others, perComputer, key } = plan;
  const all = [...opens, ...closes, ...others];
  const keys = key.map((_, index) => `key${index + 1}`);
  const by = [...(perComputer ? ['host'] : []), ...keys];
  const condition = (member: MemberData) => conditionOf(member, table, 'AND', '==', 'IN');
  const names = (of: readonly MemberData[]) => of.map((member) => escaped(nameOf(member)));
  const keyLines = keys.map((name, index) => {
    const kind = key[index]?.kind ?? 'text';
    const values = new Map<string, MemberData[]>();
    for (const member of all) {
      const value = normalise(
        column(table, member.key[index] ?? '', { id: member.events[0] ?? 0 }),
        kind,
      );
      push(values, value, member);
    }
    const [only] = values.keys();
    if (values.size === 1) return `| EVAL ${name} = ${only}`;
    return `| EVAL ${name} = CASE(${[...values].map(([value, of]) => `member IN (${names(of).join(', ')}), ${value}`).join(', ')})`;
  });
  const never = key.map(
    (own, index) =>
      `| WHERE NOT key${index + 1} IN (${[...new Set(own.never.map((value) => value.toLowerCase()))].map(escaped).join(', ')})`,
  );
  const times =
    opens.length > 0
      ? [
          `start = MIN(CASE(member IN (${names(opens).join(', ')}), @timestamp, NULL))`,
          ...(closes.length > 0
            ? [`end = MIN(CASE(member IN (${names(closes).join(', ')}), @timestamp, NULL))`]
            : []),
          `opened = COUNT(CASE(member IN (${names(opens).join(', ')}), 1, NULL))`,
        ]
      : ['start = MIN(@timestamp)', 'end = MAX(@timestamp)'];
  const counts = [
    ...[...closes, ...others].map(
      (member) => `${nameOf(member)} = COUNT(CASE(member == ${escaped(nameOf(member))}, 1, NULL))`,
    ),
    ...plan.least.flatMap(({ member, field }) =>
      field === undefined
        ? []
        : [
            `${nameOf(member)}_${field} = COUNT_DISTINCT(CASE(member == ${escaped(nameOf(member))}, TO_LOWER(${column(table, field)}), NULL))`,
          ],
    ),
  ];
  const text = [
    `// ${rule.title}: ${rule.means}`,
    'FROM logs-*, winlogbeat-*',
    `| WHERE event.code ${oneOf(idsOf(all).map(escaped), '==', 'IN')} AND ${table.system('System/Provider/@Name')} ${oneOf(providersOf(all).map(escaped), '==', 'IN')}`,
    `| EVAL member = CASE(${all.map((member) => `${condition(member)}, ${escaped(nameOf(member))}`).join(',\n    ')})`,
    '| WHERE member IS NOT NULL',
    ...keyLines,
    ...never,
    `| EVAL host = ${normalise(table.system('System/Computer'), 'host')}`,
    `| STATS ${[...times, ...counts].join(',\n    ')}${by.length > 0 ? `\n    BY ${by.join(', ')}` : ''}`,
    ...(closes.length > 0
      ? [
          '| EVAL status = CASE(start IS NULL, "orphan", opened > 1, "ambiguous", end IS NULL, "open", "closed"), duration_ms = DATE_DIFF("millisecond", start, end)',
        ]
      : []),
    ...plan.least.map(
      ({ member, atLeast, field }) =>
        `| WHERE ${nameOf(member)}${field === undefined ? '' : `_${field}`} >= ${atLeast}`,
    ),
    '| SORT start',
  ].join('\n');
  return {
    text: `${text}\n`,
    notes: [
      ...plan.notes,
      'ES|QL groups all events with the same key: a key that is used again falls into one row, marked ambiguous. Keep the time range short.',
      ...(plan.boots.length > 0 ? ['The runs of Windows are not told apart.'] : []),
    ],
  };
}

function eqlRule(plan: Plan, table: Columns) {
  const { rule, opens, closes, others, perComputer } = plan;
  const second = closes.length > 0 ? closes : others;
  if (opens.length === 0 || second.length === 0) {
    return {
      cannot:
        'A sequence begins with one event and ends with another; this rule takes events by their key alone.',
    };
  }
  // A sequence goes forward in time: what comes before the opening event stands first.
  const earlier = ({ before = 0, after = 0 }: MemberData) => before > after;
  const first = second.every(earlier) ? second : opens;
  const then = first === opens ? second : opens;
  const by = (members: readonly MemberData[]) => {
    const fields = (members[0]?.key ?? []).map((name) =>
      column(table, name, { id: members[0]?.events[0] ?? 0 }),
    );
    const host = perComputer ? ['host.id'] : [];
    return [...host, ...fields];
  };
  const same = by(first).length;
  const stage = (members: readonly MemberData[]) => {
    const kept = members.filter((member) => by([member]).length === same);
    const conditions = kept.map((member) => conditionOf(member, table, 'and', '==', 'in'));
    const where =
      conditions.length === 1 ? conditions[0] : conditions.map((one) => `(${one})`).join(' or ');
    return `  [any where ${where}]${same > 0 ? ` by ${by(kept).join(', ')}` : ''}`;
  };
  const longest = longestOf(plan);
  const { number, unit } = spanText(longest ?? DAY);
  const left = [...closes, ...others].filter((member) => !second.includes(member));
  const differ = new Set(second.map((member) => member.key.join())).size > 1;
  return {
    text: `// ${rule.title}: ${rule.means}
sequence with maxspan=${number}${unit}
${stage(first)}
${stage(then)}
`,
    notes: [
      ...plan.notes,
      ...(left.length > 0 ? [`Left out: ${left.map((member) => member.title).join(', ')}.`] : []),
      'EQL compares keys as they are written, so letters must agree in case.',
      ...(differ
        ? ['Members whose key stands in other fields are asked for with the fields of the first.']
        : []),
      ...(longest !== undefined
        ? []
        : ['Chains longer than a day are not found: raise maxspan for them.']),
      ...(plan.boots.length > 0 ? ['The runs of Windows are not told apart.'] : []),
    ],
  };
}

function normalise(value: string, kind: ValueKind): string {
  switch (kind) {
    case 'account':
      return `TO_LOWER(REPLACE(${value}, "^.*\\\\\\\\|@.*$", ""))`;
    case 'host':
      return `TO_LOWER(MV_FIRST(SPLIT(${value}, ".")))`;
    case 'ip':
      return `TO_LOWER(REPLACE(TO_STRING(${value}), "^::ffff:", ""))`;
    default:
      return `TO_LOWER(TO_STRING(${value}))`;
  }
}
