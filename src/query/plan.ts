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
  /** Without an opening event, so much silence ends a chain; milliseconds. */
  idle: number | undefined;
  /** Openings this close to the one before say the same; milliseconds. */
  merge: number | undefined;
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
  const opens = role('open').filter((member) => !member.unsure);
  const first = (opens[0] ?? rule.members[0])?.key ?? [];
  const perBoot = rule.scope.includes('boot') && rule.defines === undefined;
  const kindOf = (field: string) => rule.kinds[field] ?? 'text';
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
  if (opens.length < role('open').length) {
    notes.push('Openings that count only where no better one is known are left out.');
  }
  if (rule.members.some((member) => member.agree)) {
    notes.push('Fields that must agree beyond the key are not compared.');
  }
  return {
    rule,
    opens,
    closes: role('close'),
    others: role('during', 'evidence'),
    boots: perBoot
      ? (boots?.members.filter((member) => member.role === 'open' && !member.unsure) ?? [])
      : [],
    idle: rule.ends && 'idle' in rule.ends ? rule.ends.idle : undefined,
    merge: rule.merge,
    perComputer: rule.scope.includes('computer'),
    key: first.map((field) => ({
      kind: kindOf(field),
      never: ['', '-', ...(kindOf(field) === 'guid' ? [NIL] : []), ...(rule.never[field] ?? [])],
    })),
    least: (rule.only ?? []).flatMap(({ member, atLeast, atMost, distinct, field }) => {
      if (member === undefined || atMost !== undefined) return [];
      if (field === undefined) return [{ member, atLeast: atLeast ?? 1 }];
      return distinct === undefined ? [] : [{ member, atLeast: distinct, field }];
    }),
    notes,
  };
}

/** A GUID that names nothing (RFC 9562, 5.9). */
const NIL = '{00000000-0000-0000-0000-000000000000}';

/** Said of queries that begin with the opening events. */
export const NO_ORPHANS = 'Closing events whose opening event is not there are not listed.';

/** Event ids of some members, each once. */
export function idsOf(members: readonly MemberData[]): string[] {
  return [...new Set(members.flatMap((member) => member.events.map(String)))];
}

/** The longest time that may lie between the events of a chain, where the rule names one; milliseconds. */
export function longestOf({ rule }: Plan): number | undefined {
  const { ends } = rule;
  const times = [
    ...rule.members.flatMap(({ before, after }) => [before ?? 0, after ?? 0]),
    ends && 'idle' in ends ? ends.idle : 0,
    ends && 'after' in ends ? ends.after : 0,
  ];
  const longest = Math.max(...times);
  return longest > 0 ? longest : undefined;
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

/** Fields whose different values the rule counts, each once. */
export function countedFields({ least }: Plan): string[] {
  return [...new Set(least.flatMap(({ field }) => (field === undefined ? [] : [field])))];
}
