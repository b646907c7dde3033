import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../build/catalog.ts';
import type { Scenario } from '../../../catalog/build.ts';
import { ruleData } from '../../../catalog/rule-data.ts';
import { readLog } from '../../../islands/correlate/log-reading.ts';
import { ruleBook, type RuleBook } from '../../../islands/correlate/rule-book.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  const book = ruleBook({ rules: ruleData(catalog), noise: catalog.noise });
  return catalog.scenarios.map((scenario) => ({
    params: { id: scenario.id },
    props: { scenario, book },
  }));
}) satisfies GetStaticPaths;

/** The log of a scenario as the demo shows it once it is read. */
export const GET: APIRoute<{ scenario: Scenario; book: RuleBook }> = async ({
  props: { scenario, book },
}) => {
  const { definitions } = await getCatalog();
  return Response.json(readLog(scenario.xml, `${scenario.id}.xml`, book, definitions));
};
