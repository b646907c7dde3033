import { z } from 'zod';
import { eventIdKey, slug, text, wholeNumber } from './text.ts';
import { outcome } from './event.ts';

/** content/legacy/<id>.yaml: one Security event of Windows NT, 2000, XP or Server 2003. */
export const legacyEventSchema = z.strictObject({
  id: wholeNumber,
  title: text,
  titleBasis: z.enum(['message', 'paraphrase', 'list']),
  category: text,
  categoryBasis: text,
  outcome: z.array(outcome),
  outcomeBasis: text,
  /** Modern event id → how the mapping is known: documented, or derived by adding 4096. */
  successors: z.record(eventIdKey, z.enum(['documented', 'derived'])).optional(),
  /** Labels of the message, in order, where they are known. */
  labels: z.array(text).optional(),
  labelsFrom: text.optional(),
  note: text.optional(),
  sources: z.array(slug).min(1),
});
export type LegacyEventFacts = z.output<typeof legacyEventSchema>;
