import { z } from 'zod';
import { fieldType } from './field.ts';
import { oneOrMore, slug, text, wholeNumber, yes } from './text.ts';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A length of time, `10s`, as milliseconds. */
const duration = z
  .string()
  .regex(/^\d{1,6}(?:ms|s|m|h|d)$/, 'write a length of time, such as 250ms, 10s, 5m, 8h or 1d')
  .transform((written) => {
    const [, number, unit] = /^(\d+)([a-z]+)$/.exec(written) as unknown as [string, string, string];
    return Number(number) * (UNITS[unit] as number);
  });

const fieldName = z
  .string()
  .regex(/^[A-Za-z%][\w%]*$/, 'write the name of a field, such as TargetLogonId');

const memberId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'write a short name, such as sign-out');

const values = z.array(z.string()).min(1);

/**
 * What an event is for its chain: `open` begins it, `during` happens while it is open, `close` ends it,
 * `evidence` says more about it without moving its start or end, `alias` gives it a second key, and
 * `clock` says that the computer's clock was set.
 */
const memberRole = z.enum(['open', 'during', 'close', 'evidence', 'alias', 'clock']);
export type MemberRole = z.output<typeof memberRole>;

const member = z.strictObject({
  /** Name by which links, conditions and sentences call it. */
  id: memberId,
  /** Label in diagrams and lists. */
  title: text,
  role: memberRole,
  /** A provider of content/providers, or the name of one whose events have no definitions. */
  provider: text.default('security-auditing'),
  events: z.array(wholeNumber).min(1),
  /** Fields whose values lead to the chain, in the order of the rule's other keys. */
  key: z.array(fieldName).default([]),
  /**
   * Fields whose values lead to the chain by themselves, and before the key: a chain that has such values is joined by
   * them alone where the event has them too.
   */
  exact: z.array(fieldName).min(1).optional(),
  /**
   * The second key that an alias gives; the exact values that a chain has from then on too, where the member has exact
   * ones; for a clock, the fields with the time before and after.
   */
  gives: z.array(fieldName).optional(),
  /** Element below UserData that holds the fields, for events without a definition that have no EventData. */
  userData: text.optional(),
  /** Kind of a field, for events without a definition. */
  types: z.record(fieldName, fieldType).optional(),
  /** The event counts only when each field holds one of these values. */
  when: z.record(fieldName, values).optional(),
  /** … and none of these. */
  unless: z.record(fieldName, values).optional(),
  /** Field here → field of the opening event; both must say the same where both say something. */
  agree: z.record(fieldName, fieldName).optional(),
  /** How long before the opening event it may come. Without it, it never comes before. */
  before: duration.optional(),
  /** How long after the opening event it may come. Without it, as long as the chain is open. */
  after: duration.optional(),
  /** Ends the chain, and another closing event may follow. */
  final: z.literal('no', 'write no, or leave the key out').optional(),
  /** Opens a chain only on a computer whose log has shown no better opening so far. */
  unsure: yes.optional(),
  /** Joins a chain that is there, and never makes one by itself. */
  alone: z.literal('no', 'write no, or leave the key out').optional(),
  note: text.optional(),
});
export type MemberFacts = z.output<typeof member>;

const under = z.strictObject({
  /** The rule whose chain this one belongs to. */
  rule: slug,
  /** The member whose event leads there; any that is no evidence when absent. */
  member: memberId.optional(),
  /** Fields that hold the other chain's key. */
  key: z.array(fieldName),
  /** Fields that hold the other chain's exact values. */
  exact: z.array(fieldName).min(1).optional(),
  /** Field here → field of the other chain's opening event; a parent that disagrees is none. */
  agree: z.record(fieldName, fieldName).optional(),
  means: text,
});

const limits = z.strictObject({ atLeast: duration.optional(), atMost: duration.optional() });

/** One condition; a finding needs all of its conditions. */
const condition = z.strictObject({
  status: oneOrMore(z.enum(['closed', 'open', 'orphan', 'ambiguous', 'lost'])).optional(),
  duration: limits.optional(),
  /** Events of one member: how many there are, or what one of them holds. */
  member: memberId.optional(),
  atLeast: wholeNumber.optional(),
  atMost: wholeNumber.optional(),
  field: fieldName.optional(),
  is: values.optional(),
  isNot: values.optional(),
  /** Patterns, with `*` for any text: `*-512`. */
  like: values.optional(),
  /** At least so many different values of the field. */
  distinct: wholeNumber.optional(),
  /** `member.Field` whose value is another one. */
  differs: text.optional(),
  /** `member.Field` whose value is the same one. */
  same: text.optional(),
  /** From the first event of one member to the first of another that follows it. */
  from: memberId.optional(),
  to: memberId.optional(),
  within: duration.optional(),
});
export type ConditionFacts = z.output<typeof condition>;

const finding = z.strictObject({
  code: slug,
  level: z.enum(['notice', 'warning']),
  /** One sentence; `{member.Field}`, `{count:member}`, `{distinct:member.Field}`, `{duration}`, `{computer}`. */
  says: text,
  when: z.array(condition).min(1),
});
export type FindingFacts = z.output<typeof finding>;

const measured = z.strictObject({
  what: text,
  hits: wholeNumber,
  of: wholeNumber,
  on: text,
});

const shownFields = z
  .union([fieldName, z.array(fieldName).min(2)])
  .transform((names) => [names].flat())
  .optional();

/** content/correlations/<id>.yaml: which events belong together, and what that says. */
export const correlationSchema = z.strictObject({
  title: text,
  /** One sentence for lists. */
  means: text,
  order: wholeNumber,
  /** What one chain is called in a sentence, and several. */
  nouns: z.tuple([text, text]).optional(),
  /**
   * One line for a chain; `{member.Field}`, or `{Field}` of the first event that has one. A part in square
   * brackets is left out when one of its values is missing.
   */
  label: text.optional(),
  /** What stands in the columns of a table of chains → the field that holds it, or several: the first that says something. */
  shows: z
    .strictObject({
      label: shownFields,
      account: shownFields,
      type: shownFields,
      from: shownFields,
      object: shownFields,
    })
    .optional(),
  /** Within what a key is unique; without a scope, across computers. */
  scope: z.array(z.enum(['computer', 'boot'])).default([]),
  /** The rule's chains are what a scope is made of. */
  defines: z.literal('boot').optional(),
  members: z.array(member).min(1),
  /** Field of the first member's key, or exact field of it → values that never lead to a chain, or a table of such values. */
  never: z.record(fieldName, z.union([slug.transform((table) => ({ table })), values])).optional(),
  /** A field of the opening event that holds the key of this chain's twin. */
  pair: z
    .strictObject({
      field: fieldName,
      means: text,
      /** What the rule finds is one, whether it has two halves or none; without it, each half counts. */
      counts: z.literal('once').optional(),
      /** A field of the opening event that tells the halves apart → what it means there → what the half is called. */
      halves: z.record(fieldName, z.record(z.string(), text)).optional(),
    })
    .optional(),
  under: z.array(under).optional(),
  /** What ends a chain when no event does: its parent, silence, or time. */
  ends: z
    .union([
      z.literal('parent').transform(() => ({ parent: true as const })),
      z.strictObject({ idle: duration }),
      z.strictObject({ after: duration }),
    ])
    .optional(),
  /** How long after its end events may still join, since events of one moment come in any order. */
  linger: duration.optional(),
  /** Opening events this close to the first say the same and join it. */
  merge: duration.optional(),
  /** Chains are given out only when these hold. */
  only: z.array(condition).optional(),
  findings: z.array(finding).optional(),
  /** How often the joins held in real logs. */
  measured: z.array(measured).optional(),
  notes: z.array(text).optional(),
  sources: z.array(slug).min(1, 'name at least one source'),
});
export type CorrelationFacts = z.output<typeof correlationSchema>;
