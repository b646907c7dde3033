import { z } from 'zod';
import { eventAddressKey, namedEvent, oneOrMore, slug, text, yes } from './text.ts';

const techniqueId = z
  .string()
  .regex(/^T\d{4}(?:\.\d{3})?$/, 'write a technique id, such as T1110.003');

/** content/techniques/<id>.yaml: one MITRE ATT&CK technique that an event's detections name. */
export const techniqueSchema = z.strictObject({
  title: text,
  tactics: z.array(slug),
  path: text,
  parent: techniqueId.optional(),
  replaces: z.array(techniqueId).optional(),
  /** Events whose ATT&CK analytics name this technique. */
  analyticEvents: z.array(namedEvent).optional(),
});

/** content/sigma/<id>.yaml: one public Sigma rule, by name and link; never its logic. */
export const sigmaRuleSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f-]{36}$/),
  title: text,
  level: z.enum(['informational', 'low', 'medium', 'high', 'critical']),
  status: text,
  set: z.enum(['core', 'emerging-threats', 'threat-hunting', 'placeholder']),
  author: text.optional(),
  path: text,
  techniques: z.array(techniqueId).optional(),
  /** Event of the main log by id, of another by log and id → the EventData fields that the rule tests. */
  events: z.record(eventAddressKey, z.array(text)),
});
export type SigmaRuleFacts = z.output<typeof sigmaRuleSchema>;

/** content/data-components/<id>.yaml: an ATT&CK data component and the events mapped to it. */
export const dataComponentSchema = z.strictObject({
  title: text,
  component: text.optional(),
  source: text.optional(),
  /** A name of the project that maps it, which ATT&CK does not have. */
  notInAttack: yes.optional(),
  /** Event of the main log by id, of another by log and id → who maps it. */
  events: z.record(eventAddressKey, z.array(slug)),
});
export type DataComponentFacts = z.output<typeof dataComponentSchema>;

const mapping = z.strictObject({
  to: text,
  /** Events for which the name holds, of another log behind that log; without it, all of the main log. */
  events: z.array(namedEvent).optional(),
  /** Set where the name holds the field's whole value, so that the decoder can take it back. */
  whole: z.literal('yes').optional(),
  condition: text.optional(),
  note: text.optional(),
  template: text.optional(),
  via: text.optional(),
  source: slug,
  unverified: z.literal('yes').optional(),
  /** The value is found there only: the tool takes the field away. */
  moved: yes.optional(),
});

export type MappingFacts = z.output<typeof mapping>;

/** content/mappings/<schema>.yaml: names that another schema gives to the fields. */
export const fieldMappingSchema = z.strictObject({
  title: text,
  means: text,
  sources: z.record(slug, z.strictObject({ title: text, licence: text.optional() })),
  fields: z.record(text, z.array(mapping)),
});

const column = z.strictObject({
  name: text,
  type: text.optional(),
  from: oneOrMore(text).optional(),
  kind: text.optional(),
  note: text.optional(),
});

/** content/columns/<id>.yaml: the columns under which one tool stores the parts of an event. */
export const columnTableSchema = z.strictObject({
  title: text,
  product: text,
  kind: text.optional(),
  rule: text.optional(),
  notes: z.array(text).optional(),
  licence: text.optional(),
  source: text.optional(),
  /** How a field without a column of its own is kept: `winlog.event_data.<Field>`. */
  rest: text.optional(),
  /** The mapping whose fields marked as moved are found under another name. */
  moved: slug.optional(),
  columns: z.array(column),
});
export type ColumnTableFacts = z.output<typeof columnTableSchema>;
