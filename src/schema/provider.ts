import { z } from 'zod';
import { guid, slug, text, wholeNumber } from './text.ts';

/** content/providers/<id>.yaml: who writes events; its id names the folder of its events. */
export const providerSchema = z.strictObject({
  name: text,
  /** Other names that tools give it, such as the one that its manifest has for display. */
  also: z.array(text).optional(),
  guid: guid.optional(),
  /** First part of the events' address. Providers that write to one log may share it. */
  slug,
  channels: z.array(text).min(1),
  /** Name of the log, for people. */
  title: text,
  means: text,
  /** Name of the event source whose place it took with Windows Vista: the legacy events are that source's. */
  predecessor: text.optional(),
});
export type ProviderFacts = z.output<typeof providerSchema>;

/** content/releases/<id>.yaml: one release of Windows, client and server side by side. */
export const releaseSchema = z.strictObject({
  title: text,
  order: wholeNumber,
  /** Measured editions, oldest first: id → title and build. */
  editions: z
    .record(
      slug,
      z.strictObject({ title: text, build: text, manifest: z.literal('yes').optional() }),
    )
    .optional(),
});
export type ReleaseFacts = z.output<typeof releaseSchema>;

/** content/sources/<id>.yaml: where facts come from. */
export const sourceSchema = z.strictObject({
  title: text,
  facts: text,
  licence: text,
  link: text.optional(),
});
