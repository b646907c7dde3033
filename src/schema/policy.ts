import { z } from 'zod';
import { date, guid, namedEvent, sentence, slug, text, wholeNumber } from './text.ts';

const auditSetting = z.enum(['none', 'success', 'failure', 'both']);

/** content/categories/<id>.yaml: one of the nine audit policy categories. */
export const categorySchema = z.strictObject({
  title: text,
  guid,
  /** The basic audit policy that covers the category. */
  basicPolicy: text,
  order: wholeNumber,
});
export type CategoryFacts = z.output<typeof categorySchema>;

const recommendation = z.strictObject({
  domainController: text.optional(),
  memberServer: text.optional(),
  workstation: text.optional(),
});

/** content/subcategories/<id>.yaml: one audit policy subcategory. */
export const subcategorySchema = z.strictObject({
  /** As auditpol prints it. */
  title: text,
  /** As Group Policy prints it. */
  policyName: text.optional(),
  guid,
  category: slug,
  summary: sentence.optional(),
  default: z.strictObject({ client: text, server: text }).optional(),
  volume: text.optional(),
  /** Task value of real events. */
  task: wholeNumber.optional(),
  /** Policy CSP setting below ./Device/Vendor/MSFT/Policy/Config/Audit. */
  csp: text.optional(),
  why: text.optional(),
  recommend: recommendation.optional(),
  notes: z.array(text).optional(),
  sources: z.array(slug).min(1),
});
export type SubcategoryFacts = z.output<typeof subcategorySchema>;

/** content/baselines/<id>.yaml: what one published baseline asks for. */
export const baselineSchema = z.strictObject({
  title: text,
  publisher: text,
  version: text,
  date: date.optional(),
  role: slug,
  kind: z.enum(['default', 'recommendation']),
  basis: text.optional(),
  /** Systems that the publisher names. */
  appliesTo: text.optional(),
  licence: text.optional(),
  settings: z.record(slug, auditSetting),
  /** Subcategories for which the value is the least that is asked for. */
  atLeast: z.array(slug).optional(),
  controls: z.record(slug, text).optional(),
  notes: z.record(slug, text).optional(),
});
export type BaselineFacts = z.output<typeof baselineSchema>;

/** content/event-lists/<id>.yaml: a publisher's list of events to collect. */
export const eventListSchema = z.strictObject({
  title: text,
  publisher: text,
  version: text,
  date: date.optional(),
  role: slug,
  events: z.array(namedEvent),
});
export type EventListFacts = z.output<typeof eventListSchema>;

/** content/registry/<name>.yaml: a registry value that changes auditing. */
export const registrySettingSchema = z.strictObject({
  name: text,
  key: text,
  type: text,
  policy: text.optional(),
  policyPath: text.optional(),
  values: z.array(z.strictObject({ value: text, means: text })).optional(),
  default: text.optional(),
  csp: text.optional(),
  note: text.optional(),
  events: z.array(namedEvent).optional(),
  sources: z.array(text).min(1),
});
