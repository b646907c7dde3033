import { z } from 'zod';
import { oneOrMore, slug, text, wholeNumber } from './text.ts';

/** content/noise/<id>.yaml: chains of one kind that are seldom looked for, so that a page can hide them. */
export const noiseSchema = z.strictObject({
  title: text,
  means: text,
  order: wholeNumber,
  /** Rules whose chains they are. */
  rules: oneOrMore(slug),
  /** Field of the chain's events → values, all of which must fit; `*` stands for any text. */
  match: z.record(text, oneOrMore(text)),
  /** No longer than so many seconds. */
  atMostSeconds: wholeNumber.optional(),
});
export type NoiseFacts = z.output<typeof noiseSchema>;
