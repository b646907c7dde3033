import { getCatalog } from '../../build/catalog.ts';
import { ruleData } from '../../catalog/rule-data.ts';
import type { RuleFile } from '../../islands/correlate/rule-book.ts';

/** The rules as the correlation page needs them for its engine. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  const file: RuleFile = { rules: ruleData(catalog), noise: catalog.noise };
  return Response.json(file);
}
