import type { MemberData } from '../../catalog/rule-data.ts';
import { countedBeyondKey, lowered, nameOf, type Agreement, type Plan } from '../plan.ts';
import { hostOf, normalise, text, where, type Flavour } from './flavour.ts';

/** Columns by which chains are told apart. */
export const sameOf = ({ perComputer, key }: Plan) => [
  ...(perComputer ? ['host'] : []),
  ...keysOf({ key }),
];

export const keysOf = ({ key }: Pick<Plan, 'key'>) => key.map(({ field }) => field);

/** Column of a value with which others must agree, and of a second key. */
export const agreed = ({ field }: Agreement) => `agreed_${field}`;
export const given = (field: string) => `given_${field}`;

/** One SELECT a member: its events, what they are for a chain, and the key that leads to it. */
export function namedMembers(plan: Plan, flavour: Flavour): string[] {
  const { opens, closes, others, aliases, boots, key, agreements, pair } = plan;
  const select = (member: MemberData, role: string) => {
    const none = role === 'boot';
    const own = ({ field, of }: Agreement) => (role === 'open' ? field : of.get(member));
    const column = (name: string, value: string | undefined) =>
      `${none || value === undefined ? 'NULL' : value} AS ${name}`;
    const columns = [
      ...key.map(({ field, kind }, index) =>
        column(field, normalise(member.key[index] ?? '', kind, flavour)),
      ),
      ...(aliases.length > 0
        ? key.map(({ field, kind }, index) => {
            const second = role === 'alias' ? member.gives?.[index] : undefined;
            return column(given(field), second && normalise(second, kind, flavour));
          })
        : []),
      ...agreements.map((one) => {
        const field = own(one);
        return column(agreed(one), field && normalise(field, one.kind, flavour));
      }),
      ...countedBeyondKey(plan).map((field) => column(field, flavour.field(field))),
      ...(pair === undefined
        ? []
        : [
            column(
              pair,
              role === 'open' ? normalise(pair, key[0]?.kind ?? 'text', flavour) : undefined,
            ),
          ]),
    ];
    return `  SELECT ${text(nameOf(member))} AS member, ${text(role)} AS role, time, record_id, ${hostOf(flavour)} AS host${columns.map((value) => `,\n    ${value}`).join('')}
  FROM asked
  WHERE ${where(member, flavour)}`;
  };
  return [
    ...opens.map((member) => select(member, 'open')),
    ...closes.map((member) => select(member, 'close')),
    ...others.map((member) => select(member, member.role)),
    ...aliases.map((member) => select(member, 'alias')),
    ...boots.map((member) => select(member, 'boot')),
  ];
}

/** Values of the key that never lead to a chain, as conditions. */
export function neverOf({ key, boots }: Plan): string {
  const conditions = key.map(({ field, never }) => {
    const not = `${field} NOT IN (${lowered(never).map(text).join(', ')})`;
    return boots.length > 0 ? `(${not} OR role = 'boot')` : not;
  });
  return conditions.length > 0 ? `\n  WHERE ${conditions.join('\n    AND ')}` : '';
}

export function countsOf(plan: Plan, members: readonly MemberData[]): string[] {
  const is = (member: MemberData | string) => `member = ${text(nameOf(member))}`;
  return [
    ...members.map((member) => `count(CASE WHEN ${is(member)} THEN 1 END) AS ${nameOf(member)}`),
    ...plan.least.flatMap(({ member, field }) =>
      field === undefined
        ? []
        : [
            `count(DISTINCT CASE WHEN ${is(member)} THEN lower(${field}) END) AS ${nameOf(member)}_${field}`,
          ],
    ),
  ];
}

/** The lowest counts, where they are not of opening events: those are one a chain. */
export function leastOf({ least }: Plan): string {
  const conditions = least.map(
    ({ member, atLeast, field }) =>
      `${nameOf(member)}${field === undefined ? '' : `_${field}`} >= ${atLeast}`,
  );
  return conditions.length > 0 ? `\nWHERE ${conditions.join('\n  AND ')}` : '';
}

/** Rows in the order in which they were written; an event that also starts a run of Windows does so first. */
export const ORDER = 'ORDER BY time, record_id, role';

/** Before the members, which of them start a run of Windows: several events tell of one start. */
export function startsOfRuns({ boots, bootMerge }: Plan, flavour: Flavour) {
  if (boots.length === 0 || bootMerge === undefined)
    return { before: '', from: 'named', isStart: "role = 'boot'" };
  return {
    before: `told AS (
  SELECT *,
    lag(time) OVER (PARTITION BY host, role ${ORDER}) AS told_time
  FROM named
),
`,
    from: 'told',
    isStart: `role = 'boot' AND (told_time IS NULL OR told_time < time - ${flavour.interval(bootMerge)})`,
  };
}
