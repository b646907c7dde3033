import { buildCatalog } from '../catalog/build.ts';
import { definitionsOf } from '../catalog/definitions.ts';
import type { Content } from '../catalog/read-content.ts';
import { byPlace, type Problem } from '../problem.ts';
import { addresses } from './addresses.ts';
import { alike } from './alike.ts';
import { correlations } from './correlations.ts';
import { entryKeys } from './entry-keys.ts';
import { fieldNames } from './field-names.ts';
import { fileName } from './file-name.ts';
import { filledIn } from './filled-in.ts';
import { keyOrder } from './key-order.ts';
import { legacyLabels } from './legacy-labels.ts';
import { links } from './links.ts';
import { matchBack } from './match-back.ts';
import { message } from './message.ts';
import { prose } from './prose.ts';
import { redundantType } from './redundant-type.ts';
import { references } from './references.ts';
import { related } from './related.ts';
import type { CheckContext, Rule } from './rule.ts';
import { samples } from './samples.ts';
import { scenarios } from './scenarios.ts';

const rules: readonly Rule[] = [
  addresses,
  alike,
  correlations,
  entryKeys,
  fieldNames,
  fileName,
  filledIn,
  keyOrder,
  legacyLabels,
  links,
  matchBack,
  message,
  prose,
  redundantType,
  references,
  samples,
  scenarios,
];

/** Rules whose findings fail nothing. */
const adviceRules: readonly Rule[] = [related];

/** What the rules look at, made of content that was read. */
export function checkContext(content: Content): CheckContext {
  const catalog = buildCatalog(content.records, content.samples, content.logs);
  return { content, catalog, definitions: definitionsOf(catalog) };
}

/** Every problem of the content, the reader's first findings included, ordered by place. */
export function checkContent(context: CheckContext): Problem[] {
  return [...context.content.problems, ...run(rules, context)].sort(byPlace);
}

/** What is worth knowing but fails nothing, ordered by place. */
export function adviceOn(context: CheckContext): Problem[] {
  return run(adviceRules, context).sort(byPlace);
}

const run = (list: readonly Rule[], context: CheckContext) =>
  list.flatMap((rule) => [...rule(context)]);
