import { z } from 'zod';
import { text } from './text.ts';

/** Which fields together are one account, process, endpoint or object, wherever they occur. */
export const entitySchema = z.strictObject({
  title: text,
  kind: z.enum(['account', 'process', 'endpoint', 'object']),
  /** What part it plays in an event: who did it, to whom or what, from where, with what. */
  role: z.enum(['who', 'whom', 'from', 'to', 'with', 'what']),
  means: text,
  /** Part of the thing (sid, name, domain, session, …) → field names that hold it. */
  parts: z.record(text, z.union([text.transform((one) => [one]), z.array(text)])),
});
export type EntityFacts = z.output<typeof entitySchema>;
