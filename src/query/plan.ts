import type { MemberData, RuleData, ValueKind } from '../catalog/rule-data.ts';
import type { QueryRule } from './query.ts';

/** A part of a rule's key: where each member holds it, and how its values compare. */
export interface KeyPart {
  kind: ValueKind;
  /** Values that never lead to a chain. */
  never: readonly string[];
}

/** What a query has to say of a rule, the same for every language. */
export interface Plan {
  rule: RuleData;
  opens: readonly MemberData[];
  closes: readonly MemberData[];
  /** Members that belong to a chain and neither begin nor end it. */
  others: readonly MemberData[];
  /** Opening events of the rule that tells the runs of Windows apart; empty without that scope. */
  boots: readonly MemberData[];
  /** A chain belongs to one computer. */
  perComputer: boolean;
  key: readonly KeyPart[];
  /** Lowest counts that the rule asks for before it gives a chain out. */
  least: readonly { member: string; atLeast: number; field?: string }[];
  /** What of the rule the query does not say, a sentence each. */
  notes: string[];
}

/** Sorts a rule's members by what they do, and says what a query leaves out. */
export function planOf({ rule, boots }: QueryRule): Plan {
  const role = (...roles: MemberData['role'][]) =>
    rule.members.filter((member) => roles.includes(member.role));
  const opens = role('open');
  const first = opens[0]?.key ?? [];
  const perBoot = rule.scope.includes('boot') && rule.defines === undefined;
  const notes: string[] = [];
  const aliases = role('alias');
  if (aliases.length > 0) {
    notes.push(
      `A second key, given by ${idsOf(aliases).join(', ')}, is not followed: what is reached by it alone is not counted.`,
    );
  }
  if (rule.pair) notes.push('The two halves of a pair are given as chains of their own.');
  if (rule.under?.some(({ rule: parent }) => parent !== boots?.id)) {
    notes.push('The chains to which this one belongs are asked for with their own queries.');
  }
  if (rule.ends) notes.push('A chain that no event ends is given as open.');
  return {
    rule,
    opens,
    closes: role('close'),
    others: role('during', 'evidence'),
    boots: perBoot
      ? (boots?.members.filter((member) => member.role === 'open' && !member.unsure) ?? [])
      : [],
    perComputer: rule.scope.includes('computer'),
    key: first.map((field) => ({
      kind: rule.kinds[field] ?? 'text',
      never: ['', '-', ...(rule.never[field] ?? [])],
    })),
    least: (rule.only ?? []).flatMap(({ member, atLeast, distinct, field }) => {
      if (member === undefined) return [];
      if (distinct !== undefined && field !== undefined)
        return [{ member, atLeast: distinct, field }];
      return atLeast === undefined ? [] : [{ member, atLeast }];
    }),
    notes,
  };
}

/** Said of queries that begin with the opening events. */
export const NO_ORPHANS = 'Closing events whose opening event is not there are not listed.';

/** Event ids of some members, each once. */
export function idsOf(members: readonly MemberData[]): string[] {
  return [...new Set(members.flatMap((member) => member.events.map(String)))];
}

/** A member's name as a name in a query: `sign-out` → `sign_out`. */
export const nameOf = (member: { id: string } | string) =>
  (typeof member === 'string' ? member : member.id).replaceAll('-', '_');

/** Providers of some members, each once. */
export function providersOf(members: readonly MemberData[]): string[] {
  return [...new Set(members.map((member) => member.providerName))];
}

/** Milliseconds in the largest whole unit: `10s`, `5m`, `1d`. */
export function spanText(milliseconds: number): {
  number: number;
  unit: 'ms' | 's' | 'm' | 'h' | 'd';
} {
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
  ] as const) {
    if (milliseconds >= size && milliseconds % size === 0)
      return { number: milliseconds / size, unit };
  }
  return { number: milliseconds, unit: 'ms' };
}
