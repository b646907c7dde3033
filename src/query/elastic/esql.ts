import { push } from '../../catalog/push.ts';
import type { MemberData, ValueKind } from '../../catalog/rule-data.ts';
import { periodText } from '../../catalog/rule-words.ts';
import {
  idsOf,
  isTimed,
  lowered,
  nameOf,
  NO_AGREEMENT,
  planOf,
  providersOf,
  SHORT_HOSTS,
  type Plan,
} from '../plan.ts';
import {
  escaped,
  FIRST_LABEL,
  NETBIOS,
  oneOf,
  OWN_NAME,
  type Columns,
  type Dialect,
} from '../query.ts';
import { conditionOf, EXPECTS, fieldOf, memberField, named } from './field.ts';

const WORDS = {
  and: 'AND',
  or: 'OR',
  not: 'NOT',
  none: (field: string) => `${field} IS NULL`,
  in: 'IN',
  provider: false,
};
const SOURCE = `FROM logs-*, winlogbeat-*
| WHERE @timestamp >= NOW() - 1 day // how far back it looks`;

/** Elasticsearch's piped language. */
export const esql: Dialect = {
  id: 'esql',
  title: 'ES|QL (Elastic)',
  language: 'query',
  expects: `${EXPECTS} Elasticsearch 8.16 or later; it rejects the name of a field that no index has.`,
  proof: 'Compared with texts that people have read; not run by Elasticsearch.',
  event(event, columns) {
    const table = columns('winlogbeat');
    const fields = event.fields.map((name) => named(fieldOf(table, name, event)));
    return {
      text: `// ${event.id} ${event.title}
${SOURCE}
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

const isOneOf = (members: readonly MemberData[]) =>
  `member ${oneOf(
    members.map((member) => escaped(nameOf(member))),
    '==',
    'IN',
  )}`;

function esqlRule(plan: Plan, table: Columns) {
  const { rule, opens, closes, others, aliases } = plan;
  const all = [...opens, ...closes, ...others, ...aliases];
  const members = all.map(
    (member) => `${conditionOf(member, table, WORDS)}, ${escaped(nameOf(member))}`,
  );
  const keys = keyLines(plan, all, table);
  const text = [
    `// ${rule.title}: ${rule.means}`,
    '// One row a key.',
    SOURCE,
    `| WHERE event.code ${oneOf(idsOf(all).map(escaped), '==', 'IN')} AND ${table.system('System/Provider/@Name')} ${oneOf(providersOf(all).map(escaped), '==', 'IN')}`,
    `| EVAL member = CASE(${members.join(',\n    ')})`,
    '| WHERE member IS NOT NULL',
    ...keys.lines,
    `| EVAL computer = ${hostOf(table)}`,
    ...(aliases.length > 0 ? secondKeys(plan, all, table) : []),
    ...summed(plan, table),
    '| SORT start',
    '| LIMIT 10000',
  ].join('\n');
  const timed = others.filter(isTimed);
  return {
    text: `${text}\n`,
    notes: [
      ...plan.notes,
      ...SHORT_HOSTS(plan),
      `ES|QL groups all events with the same key: a key that is used again falls into one row${comparesAgreements(plan) ? ', marked ambiguous' : ''}. Keep the time range short.`,
      ...(comparesAgreements(plan) ? [] : NO_AGREEMENT(plan)),
      ...(plan.merge === undefined
        ? []
        : [
            `Openings count once for each stretch of ${periodText(plan.merge)} that the clock shows.`,
          ]),
      ...(plan.idle === undefined ? [] : ['Silence does not part one chain from the next.']),
      ...(timed.length > 0
        ? [
            `How long before or after the opening event ${timed.map(({ title }) => title).join(', ')} may come is not asked for.`,
          ]
        : []),
      ...(plan.boots.length > 0 ? ['The runs of Windows are not told apart.'] : []),
      ...(keys.hex
        ? [
            'Some events hold a key as a number and others as hexadecimal text: this needs a TO_LONG that takes a base, which older versions lack.',
          ]
        : []),
    ],
  };
}

/** How a part of the key is made comparable: where a pipeline has made numbers of some of its fields, as numbers. */
function partOf(all: readonly MemberData[], index: number, kind: ValueKind, table: Columns) {
  const moved = (member: MemberData) =>
    kind === 'number' && table.isMoved(member.key[index] ?? '', member.events[0]);
  const numbers = all.filter(moved).length;
  const mixed = numbers > 0 && numbers < all.length;
  const value = (member: MemberData, field: string) => {
    const name = memberField(table, member, field);
    if (numbers === 0) return comparable(table, name, kind);
    return table.isMoved(field, member.events[0]) ? `TO_LONG(${name})` : `TO_LONG(${name}, 16)`;
  };
  return { mixed, isNumber: numbers > 0, value };
}

/** The key, from the field that holds it in each member, without the values that lead nowhere. */
function keyLines(plan: Plan, all: readonly MemberData[], table: Columns) {
  let hex = false;
  const lines = plan.key.flatMap(({ field, kind, never }, index) => {
    const part = partOf(all, index, kind, table);
    hex ||= part.mixed;
    const values = new Map<string, MemberData[]>();
    for (const member of all) push(values, part.value(member, member.key[index] ?? ''), member);
    const none = part.isNumber
      ? lowered(never).flatMap((value) => (/^0x/.test(value) ? [String(Number(value))] : []))
      : lowered(never).map(escaped);
    const name = named(field);
    return [
      `| EVAL ${name} = ${byMember(values)}`,
      ...(none.length > 1 ? [`| WHERE NOT ${name} IN (${none.join(', ')})`] : []),
      ...(none.length === 1 ? [`| WHERE ${name} != ${none[0]}`] : []),
    ];
  });
  return { lines, hex };
}

function byMember(values: ReadonlyMap<string, readonly MemberData[]>): string {
  const [only] = values.keys();
  if (values.size === 1) return only ?? 'NULL';
  return `CASE(${[...values].map(([value, of]) => `${isOneOf(of)}, ${value}`).join(',\n    ')})`;
}

/** A row that copies its key stands a second time, under the key that it gives; both keys are of one chain. */
function secondKeys({ key, aliases }: Plan, all: readonly MemberData[], table: Columns): string[] {
  const text = `CONCAT(${key.map(({ field }) => `TO_STRING(${named(field)})`).join(', " ", ')})`;
  return [
    `| EVAL own_key = ${text}`,
    `| EVAL turn = CASE(${isOneOf(aliases)}, ["own", "given"], "own")`,
    '| MV_EXPAND turn',
    ...key.map(({ field, kind }, index) => {
      const part = partOf(all, index, kind, table);
      const values = new Map<string, MemberData[]>();
      for (const member of aliases)
        push(values, part.value(member, member.gives?.[index] ?? ''), member);
      return `| EVAL ${named(field)} = CASE(turn == "given", ${byMember(values)}, ${named(field)})`;
    }),
    `| EVAL this_key = ${text}, first_key = CASE(turn == "given", own_key)`,
  ];
}

/** Agreement is told by the status, which only chains with an end have. */
const comparesAgreements = ({ opens, closes }: Plan) => opens.length > 0 && closes.length > 0;

/** One row a key; where keys are copied, one row for all keys of a chain. */
function summed(plan: Plan, table: Columns): string[] {
  const { opens, closes, others, aliases, perComputer, key, pair, least, merge } = plan;
  const agreements = comparesAgreements(plan) ? plan.agreements : [];
  const several = aliases.length > 0;
  const opened = opens.length > 0;
  const by = [
    ...(perComputer ? ['computer'] : []),
    ...(several ? ['this_key'] : key.map(({ field }) => named(field))),
  ];
  const evidence = others.filter(({ role }) => role === 'evidence');
  const heard = evidence.length > 0 ? ` WHERE NOT ${isOneOf(evidence)}` : '';
  const times = opened
    ? [
        `start = MIN(@timestamp) WHERE ${isOneOf(opens)}`,
        ...(closes.length > 0 ? [`end = MIN(@timestamp) WHERE ${isOneOf(closes)}`] : []),
        `opened = ${merge === undefined ? 'COUNT(*)' : `COUNT_DISTINCT(DATE_TRUNC(${periodText(merge)}, @timestamp))`} WHERE ${isOneOf(opens)}`,
      ]
    : [`start = MIN(@timestamp)${heard}`, `end = MAX(@timestamp)${heard}`];
  const members = [...closes, ...others, ...aliases];
  const counts = members.map(
    (member) =>
      `${nameOf(member)} = COUNT(*) WHERE ${isOneOf([member])}${aliases.includes(member) ? ' AND turn == "own"' : ''}`,
  );
  const more = [
    ...agreements.map((_, index) => `different${index + 1} = COUNT_DISTINCT(agreed${index + 1})`),
    ...(pair === undefined
      ? []
      : [
          `${named(pair)} = VALUES(${memberField(table, opens[0] as MemberData, pair)}) WHERE ${isOneOf(opens)}`,
        ]),
    ...(several ? ['first_key = MAX(first_key)'] : []),
    ...least.flatMap(({ member, field }) =>
      field === undefined
        ? []
        : [
            `${nameOf(member)}_${field} = COUNT_DISTINCT(TO_LOWER(${fieldOf(table, field)})) WHERE member == ${escaped(nameOf(member))}`,
          ],
    ),
  ];
  const agreeLines = agreements.map(({ field, of, never }, index) => {
    const values = [...opens.map((one): [MemberData, string] => [one, field]), ...of].map(
      ([member, own]) => `${isOneOf([member])}, TO_LOWER(${memberField(table, member, own)})`,
    );
    const name = `agreed${index + 1}`;
    return `| EVAL ${name} = CASE(${values.join(', ')}), ${name} = CASE(NOT ${name} IN (${lowered(never).map(escaped).join(', ')}), ${name})`;
  });
  const again = several
    ? [
        '| EVAL chain = COALESCE(first_key, this_key), closed = CASE(end IS NULL, 0, 1)',
        `| STATS ${[
          'start = MIN(start)',
          ...(closes.length > 0
            ? ['end = MAX(end)', 'closed = SUM(closed)', 'keys = COUNT(*)']
            : []),
          'opened = SUM(opened)',
          ...members.map((member) => `${nameOf(member)} = SUM(${nameOf(member)})`),
        ].join(',\n    ')}\n    BY ${[...(perComputer ? ['computer'] : []), 'chain'].join(', ')}`,
        `| RENAME chain AS \`${key.map(({ field }) => field).join(' ')}\``,
      ]
    : [];
  const disagree = agreements
    .map((_, index) => `different${index + 1} > 1, "ambiguous", `)
    .join('');
  return [
    ...agreeLines,
    `| STATS ${[...times, ...counts, ...more].join(',\n    ')}${by.length > 0 ? `\n    BY ${by.join(', ')}` : ''}`,
    ...again,
    ...(opened && closes.length > 0
      ? [
          `| EVAL status = CASE(start IS NULL, "orphan", opened > 1, "ambiguous", ${disagree}${several ? 'closed < keys' : 'end IS NULL'}, "open", "closed"), duration_ms = DATE_DIFF("millisecond", start, end)`,
        ]
      : []),
    ...(opened && closes.length === 0 ? ['| WHERE start IS NOT NULL'] : []),
    ...least.map(
      ({ member, atLeast, field }) =>
        `| WHERE ${nameOf(member)}${field === undefined ? '' : `_${field}`} >= ${atLeast}`,
    ),
  ];
}

/** The computer of a row, without its domain. */
const hostOf = (table: Columns) =>
  `TO_LOWER(LEFT(MV_FIRST(SPLIT(${table.system('System/Computer')}, ".")), ${NETBIOS}))`;

/** A value of a row in the form in which it is compared. */
function comparable(table: Columns, value: string, kind: ValueKind): string {
  if (value === table.system('System/Computer')) return hostOf(table);
  switch (kind) {
    case 'account':
      return `TO_LOWER(REPLACE(${value}, "^.*\\\\\\\\|@.*$", ""))`;
    case 'host': {
      const label = `REPLACE(REPLACE(${value}, "^\\\\\\\\+", ""), "${FIRST_LABEL.replaceAll('\\', '\\\\')}", "$1")`;
      return `CASE(TO_LOWER(${value}) == "${OWN_NAME}", ${hostOf(table)}, TO_LOWER(LEFT(${label}, ${NETBIOS})))`;
    }
    case 'ip':
      return `REPLACE(TO_LOWER(TO_STRING(${value})), "^::ffff:", "")`;
    default:
      return `TO_LOWER(TO_STRING(${value}))`;
  }
}
