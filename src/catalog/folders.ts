import type { z } from 'zod';
import { codeTableSchema } from '../schema/code-table.ts';
import { correlationSchema } from '../schema/correlation.ts';
import {
  columnTableSchema,
  dataComponentSchema,
  fieldMappingSchema,
  sigmaRuleSchema,
  techniqueSchema,
} from '../schema/detection.ts';
import { entitySchema } from '../schema/entity.ts';
import { eventSchema } from '../schema/event.ts';
import { fieldSchema } from '../schema/field.ts';
import { glossarySchema } from '../schema/glossary.ts';
import { legacyEventSchema } from '../schema/legacy-event.ts';
import {
  baselineSchema,
  categorySchema,
  eventListSchema,
  registrySettingSchema,
  subcategorySchema,
} from '../schema/policy.ts';
import { noiseSchema } from '../schema/noise.ts';
import { providerSchema, releaseSchema, sourceSchema } from '../schema/provider.ts';
import { taskSchema } from '../schema/task.ts';
import { scenarioSchema } from '../schema/scenario.ts';

/** Folder below content/ → schema of its YAML files. */
export const contentFolders = {
  baselines: baselineSchema,
  categories: categorySchema,
  codes: codeTableSchema,
  columns: columnTableSchema,
  correlations: correlationSchema,
  'data-components': dataComponentSchema,
  entities: entitySchema,
  'event-lists': eventListSchema,
  events: eventSchema,
  fields: fieldSchema,
  glossary: glossarySchema,
  legacy: legacyEventSchema,
  mappings: fieldMappingSchema,
  noise: noiseSchema,
  providers: providerSchema,
  registry: registrySettingSchema,
  releases: releaseSchema,
  scenarios: scenarioSchema,
  sigma: sigmaRuleSchema,
  sources: sourceSchema,
  subcategories: subcategorySchema,
  tasks: taskSchema,
  techniques: techniqueSchema,
} as const;

export type ContentFolder = keyof typeof contentFolders;

/**
 * Folder → id → facts. An event's id is `<provider>/<event id>`; any other, its file's stem, where `index` is the
 * name of its folder.
 */
export type ContentRecords = {
  [Folder in ContentFolder]: Map<string, z.output<(typeof contentFolders)[Folder]>>;
};
