import { push } from '../../catalog/push.ts';
import type { MemberData } from '../../catalog/rule-data.ts';
import {
  LEFT_OUT,
  longestOf,
  NO_AGREEMENT,
  NO_ALIASES,
  NOT_MERGED,
  planOf,
  spanText,
  type Plan,
} from '../plan.ts';
import { escaped, type Columns, type Dialect } from '../query.ts';
import { conditionOf, EXPECTS, memberField } from './field.ts';

/** Asked for where the rule names no time. */
const DAY = 86_400_000;

const WORDS = {
  and: 'and',
  or: 'or',
  not: 'not',
  none: (field: string) => `${field} == null`,
  in: 'in',
  provider: true,
};

/** Elasticsearch's sequences: one event after another with the same key. */
export const eql: Dialect = {
  id: 'eql',
  title: 'EQL (Elastic)',
  language: 'query',
  expects: `${EXPECTS} The time range is that of the search.`,
  proof: 'Compared with texts that people have read; not run by Elasticsearch.',
  event: (event, columns) => ({
    text: `// ${event.id} ${event.title}
any where event.code == ${escaped(String(event.id))} and ${columns('winlogbeat').system('System/Provider/@Name')} == ${escaped(event.provider)}
`,
    notes: [],
  }),
  rule: (rule, columns) => eqlRule(planOf(rule), columns('winlogbeat')),
};

function eqlRule(plan: Plan, table: Columns) {
  const { rule, opens, closes, others } = plan;
  // A sequence goes forward in time: what comes before the opening event has no place behind it.
  const earlier = ({ before = 0, after = 0 }: MemberData) => before > after;
  const following = closes.length > 0 ? closes : others;
  const backward = following.every(earlier);
  const second = backward ? following : following.filter((member) => !earlier(member));
  if (opens.length === 0 || second.length === 0) {
    return {
      cannot:
        opens.length === 0
          ? 'A sequence begins with one event and ends with another; this rule takes events by their key alone.'
          : 'A sequence is one event after another; a chain of this rule may be one event alone.',
    };
  }
  const agreed = agreedFields(plan, second);
  const by = (member: MemberData) => [
    ...(plan.perComputer ? [table.system('System/Computer')] : []),
    ...[...member.key, ...agreed.map((field) => field(member))].map((name) =>
      memberField(table, member, name),
    ),
  ];
  const [opening, kept] = [opens, second].map((members) => {
    const fields = by(members[0] as MemberData).join();
    return members.filter((member) => by(member).join() === fields);
  }) as [MemberData[], MemberData[]];
  const stage = (members: readonly MemberData[], never = '') => {
    const conditions = likes(members).map((member) => conditionOf(member, table, WORDS));
    const where =
      conditions.length === 1 ? conditions[0] : conditions.map((one) => `(${one})`).join(' or ');
    const all = conditions.length > 1 && never !== '' ? `(${where})` : where;
    const fields = by(members[0] as MemberData);
    return `  [any where ${all}${never}]${fields.length > 0 ? ` by ${fields.join(', ')}` : ''}`;
  };
  const first = backward ? kept : opening;
  const longest = longestOf(plan, kept);
  const { number, unit } = spanText(longest ?? DAY);
  const left = [...opens, ...closes, ...others].filter(
    (member) => !opening.includes(member) && !kept.includes(member),
  );
  return {
    text: `// ${rule.title}: ${rule.means}
sequence with maxspan=${number}${unit}
${stage(first, neverOf(plan, first[0] as MemberData, table))}
${stage(backward ? opening : kept)}
`,
    notes: [
      ...plan.notes,
      ...NO_ALIASES(plan),
      ...(agreed.length === 0 ? NO_AGREEMENT(plan) : []),
      ...LEFT_OUT(left),
      'EQL gives what has both events; a chain without its end is not found.',
      ...(!backward && kept.some(({ before }) => before !== undefined)
        ? ['What comes before the opening event is not found.']
        : []),
      ...NOT_MERGED(plan),
      'EQL compares keys as they are written: letters must agree in case, and names of accounts and computers in whether they bear their domain.',
      ...(longest !== undefined
        ? []
        : ['Chains longer than a day are not found: raise maxspan for them.']),
      ...(plan.boots.length > 0 ? ['The runs of Windows are not told apart.'] : []),
    ],
  };
}

/** Members of which only the ids differ, each as one. */
function likes(members: readonly MemberData[]): MemberData[] {
  const groups = new Map<string, MemberData[]>();
  for (const member of members) {
    const own = member.when || member.unless ? member.id : '';
    push(groups, `${member.providerName}/${own}`, member);
  }
  return [...groups.values()].map((same) => ({
    ...(same[0] as MemberData),
    events: same.flatMap(({ events }) => events),
  }));
}

/** Fields beyond the key that all events of the sequence hold and that must agree. */
function agreedFields({ agreements }: Plan, second: readonly MemberData[]) {
  return agreements
    .filter(({ of }) => second.every((member) => of.has(member)))
    .map(
      ({ field, of }) =>
        (member: MemberData) =>
          of.get(member) ?? field,
    );
}

/** Values of the key that never lead to a chain, as conditions on the first event. */
function neverOf({ key }: Plan, member: MemberData, table: Columns): string {
  return key
    .map(({ never }, index) => {
      const name = member.key[index] ?? '';
      // What a pipeline has moved may be a number there, which EQL does not compare with text.
      const moved = table.isMoved(name, member.events[0]);
      if (moved) return '';
      return ` and not ${memberField(table, member, name)} in (${never.map(escaped).join(', ')})`;
    })
    .join('');
}
