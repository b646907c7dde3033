import { z } from 'zod';
import { namedEvent, sentence, slug, text } from './text.ts';

/** content/glossary/<id>.yaml: one word of the trade. */
export const glossarySchema = z.strictObject({
  title: text,
  /** Abbreviations and other names, by which it is found as well. */
  also: z.array(text).optional(),
  means: sentence,
  /** Other terms that help. */
  see: z.array(slug).optional(),
  /** Field names that hold one. */
  fields: z.array(text).optional(),
  /** Code tables of its values. */
  tables: z.array(slug).optional(),
  /** Events in which to see one. */
  events: z.array(namedEvent).optional(),
  /** Specifications and documents that define or describe it. */
  references: z.array(text).optional(),
});
export type GlossaryFacts = z.output<typeof glossarySchema>;
