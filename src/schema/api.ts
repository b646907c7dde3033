import { z } from 'zod';
import { outcome, sinceBasis, subcategoryBasis, textBasis } from './event.ts';
import { fieldType } from './field.ts';

/*
 * What the JSON below /api/v1/ looks like. Keys may be added; those that are here keep their names and types.
 */

const id = z.int().describe('Event id');
const otherEvents = z
  .array(z.string())
  .optional()
  .describe('Events of other logs than the main one, behind their log (sysmon/1)');
const path = z.string().describe('Address on this site, from the root');
const basis = z.enum(['documented', 'derived']);
const criticality = z.strictObject({
  rating: z.enum(['low', 'medium', 'medium-to-high', 'high']),
  source: z.string(),
});

const eventField = z.strictObject({
  name: z.string().describe('Name of the Data element'),
  type: fieldType.describe('What the value is, which decides how it is explained'),
  as: z.string().describe('Type in the XML template of the event ([MS-EVEN6] 2.2.12)'),
  label: z.string().optional().describe('Label in the message; absent where it is not shown'),
  section: z.string().optional().describe('Heading above the label; empty where there is none'),
  tables: z.array(z.string()).optional().describe('Code tables that explain the value'),
});

/** One event: /api/v1/events/<slug>/<id>.json and a line of /data/events.ndjson. */
const eventRecordSchema = z.strictObject({
  id,
  provider: z.string(),
  channels: z.array(z.string()),
  url: path,
  title: z.string().optional().describe('First line of the message, without its full stop'),
  summary: z.string().optional(),
  status: z.enum(['never-written', 'deprecated', 'on-request']).optional(),
  outcome: z.array(outcome).optional(),
  subcategories: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      guid: z.string(),
      basis: subcategoryBasis,
    }),
  ),
  legacy: z.array(z.strictObject({ id, basis })).describe('Numbers until Windows Server 2003'),
  criticality: criticality.optional(),
  written: z.string().optional(),
  on: z.array(z.string()).optional(),
  needs: z.array(z.string()).optional(),
  tells: z.array(z.string()).optional(),
  lacks: z.array(z.string()).optional(),
  watch: z.array(z.string()).optional(),
  notes: z
    .record(z.string(), z.string())
    .optional()
    .describe('Field name → what to know of it here'),
  related: z
    .record(z.string(), z.string())
    .optional()
    .describe('Event id, behind its log where that is another (sysmon/1) → why'),
  corrections: z
    .array(
      z.strictObject({
        page: z.string(),
        actually: z.string(),
        evidence: z.string(),
        confirmed: z.enum(['definition', 'log', 'page', 'reference']),
      }),
    )
    .optional(),
  versions: z.array(
    z.strictObject({
      version: z.int().nullable().describe('null for a classic event without a version'),
      since: z
        .string()
        .optional()
        .describe(
          'First release known to write it; by a manifest, the first whose manifest has it',
        ),
      basis: sinceBasis,
      text: textBasis.describe('How the text of the message is known'),
    }),
  ),
  layouts: z
    .array(
      z.strictObject({
        version: z.int().nullable(),
        since: z.string().optional(),
        before: z.string().optional(),
        fields: z.array(eventField).describe('In the order of the XML of the event'),
      }),
    )
    .describe('Newest first'),
  message: z.string().optional().describe('Message template without its first line'),
  sigma: z.array(z.strictObject({ id: z.string(), title: z.string(), level: z.string() })),
  samples: z.array(path),
  sources: z.array(z.string()),
});

/** One event in the list of all: /api/v1/events.json. */
const eventRowSchema = z.strictObject({
  id,
  provider: z.string(),
  title: z.string().optional(),
  summary: z.string().optional(),
  outcome: z.array(outcome).optional(),
  subcategories: z.array(z.string()),
  legacy: z.array(id),
  criticality: z.string().optional(),
  since: z.string().optional().describe('Release of the oldest version'),
  url: path,
  json: path,
});

/** One event from before Windows Vista: /api/v1/legacy.json. */
const legacyRecordSchema = z.strictObject({
  id,
  url: path,
  title: z.string(),
  titleBasis: z.enum(['message', 'paraphrase', 'list']),
  category: z.string(),
  outcome: z.array(outcome),
  successors: z.array(z.strictObject({ id, title: z.string(), url: path, basis })),
  labels: z.array(z.string()).optional(),
  note: z.string().optional(),
  sources: z.array(z.string()),
});

/** One field concept: /api/v1/fields.json. */
const fieldRecordSchema = z.strictObject({
  id: z.string(),
  url: path,
  names: z.array(z.string()),
  providers: z
    .array(z.string())
    .optional()
    .describe('Providers in whose events the names mean this; absent where it is all others'),
  type: fieldType,
  as: z.string(),
  tables: z.array(z.string()),
  means: z.string(),
  note: z.string().optional(),
  events: z.array(id),
  otherEvents,
});

/** One audit policy subcategory: /api/v1/policy.json. */
const subcategoryRecordSchema = z.strictObject({
  id: z.string(),
  url: path,
  title: z.string(),
  category: z.string(),
  guid: z.string(),
  default: z.strictObject({ client: z.string(), server: z.string() }).optional(),
  volume: z.string().optional(),
  summary: z.string().optional(),
  events: z.array(id),
  otherEvents,
  baselines: z
    .array(z.strictObject({ id: z.string(), setting: z.string(), atLeast: z.boolean() }))
    .describe('What published baselines ask for'),
});

const codeEntry = z.strictObject({
  value: z.string(),
  name: z.string(),
  label: z.string().optional().describe('What Windows shows, where it differs from the name'),
  means: z.string().optional(),
  note: z.string().optional(),
  unverified: z.literal(true).optional(),
  combined: z.literal(true).optional(),
  message: z.string().optional(),
  aliases: z.array(z.string()).optional(),
  events: z.array(id).optional(),
  otherEvents,
  table: z.string().optional(),
  more: z.record(z.string(), z.string()).optional(),
});

/** One code table with its entries: /api/v1/codes/<id>.json. */
const tableRecordSchema = z.strictObject({
  id: z.string(),
  url: path,
  title: z.string(),
  means: z.string().optional(),
  kind: z.enum(['values', 'flags', 'lookup']),
  written: z.enum(['decimal', 'hex', 'message', 'guid', 'sid', 'text']),
  notes: z.array(z.string()).optional(),
  entries: z.array(codeEntry),
  patterns: z
    .array(z.strictObject({ pattern: z.string(), name: z.string(), means: z.string().optional() }))
    .optional(),
  usedBy: z.array(z.strictObject({ field: z.string(), events: z.array(id), otherEvents })),
  references: z.array(z.string()),
});

/** What a value means, or a part of one. */
const meaning = z.strictObject({
  text: z.string().describe('In words'),
  aside: z
    .literal(true)
    .optional()
    .describe('The text says something beside the value, not in its place'),
  value: z.string().optional().describe('The part of the value that this explains'),
  detail: z.string().optional().describe('A sentence more'),
  table: z.string().optional().describe('Code table that says so'),
  anchor: z.string().optional().describe('Its entry on the page of the table'),
  get parts(): z.ZodOptional<z.ZodArray<typeof meaning>> {
    return z.array(meaning).optional();
  },
});

const { text: _text, ...means } = meaning.shape;
const decodedField = z.strictObject({
  ...means,
  name: z.string().describe('Name of the Data element'),
  label: z.string().nullable().describe('Label in the message; null where it is not shown'),
  section: z.string().nullable().describe('Heading above the label'),
  value: z.string().describe('As the XML of the event holds it'),
  meaning: z.string().optional().describe('What the value means, in words'),
  parts: z
    .array(meaning)
    .optional()
    .describe('Bits of a mask, entries of a list, parts of a descriptor: each with its meaning'),
  concept: z.string().optional().describe('Field concept: /fields/<concept>/'),
  unknown: z.literal(true).optional().describe('The definition of the event has no such field'),
});

const eventName = z.strictObject({ id, title: z.string(), url: path });

/** One decoded event: a line of `decode --json`, and of what the decoder's page saves as JSON. */
const decodedEventSchema = z.strictObject({
  format: z.string().describe('Format that it was read from'),
  provider: z.string().optional(),
  channel: z.string().optional(),
  eventId: id.optional(),
  version: z.int().optional(),
  timeCreated: z
    .string()
    .optional()
    .describe('ISO 8601 in UTC; as it was written where the input does not tell the zone'),
  computer: z.string().optional(),
  recordId: z.string().optional(),
  outcome: z.enum(['success', 'failure']).optional(),
  title: z.string().optional(),
  summary: z.string().optional().describe('The event in one sentence'),
  data: z
    .record(z.string(), z.string())
    .describe('Values as the XML of the event holds them, whatever format it came in'),
  fields: z.array(decodedField).describe('The same values explained, in the same order'),
  actors: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        kind: z.string(),
        text: z.string(),
        fields: z.array(z.string()),
      }),
    )
    .optional()
    .describe('Who did it, to whom, from where'),
  alternatives: z.array(eventName).optional().describe('Other events that the text fits as well'),
  legacy: z
    .strictObject({
      ...eventName.shape,
      successors: z.array(z.strictObject({ ...eventName.shape, basis })),
    })
    .optional()
    .describe('What an event from before Windows Vista is'),
  newer: z
    .array(
      z.strictObject({
        version: z.int(),
        adds: z.array(z.string()),
        drops: z.array(z.string()),
      }),
    )
    .optional()
    .describe('What later versions of the event add and drop'),
  warnings: z.array(
    z.strictObject({ code: z.string(), message: z.string(), hint: z.string().optional() }),
  ),
  source: z.strictObject({
    file: z.string(),
    index: z.int().describe('Position among the events of the input, from 0'),
    line: z.int().optional(),
    offset: z.int().optional().describe('First byte in a binary input'),
  }),
});

/** Name of a schema below /api/v1/schemas/ → what it describes, as zod and in words. */
export const apiSchemas = {
  event: { schema: eventRecordSchema, title: 'One event' },
  'event-row': { schema: eventRowSchema, title: 'One event in a list' },
  legacy: { schema: legacyRecordSchema, title: 'One event from before Windows Vista' },
  field: { schema: fieldRecordSchema, title: 'One field, wherever it occurs' },
  subcategory: { schema: subcategoryRecordSchema, title: 'One audit policy subcategory' },
  table: { schema: tableRecordSchema, title: 'One code table' },
  decoded: {
    schema: decodedEventSchema,
    title: 'One decoded event: a line of decode --json, and what the decoder saves as JSON',
  },
} as const;

export type EventRecord = z.output<typeof eventRecordSchema>;
export type EventRow = z.output<typeof eventRowSchema>;
export type LegacyRecord = z.output<typeof legacyRecordSchema>;
export type FieldRecord = z.output<typeof fieldRecordSchema>;
export type SubcategoryRecord = z.output<typeof subcategoryRecordSchema>;
export type TableRecord = z.output<typeof tableRecordSchema>;
