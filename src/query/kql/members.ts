import type { MemberData } from '../../catalog/rule-data.ts';
import { nameOf, spanText, type Plan } from '../plan.ts';
import { escaped, oneOf } from '../query.ts';

/** Columns by which chains are told apart. */
export const sameOf = ({ perComputer, key }: Plan) => [
  ...(perComputer ? ['Host'] : []),
  ...key.map(({ field }) => field),
];

export const isOneOf = (members: readonly MemberData[]) =>
  `Member ${oneOf(
    members.map((member) => escaped(nameOf(member))),
    '==',
  )}`;

export const span = (milliseconds: number) => {
  const { number, unit } = spanText(milliseconds);
  return `${number}${unit}`;
};

export const sorted = (names: readonly string[]) =>
  `| sort by ${names.map((name) => `${name} asc`).join(', ')}`;

/** Whether the neighbouring row has the same computer and key; rows are sorted. */
export const neighbour = (which: 'next' | 'prev', names: readonly string[]) =>
  names.map((name) => `${which}(${name}) == ${name}`).join(' and ') || 'true';

/** Columns that a summary makes of its members, and the lowest counts that the rule asks for. */
export function countsOf(plan: Plan, members: readonly MemberData[]): string[] {
  return [
    ...members.map((member) => `${nameOf(member)} = countif(${isOneOf([member])})`),
    ...plan.least.flatMap(({ member, field }) =>
      field === undefined
        ? []
        : [
            `${nameOf(member)}_${field} = count_distinctif(${field}, Member == ${escaped(nameOf(member))})`,
          ],
    ),
  ];
}

export const leastOf = ({ least }: Plan) =>
  least
    .map(
      ({ member, atLeast, field }) =>
        `\n| where ${nameOf(member)}${field === undefined ? '' : `_${field}`} >= ${atLeast}`,
    )
    .join('');
