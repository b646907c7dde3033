import type { MemberData } from '../../catalog/rule-data.ts';
import { push } from '../../catalog/push.ts';
import {
  countedBeyondKey,
  idsOf,
  MERGED,
  nameOf,
  ORPHANS,
  providersOf,
  SHORT_HOSTS,
  type Plan,
} from '../plan.ts';
import { BELOW_USER_DATA, escaped, oneOf, type Query } from '../query.ts';
import {
  agreed,
  comparable,
  conditionOf,
  hostOf,
  listOf,
  sourceOf,
  textOf,
  type Table,
} from './table.ts';
import { keyedChains } from './keys.ts';
import { neighbour, sorted, span } from './members.ts';
import { openedChains } from './openings.ts';

/** A rule's chains in KQL, over one table. */
export function kqlRule(asked: Plan, table: Table): Query | { cannot: string } {
  const plan = table.log === undefined ? asked : onlyOfLog(asked, table.log);
  const { rule, opens, closes, others, aliases, boots } = plan;
  const all = [...opens, ...closes, ...others, ...aliases];
  if (all.length === 0) {
    return {
      cannot: `${table.name} holds the ${table.log} log; the events of this rule stand in another.`,
    };
  }
  const elsewhere = [...asked.opens, ...asked.closes, ...asked.others].filter(
    (member) => !all.includes(member),
  );
  const text = `// ${rule.title}: ${rule.means}
// One row a chain.
let Since = ago(1d); // how far back it looks
${named(plan, all, table)}${boots.length > 0 ? bootsOf(plan, table) : ''}
${opens.length > 0 ? openedChains(plan) : keyedChains(plan)}
`;
  return {
    text,
    notes: [
      ...plan.notes,
      ...SHORT_HOSTS(plan),
      ...(opens.length > 0 ? [...MERGED(plan), ORPHANS(plan)] : []),
      ...(all.some(({ userData }) => userData !== undefined) &&
      all.some(({ key: own }) => own.length > 0)
        ? [BELOW_USER_DATA]
        : []),
      ...(elsewhere.length > 0
        ? [
            `${table.name} holds the ${table.log} log, so ${[...new Set(elsewhere.map(({ title }) => title))].join(', ')} of other logs are left out.`,
          ]
        : []),
    ],
  };
}

/** A plan with the members whose provider writes to a log. */
function onlyOfLog(plan: Plan, log: string): Plan {
  const kept = (members: readonly MemberData[]) =>
    members.filter(({ channels }) => channels.includes(log));
  return {
    ...plan,
    opens: kept(plan.opens),
    closes: kept(plan.closes),
    finals: kept(plan.finals),
    others: kept(plan.others),
    strays: kept(plan.strays),
    boots: kept(plan.boots),
  };
}

/** The rows of all members, each with its member's name and the key that leads to its chain. */
function named(plan: Plan, all: readonly MemberData[], table: Table): string {
  const { opens, key, aliases, agreements, pair } = plan;
  const member = all.map((one) => `${conditionOf(one, table)}, ${escaped(nameOf(one))}`);
  const ofOpens = (value: string): [string, MemberData][] => opens.map((one) => [value, one]);
  const columns = [
    `Host = ${hostOf(table)}`,
    ...key.map(
      ({ field, kind }, index) =>
        `${field} = ${byMember(
          all,
          all.map((one) => [comparable(table, one.key[index] ?? '', kind), one]),
        )}`,
    ),
    ...(aliases.length > 0
      ? key.map(
          ({ field, kind }, index) =>
            `Given${field} = ${byMember(
              all,
              aliases.map((one) => [comparable(table, one.gives?.[index] ?? '', kind), one]),
            )}`,
        )
      : []),
    ...agreements.map(
      (one) =>
        `${agreed(one)} = ${byMember(all, [
          ...ofOpens(comparable(table, one.field, one.kind)),
          ...[...one.of].map(([of, own]): [string, MemberData] => [
            comparable(table, own, one.kind),
            of,
          ]),
        ])}`,
    ),
    ...(pair === undefined
      ? []
      : [`${pair} = ${byMember(all, ofOpens(comparable(table, pair, key[0]?.kind ?? 'text')))}`]),
    ...countedBeyondKey(plan).map((field) => `${field} = tolower(${textOf(table, field)})`),
  ];
  const never = key.map(({ field, never: values }) => `\n| where ${field} !in ${listOf(values)}`);
  const record = table.columns.system('System/EventRecordID');
  const names = columns.map((column) => column.split(' = ', 1)[0]);
  return `let Named = ${sourceOf(table, { providers: providersOf(all), ids: idsOf(all) })}
| extend Member = ${all.length === 1 && !all[0]?.when && !all[0]?.unless ? escaped(nameOf(all[0] as MemberData)) : `case(${member.join(',\n    ')},\n    "")`}
| where isnotempty(Member)
| extend ${columns.join(',\n    ')}${never.join('')}
| project Time = TimeGenerated, Record = tolong(${record}), Member, ${names.join(', ')};`;
}

/** A value that stands in another field for some of the members: `case(Member in ("a", "b"), x, y)`. */
function byMember(all: readonly MemberData[], values: readonly [string, MemberData][]): string {
  const byValue = new Map<string, MemberData[]>();
  for (const [value, member] of values) push(byValue, value, member);
  const [first] = byValue.keys();
  if (byValue.size === 1 && values.length >= all.length) return first ?? '""';
  const cases = [...byValue].map(
    ([value, of]) =>
      `Member ${oneOf(
        of.map((one) => escaped(nameOf(one))),
        '==',
      )}, ${value}`,
  );
  return `case(${cases.join(',\n        ')},\n        "")`;
}

function bootsOf({ boots, bootMerge }: Plan, table: Table): string {
  const conditions = boots.map((member) => conditionOf(member, table));
  const merged =
    bootMerge === undefined
      ? ''
      : `
${sorted(['Host', 'BootTime'])}
| where not(${neighbour('prev', ['Host'])} and BootTime - prev(BootTime) <= ${span(bootMerge)})`;
  return `
let Boots = ${sourceOf(table, { providers: providersOf(boots), ids: idsOf(boots) })}
| where ${conditions.map((one) => (boots.length > 1 && / and /.test(one) ? `(${one})` : one)).join(' or ')}
| project Host = ${hostOf(table)}, BootTime = TimeGenerated${merged};`;
}
