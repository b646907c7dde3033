import { z } from 'zod';
import { sentence, slug, text, wholeNumber } from './text.ts';

/** One chain that a rule must find in the log. */
const expectedChain = z.strictObject({
  rule: slug,
  status: z.enum(['closed', 'open', 'orphan', 'ambiguous', 'lost']),
  /** Record ids of its events, in the order of the chain. */
  records: z.array(text).min(1),
  /** Codes of what the rule finds in it. */
  findings: z.array(slug).optional(),
});

/**
 * content/scenarios/<id>/index.yaml: a log with a story. The log stands beside it in events.xml, the story in
 * index.mdx.
 */
export const scenarioSchema = z.strictObject({
  title: text,
  /** One sentence for lists. */
  means: sentence,
  order: wholeNumber,
  /** For each rule that the scenario shows, all the chains that it finds. */
  chains: z.array(expectedChain).optional(),
});
export type ScenarioFacts = z.output<typeof scenarioSchema>;
