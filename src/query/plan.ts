import { periodText } from '../catalog/rule-words.ts';
import type { MemberData, RuleData, ValueKind } from '../catalog/rule-data.ts';
import type { QueryRule } from './query.ts';

/** A part of a rule's key: what it is called, how its values compare, and which of them lead to no chain. */
export interface KeyPart {
  /** Field of the rule's first member; the column of a result is called so. */
  field: string;
  kind: ValueKind;
  never: readonly string[];
}

/** A field of the opening event with which other members must agree where both say something. */
export interface Agreement {
  field: string;
  kind: ValueKind;
  /** Values that say nothing. */
  never: readonly string[];
  /** Member → its own field. */
  of: ReadonlyMap<MemberData, string>;
}

/** What a query has to say of a rule, the same for every language. */
export interface Plan {
  rule: RuleData;
  opens: readonly MemberData[];
  closes: readonly MemberData[];
  /** Closing members after which nothing joins. */
  finals: readonly MemberData[];
  /** Members that belong to a chain and neither begin nor end it. */
  others: readonly MemberData[];
  /** Members that give a chain a second key. */
  aliases: readonly MemberData[];
  /** Members of which an event whose opening event is not there is given out all the same. */
  strays: readonly MemberData[];
  agreements: readonly Agreement[];
  /** Opening events of the rule that tells the runs of Windows apart; empty without that scope. */
  boots: readonly MemberData[];
  /** Starts of Windows this close to the one before are one; milliseconds. */
  bootMerge: number | undefined;
  /** Without an opening event, so much silence ends a chain; milliseconds. */
  idle: number | undefined;
  /** So long after its opening a chain is over; milliseconds. */
  after: number | undefined;
  /** Openings this close to the one before say the same; milliseconds. */
  merge: number | undefined;
  /** Events may join so long after the end; milliseconds. */
  linger: number;
  /** A chain belongs to one computer. */
  perComputer: boolean;
  key: readonly KeyPart[];
  /** Field of the opening event that holds the key of a chain's other half. */
  pair: string | undefined;
  /** Lowest counts that the rule asks for before it gives a chain out. */
  least: readonly { member: string; atLeast: number; field?: string }[];
  /** What of the rule the query does not say, a sentence each. */
  notes: string[];
}

/** Sorts a rule's members by what they do, and says what no query says of it. */
export function planOf({ rule, boots }: QueryRule): Plan {
  const role = (...roles: MemberData['role'][]) =>
    rule.members.filter((member) => roles.includes(member.role));
  const opens = role('open').filter((member) => !member.unsure);
  const first = (opens[0] ?? rule.members[0])?.key ?? [];
  const perBoot = rule.scope.includes('boot') && rule.defines === undefined;
  const kindOf = (field: string) => rule.kinds[field] ?? 'text';
  const closes = role('close');
  const notes: string[] = [];
  if (rule.under?.some(({ rule: parent }) => parent !== boots?.id)) {
    notes.push('The chains to which this one belongs are asked for with their own queries.');
  }
  const exact = [...new Set(rule.members.flatMap((member) => member.exact ?? []))];
  if (exact.length > 0) {
    notes.push(
      `Events are joined by the key alone: that ${exact.join(' and ')} name one chain surely, and tell two of one key apart, is not asked for.`,
    );
  }
  if (opens.length < role('open').length) {
    notes.push('Openings that count only where no better one is known are left out.');
  }
  if (role('clock').length > 0)
    notes.push('Times are taken as written, also where the clock was set.');
  if (rule.ends && 'parent' in rule.ends) {
    notes.push(
      'The rule ends a chain with the one it belongs to; here it goes on while its key occurs.',
    );
  }
  const counted = rule.only ?? [];
  const least = counted.flatMap(({ member, atLeast, atMost, distinct, field }) => {
    if (member === undefined || atMost !== undefined) return [];
    if (field === undefined) return [{ member, atLeast: atLeast ?? 1 }];
    return distinct === undefined ? [] : [{ member, atLeast: distinct, field }];
  });
  if (least.length < counted.length) {
    notes.push('Not every condition under which the rule gives a chain out is asked for.');
  }
  return {
    rule,
    opens,
    closes,
    finals: closes.filter(({ final }) => final !== 'no'),
    others: role('during', 'evidence'),
    aliases: role('alias'),
    strays:
      opens.length > 0 && closes.length > 0 && least.length === 0
        ? role('close', 'during').filter(({ alone }) => !alone)
        : [],
    agreements: agreementsOf(rule, kindOf),
    boots: perBoot
      ? (boots?.members.filter((member) => member.role === 'open' && !member.unsure) ?? [])
      : [],
    bootMerge: boots?.merge,
    idle: rule.ends && 'idle' in rule.ends ? rule.ends.idle : undefined,
    after: rule.ends && 'after' in rule.ends ? rule.ends.after : undefined,
    merge: rule.merge,
    linger: rule.linger ?? 0,
    perComputer: rule.scope.includes('computer'),
    key: first.map((field) => ({
      field,
      kind: kindOf(field),
      never: [...saysNothing(kindOf(field)), ...(rule.never[field] ?? [])],
    })),
    pair: rule.pair?.field,
    least,
    notes,
  };
}

function agreementsOf(rule: RuleData, kindOf: (field: string) => ValueKind): Agreement[] {
  const byField = new Map<string, Map<MemberData, string>>();
  for (const member of rule.members) {
    for (const [own, field] of Object.entries(member.agree ?? {})) {
      const of = byField.get(field) ?? new Map<MemberData, string>();
      byField.set(field, of.set(member, own));
    }
  }
  return [...byField].map(([field, of]) => ({
    field,
    kind: kindOf(field),
    never: saysNothing(kindOf(field)),
    of,
  }));
}

/** A GUID that names nothing (RFC 9562, 5.9). */
const NIL = '{00000000-0000-0000-0000-000000000000}';

const saysNothing = (kind: ValueKind) => ['', '-', ...(kind === 'guid' ? [NIL] : [])];

/** Said of queries that begin with the opening events. */
export const ORPHANS = ({ strays }: Plan) =>
  strays.length > 0
    ? 'An event that ends or continues a chain whose opening event is not in the time range is a row of its own, with the status orphan.'
    : 'Events whose opening event is not in the time range are not listed.';

/** Said where a second key cannot be followed. */
export const NO_ALIASES = ({ aliases }: Plan) =>
  aliases.length === 0
    ? []
    : [
        `A second key, given by ${idsOf(aliases).join(', ')}, is not followed: what is reached by it alone is not counted.`,
      ];

/** Said where fields beyond the key cannot be compared. */
export const NO_AGREEMENT = ({ agreements }: Plan) =>
  agreements.length === 0
    ? []
    : [
        `That ${agreements.map(({ field }) => field).join(' and ')} of the opening event must agree with the other events is not asked for.`,
      ];

/** Said where some members have no place in a query. */
export const LEFT_OUT = (members: readonly MemberData[]) =>
  members.length === 0 ? [] : [`Left out: ${members.map(({ title }) => title).join(', ')}.`];

/** Said where values of the key are not made comparable. */
export const KEYS_AS_WRITTEN = ({ key }: Plan) =>
  key.some(({ kind }) => ['account', 'host', 'ip'].includes(kind))
    ? [
        'Keys are compared as they are written: names of accounts and computers must agree in whether they bear their domain, and addresses in whether they begin with ::ffff:.',
      ]
    : [];

/** Said where the openings of one chain are found by the time between them. */
export const MERGED = ({ merge, boots, bootMerge }: Plan) => [
  ...(merge === undefined
    ? []
    : [
        `An opening within ${periodText(merge)} of the one before counts as the same; each is compared with the last one, not with the first, and also where the chain has ended between them.`,
      ]),
  ...(boots.length === 0 || bootMerge === undefined
    ? []
    : [
        `Signs that Windows starts are of one run where each comes within ${periodText(bootMerge)} of the one before; two restarts so soon are taken as one.`,
      ]),
];

/** Said where computers are told apart by their NetBIOS names. */
export const SHORT_HOSTS = ({ perComputer, key }: Plan) =>
  perComputer || key.some(({ kind }) => kind === 'host')
    ? [
        'Computers are told apart by the first 15 letters of the first part of their names: two of different domains that are called alike count as one.',
      ]
    : [];

/** Said where every opening counts. */
export const NOT_MERGED = ({ merge }: Plan) =>
  merge === undefined
    ? []
    : [`Openings within ${periodText(merge)} of one another are not taken as one.`];

/** Event ids of some members, each once. */
export function idsOf(members: readonly MemberData[]): string[] {
  return [...new Set(members.flatMap((member) => member.events.map(String)))];
}

/** Whether a member has a time of its own around the opening event. */
export const isTimed = ({ before, after }: MemberData) =>
  before !== undefined || after !== undefined;

/**
 * The longest time that may lie between an opening event and one of these members, where the rule names one;
 * milliseconds.
 */
export function longestOf(
  { idle, after }: Plan,
  members: readonly MemberData[],
): number | undefined {
  const times = members.map((member) =>
    member.after === undefined
      ? (after ?? idle ?? member.before ?? Infinity)
      : Math.max(member.before ?? 0, member.after),
  );
  const longest = Math.max(...times, 0);
  return longest > 0 && longest < Infinity ? longest : undefined;
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

/** Values that are compared without case, each once. */
export const lowered = (values: readonly string[]) => [
  ...new Set(values.map((value) => value.toLowerCase())),
];

/** Counted fields that are no part of the key. */
export const countedBeyondKey = (plan: Plan) =>
  countedFields(plan).filter((field) => !plan.key.some((part) => part.field === field));
