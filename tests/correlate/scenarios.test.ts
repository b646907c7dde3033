import { expect, test } from 'vitest';
import { ruleData } from '../../src/catalog/rule-data.ts';
import { correlate } from '../../src/correlate/correlate.ts';
import { describeChain } from '../../src/correlate/describe.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

const { catalog, definitions } = realCatalog();
const rules = ruleData(catalog);

test.each(catalog.scenarios.map((scenario) => [scenario.id, scenario] as const))(
  '%s: exactly the chains that its facts promise',
  (_id, { xml, chains }) => {
    const events = [...readEvents(xml, definitions)].flatMap((read) =>
      'event' in read ? [read.event] : [],
    );
    const found = correlate(events, rules).chains.map((chain) => {
      const { rule, status, events: own, findings } = describeChain(chain);
      return {
        rule,
        status,
        records: own.map(({ recordId }) => recordId),
        ...(findings.length > 0 ? { findings: findings.map(({ code }) => code) } : {}),
      };
    });
    const sorted = (list: readonly object[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(sorted(found)).toEqual(sorted(chains ?? []));
  },
);

test('every rule is shown by a scenario', () => {
  const shown = new Set(catalog.scenarios.flatMap(({ chains }) => chains?.map(({ rule }) => rule)));
  const missing = rules.map(({ id }) => id).filter((id) => !shown.has(id));
  expect(missing).toEqual([]);
});
