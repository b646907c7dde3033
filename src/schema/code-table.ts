import { z } from 'zod';
import { namedEvent, oneOrMore, sentence, slug, text, wholeNumber, yes } from './text.ts';

const entry = z.strictObject({
  name: text,
  /** What Windows shows, where it differs from the name. */
  label: text.optional(),
  means: text.optional(),
  note: text.optional(),
  /** A single or weak source stands behind the entry. */
  unverified: yes.optional(),
  /** A named mask of several bits. */
  combined: yes.optional(),
  /** The %% message that names the bit in an access list. */
  message: z
    .string()
    .regex(/^%%\d+$/, 'write a message code, such as %%4416')
    .optional(),
  aliases: z.array(text).optional(),
  /** Events that write this value, where another entry of the table reads alike; those of another log behind that log. */
  events: z.array(namedEvent).optional(),
  /** Code table that explains the value that stands beside this one (object type → access mask). */
  table: slug.optional(),
  /** Further columns. */
  more: z.record(text, text).optional(),
});

const mask = z
  .string()
  .regex(/^0x[0-9a-f]{1,8}$/, 'write a number of up to 32 bits, such as 0x80070000')
  .transform(Number);

/** Field → values that it may have. */
const beside = z.record(text, z.array(text).min(1));

/** content/codes/<id>.yaml: one code table. */
export const codeTableSchema = z.strictObject({
  title: text,
  means: sentence.optional(),
  /** `values` is one of few, `flags` a bit mask, `lookup` a long list. */
  kind: z.enum(['values', 'flags', 'lookup']),
  /** How events print the value. */
  written: z.enum(['decimal', 'hex', 'message', 'guid', 'sid', 'text']),
  /** The table explains an access mask of these objects. */
  objects: z
    .strictObject({
      server: text.optional(),
      types: z.array(text).optional(),
      /** Place among the kinds of objects that logs are full of, from 1: a mask is first of all read as theirs. */
      rank: wholeNumber.optional(),
    })
    .optional(),
  /** The table explains a value only in one of these places: in any field, or in one, beside these values of others. */
  where: oneOrMore(z.strictObject({ of: text.optional(), beside })).optional(),
  /** … and never beside one of these. */
  unless: beside.optional(),
  /** Bits of a mask of which every value has just one, such as the kinds of account: they tell whose a number is. */
  oneOf: mask.optional(),
  /**
   * Numbers that hold a value of the table in so many of their low bits, at least four: `from` holds `to` (0 where it
   * is left out), the next the next.
   */
  wrapped: z
    .array(z.strictObject({ from: mask, to: mask.default(0), bits: wholeNumber }))
    .optional(),
  notes: z.array(text).optional(),
  /** SID patterns such as S-1-5-21-<domain>-500. */
  patterns: z
    .array(z.strictObject({ pattern: text, name: text, means: text.optional() }))
    .optional(),
  entries: z.record(
    text,
    z.union([text.transform((name): z.output<typeof entry> => ({ name })), entry]),
  ),
  references: z.array(text).min(1, 'name at least one reference'),
});
export type CodeTableFacts = z.output<typeof codeTableSchema>;
export type CodeEntryFacts = z.output<typeof entry>;
