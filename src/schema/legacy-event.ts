import { z } from 'zod';
import { eventIdKey, slug, text, wholeNumber } from './text.ts';
import { outcome } from './event.ts';

const label = z.union([
  text.transform((name): { label: string; field?: string } => ({ label: name })),
  z.record(text, text).transform((pair) => {
    const [name = '', field] = Object.entries(pair)[0] ?? [];
    return field === undefined ? { label: name } : { label: name, field };
  }),
]);

/** content/legacy/<id>.yaml: one Security event of Windows NT, 2000, XP or Server 2003. */
export const legacyEventSchema = z.strictObject({
  id: wholeNumber,
  title: text,
  /** First lines of the message as releases print them, where the title is not what they print. */
  firstLines: z.array(text).optional(),
  titleBasis: z.enum(['message', 'paraphrase', 'list']),
  category: text,
  categoryBasis: text,
  outcome: z.array(outcome),
  outcomeBasis: text,
  /** Modern event id → how the mapping is known: documented, or derived by adding 4096. */
  successors: z.record(eventIdKey, z.enum(['documented', 'derived'])).optional(),
  /**
   * Labels of the message of all releases, in order, where they are known: `Logon ID: TargetLogonId` where a field of
   * the successor holds the same, else the label alone. A label below a heading is written `Heading: Label`.
   */
  labels: z.array(label).optional(),
  labelsFrom: text.optional(),
  note: text.optional(),
  sources: z.array(slug).min(1),
});
export type LegacyEventFacts = z.output<typeof legacyEventSchema>;
