import { codeShards, labelShardsOf, shardsOf } from '../../src/catalog/lookup/code-rows.ts';
import { bitShardsOf, labelParts } from '../../src/catalog/lookup/codes.ts';
import { comparison } from '../../src/catalog/lookup/comparison.ts';
import {
  columnsOf,
  rowsOf as indexOf,
  type LookupColumns,
} from '../../src/catalog/lookup/columns.ts';
import { lookupIndex } from '../../src/catalog/lookup/lookup-index.ts';
import { lookupNear } from '../../src/catalog/lookup/near.ts';
import { mayBeRule, ruleRows } from '../../src/catalog/lookup/rules.ts';
import { mayBeSchemaName, schemaRows } from '../../src/catalog/lookup/schemas.ts';
import { lookup, lookupFurther } from '../../src/catalog/lookup/lookup.ts';
import { readQuery } from '../../src/catalog/lookup/read-query.ts';
import { realCatalog } from '../content.ts';

const { catalog } = realCatalog();
// As it comes out of its file.
const file = JSON.stringify(columnsOf(lookupIndex(catalog)));
const index = indexOf(JSON.parse(file) as LookupColumns);
const names = schemaRows(catalog);
const rules = ruleRows(catalog);
export const shards = codeShards(catalog);

/** The answers of a query, from the files that a reader's browser loads for it, in the order in which it does. */
export function find(text: string) {
  const query = readQuery(text);
  const rowsOf = (files: readonly string[]) =>
    [...new Set(files)].flatMap((file) => shards.get(file) ?? []);
  const codes = rowsOf([...shardsOf(query), ...bitShardsOf(query, index)]);
  const known = lookup(query, index, codes);
  if (known.length > 0) return known;
  const labels = rowsOf(labelShardsOf(labelParts(query.text, index)));
  return lookupFurther(
    query,
    index,
    mayBeSchemaName(query) ? names : [],
    labels,
    mayBeRule(query) ? rules : [],
  );
}

/** The page that compares the two events of a query. */
export const compared = (text: string) => comparison(readQuery(text), find(text), index);

const nearAnswers = (text: string) => lookupNear(readQuery(text), index);

/** The names of what a query may have meant. */
export const near = (text: string) => nearAnswers(text).map(({ name }) => name);

/** Where what a query may have meant leads. */
export const nearUrls = (text: string) => nearAnswers(text).map(({ url }) => url);
