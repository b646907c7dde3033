import { push } from '../../catalog/push.ts';
import type { MemberData } from '../../catalog/rule-data.ts';
import { countedFields, idsOf, MERGED, nameOf, SHORT_HOSTS, type Plan } from '../plan.ts';
import { escaped, type Columns, type Query } from '../query.ts';
import { keyed, numbered } from './numbers.ts';
import {
  by,
  comparable,
  conditionOf,
  fieldOf,
  fromUserData,
  hostOf,
  isOneOf,
  listOf,
  sourceOf,
  type Rows,
} from './row.ts';

/** A rule's chains in SPL: one search, numbered with `streamstats`, summed up with `stats`. */
export function splRule(asked: Plan, columns: Columns): Query {
  const known = asked.boots.filter(({ channels }) => channels.length > 0);
  const plan = { ...asked, boots: known };
  const { rule, opens, closes, others, aliases, boots, key } = plan;
  const all = [...opens, ...closes, ...others, ...aliases];
  const marked = [...all, ...boots];
  const allLogs = all.some(({ channels }) => channels.length === 0);
  const rows: Rows = { columns, allLogs };
  const channels = allLogs ? [] : [...new Set(marked.flatMap((member) => member.channels))];
  const id = columns.system('System/EventID');
  const names = key.map((_, index) => `key${index + 1}`);
  const same = [
    ...(boots.length > 0 ? ['boot'] : []),
    ...(plan.perComputer ? ['computer'] : []),
    ...names,
  ];
  const text = [
    `\`\`\`${rule.title}: ${rule.means.replaceAll('`', "'")} One row a chain.\`\`\``,
    `${sourceOf(channels)} ${id} IN (${idsOf(marked).join(', ')})`,
    ...fromUserData(userDataFields(plan, all)),
    ...marks(plan, marked, rows),
    ...values(plan, all, rows),
    ...bootLines(plan, columns),
    ...(opens.length > 0 ? numbered(plan, same, columns) : keyed(plan, same)),
    ...summed(plan, same, columns),
  ].join('\n');
  const early = opens.length > 0 ? others.filter(({ before }) => before !== undefined) : [];
  const left = asked.boots.filter((member) => !known.includes(member));
  return {
    text: `${text}\n`,
    notes: [
      ...plan.notes,
      ...SHORT_HOSTS(plan),
      ...MERGED(plan),
      ...(early.length > 0
        ? [
            `${early.map(({ title }) => title).join(', ')}: where both the opening event before and the one after are near enough, the one after counts.`,
          ]
        : []),
      ...(left.length > 0
        ? [
            `${left.map(({ title }) => title).join(', ')} of other logs does not end a run of Windows here.`,
          ]
        : []),
    ],
  };
}

/** Fields that the query asks for and that some members keep below UserData. */
function userDataFields({ agreements, pair }: Plan, all: readonly MemberData[]): string[] {
  const names = all
    .filter(({ userData }) => userData !== undefined)
    .flatMap((member) => [
      ...member.key,
      ...(member.gives ?? []),
      ...Object.keys({ ...member.when, ...member.unless }),
      ...agreements.flatMap(({ field, of }) => of.get(member) ?? field),
      ...(pair === undefined ? [] : [pair]),
    ]);
  return [...new Set(names)];
}

/** What each row is for its chain. */
function marks(plan: Plan, marked: readonly MemberData[], rows: Rows): string[] {
  const { boots } = plan;
  const member = marked.map(
    (one) => `${conditionOf(one, rows)}, ${escaped(boots.includes(one) ? 'boot' : nameOf(one))}`,
  );
  return [`| eval member=case(${member.join(',\n    ')})`, '| where isnotnull(member)'];
}

/** A value that stands in another field for some of the members. */
function byMember(all: readonly MemberData[], given: readonly [string, MemberData][]): string {
  const byValue = new Map<string, MemberData[]>();
  for (const [value, member] of given) push(byValue, value, member);
  const [only] = byValue.keys();
  if (byValue.size === 1 && given.length === all.length) return only ?? 'null()';
  return `case(${[...byValue].map(([value, of]) => `${isOneOf(of)}, ${value}`).join(',\n    ')})`;
}

/** The computer, the key and what else is compared. */
function values(plan: Plan, all: readonly MemberData[], rows: Rows): string[] {
  const { key, aliases, agreements, opens, pair, boots } = plan;
  const never = key.map(
    ({ never: none }, index) =>
      `| where ${boots.length > 0 ? 'member="boot" OR ' : ''}NOT in(key${index + 1}, ${listOf(none)})`,
  );
  const evals = [
    ...key.map(
      ({ kind }, index) =>
        `key${index + 1}=${byMember(
          all,
          all.map((one) => [comparable(rows, one.key[index] ?? '', kind), one]),
        )}`,
    ),
    ...(aliases.length > 0
      ? key.map(
          ({ kind }, index) =>
            `given${index + 1}=${byMember(
              all,
              aliases.map((one) => [comparable(rows, one.gives?.[index] ?? '', kind), one]),
            )}`,
        )
      : []),
    ...agreements.map(
      ({ field, kind, of, never: none }, index) =>
        `agreed${index + 1}=${byMember(all, [
          ...opens.map((one): [string, MemberData] => [comparable(rows, field, kind), one]),
          ...[...of].map(([one, own]): [string, MemberData] => [comparable(rows, own, kind), one]),
        ])}, agreed${index + 1}=if(in(agreed${index + 1}, ${listOf(none)}), null(), agreed${index + 1})`,
    ),
    ...(pair === undefined
      ? []
      : [
          `pair=${byMember(
            all,
            opens.map((one) => [comparable(rows, pair, key[0]?.kind ?? 'text'), one]),
          )}`,
        ]),
    `computer=${hostOf(rows)}`,
  ];
  const counted = countedFields(plan).map(
    (field) => `| eval ${field}=lower(${fieldOf(rows, field)})`,
  );
  return [...evals.map((one) => `| eval ${one}`), ...never, ...counted];
}

/** Rows that start Windows number its runs; several events tell of one start. */
function bootLines({ boots, bootMerge }: Plan, columns: Columns): string[] {
  if (boots.length === 0) return [];
  return [
    `| sort 0 computer _time ${columns.system('System/EventRecordID')}`,
    ...(bootMerge === undefined
      ? ['| streamstats count(eval(member="boot")) AS boot BY computer']
      : [
          '| streamstats current=f last(eval(if(member="boot", _time, null()))) AS told BY computer',
          `| eval starts=if(member="boot" AND (isnull(told) OR _time-told>${bootMerge / 1_000}), 1, 0)`,
          '| streamstats sum(starts) AS boot BY computer',
        ]),
    '| eventstats max(boot) AS boots BY computer',
    '| where member!="boot"',
  ];
}

/** One row a chain. */
function summed(plan: Plan, same: readonly string[], columns: Columns): string[] {
  const { rule, opens, closes, others, aliases, boots, key, pair, least, perComputer } = plan;
  const opened = opens.length > 0;
  const members = [...closes, ...others, ...aliases];
  const evidence = others.filter(({ role }) => role === 'evidence');
  const heard = evidence.length > 0 ? `eval(if(${isOneOf(evidence)}, null(), _time))` : '_time';
  const several = aliases.length > 0;
  const once = (member: MemberData) => (several && aliases.includes(member) ? ' AND turn="1"' : '');
  const columnsOf = [
    ...(opened
      ? [
          'min(eval(if(begins=1, _time, null()))) AS start',
          ...(closes.length > 0
            ? [`${several ? 'max' : 'min'}(eval(if(${isOneOf(closes)}, _time, null()))) AS end`]
            : []),
          `min(eval(if(begins=1, ${columns.system('System/EventRecordID')}, null()))) AS open_record`,
        ]
      : [`min(${heard}) AS start`, `max(${heard}) AS end`]),
    ...(several
      ? [
          `dc(eval(if(${isOneOf(closes)}, ${key.map((_, index) => `key${index + 1}`).join('."/".')}, null()))) AS closed`,
          'count(eval(turn="2")) AS copied',
          ...key.map(
            (_, index) => `first(eval(if(begins=1, key${index + 1}, null()))) AS key${index + 1}`,
          ),
        ]
      : []),
    ...(pair === undefined ? [] : ['values(pair) AS pair']),
    ...(boots.length > 0 ? ['max(boots) AS boots'] : []),
    ...members.map(
      (member) => `count(eval(${isOneOf([member])}${once(member)})) AS ${nameOf(member)}`,
    ),
    ...least.flatMap(({ member, field }) =>
      field === undefined
        ? []
        : [
            `dc(eval(if(member=${escaped(nameOf(member))}, ${field}, null()))) AS ${nameOf(member)}_${field}`,
          ],
    ),
  ];
  const group = several ? same.filter((name) => !name.startsWith('key')) : same;
  const names = key.map((_, index) => `key${index + 1}`);
  const chainOf = [
    ...(boots.length > 0 ? ['boot'] : []),
    ...(perComputer ? ['computer'] : []),
    ...names,
  ];
  const ended = several ? 'closed=1+copied' : 'isnotnull(end)';
  const status = [
    `isnull(start), "orphan"`,
    `${ended}, "closed"`,
    `again=1, "${rule.defines === 'boot' ? 'lost' : 'ambiguous'}"`,
    ...(boots.length > 0 ? ['boot<boots, "lost"'] : []),
    'true(), "open"',
  ];
  const renamed = [
    ...key.map(({ field }, index) => `key${index + 1} AS ${quotedName(field)}`),
    ...(pair === undefined ? [] : [`pair AS ${pair}`]),
  ];
  return [
    `| stats ${columnsOf.join(',\n    ')}${by([...group, 'chain'])}`,
    ...(opened && closes.length > 0
      ? [
          `| sort 0 ${[...chainOf, '-start'].join(' ')}`,
          `| streamstats current=f count(start) AS again${by(chainOf)}`,
          `| eval again=if(again>0, 1, 0)`,
          `| eval status=case(${status.join(', ')}), duration=${several ? 'if(closed=1+copied, end-start, null())' : 'end-start'}`,
        ]
      : opened
        ? ['| where isnotnull(start)']
        : ['| eval duration=end-start']),
    ...least.map(
      ({ member, atLeast, field }) =>
        `| where ${nameOf(member)}${field === undefined ? '' : `_${field}`}>=${atLeast}`,
    ),
    '| sort 0 start',
    `| convert ctime(start)${closes.length > 0 || !opened ? ' ctime(end)' : ''}`,
    `| fields - ${['chain', ...(opened && closes.length > 0 ? ['again'] : []), ...(several ? ['closed', 'copied'] : []), ...(boots.length > 0 ? ['boot', 'boots'] : [])].join(', ')}`,
    ...(renamed.length > 0 ? [`| rename ${renamed.join(', ')}`] : []),
  ];
}

const quotedName = (name: string) => (/^\w+$/.test(name) ? name : escaped(name));
