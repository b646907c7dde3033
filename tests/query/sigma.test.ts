import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import { ruleData, type RuleData } from '../../src/catalog/rule-data.ts';
import { columnTables } from '../../src/query/columns.ts';
import { queryEvent } from '../../src/query/query-event.ts';
import { sigma } from '../../src/query/sigma.ts';
import { realCatalog } from '../content.ts';
import { sigmaCorrelation, sigmaRule } from './sigma-schema.ts';

const { catalog } = realCatalog();
const columns = columnTables(catalog);
const ajv = new Ajv2020({ allErrors: true, strict: false });
const isRule = ajv.compile(sigmaRule);
const isCorrelation = ajv.compile(sigmaCorrelation);

interface Document {
  name?: string;
  detection?: Record<string, unknown>;
  correlation?: { rules: string[]; aliases?: Record<string, Record<string, string>> };
}

test('Sigma of every event holds to the specification', () => {
  const wrong = catalog.events.flatMap((event) => {
    const [document, ...more] = loadAll(sigma.event(queryEvent(event), columns).text);
    return isRule(document) && more.length === 0 ? [] : [{ id: event.id, errors: isRule.errors }];
  });
  expect(wrong).toEqual([]);
});

test.each(ruleData(catalog).map((rule) => [rule.id, rule] as const))(
  'Sigma of %s holds to the specification, and names rules that are there',
  (_, rule) => {
    const made = sigma.rule?.({ rule, boots: undefined }, columns);
    if (!made || 'cannot' in made) {
      expect(made?.cannot).toMatch(/^Sigma .+\.$/);
      return;
    }
    const documents = loadAll(made.text) as Document[];
    const last = documents.pop();
    expect(isCorrelation(last), JSON.stringify(isCorrelation.errors)).toBe(true);
    for (const document of documents)
      expect(isRule(document), JSON.stringify(isRule.errors)).toBe(true);
    const names = documents.map((document) => document.name);
    expect(last?.correlation?.rules).toEqual(names);
    for (const alias of Object.values(last?.correlation?.aliases ?? {})) {
      expect(Object.keys(alias)).toEqual(names);
    }
  },
);

test('each condition that rules an event out stands alone, since fields of one map hold together', () => {
  const rule = ruleData(catalog).find(({ id }) => id === 'password-spray') as RuleData;
  const made = sigma.rule?.({ rule, boots: undefined }, columns);
  const [counted] = loadAll(made && 'text' in made ? made.text : '') as Document[];
  expect(counted?.detection).toMatchObject({
    filter_ip_address: { IpAddress: ['', '-', '127.0.0.1', '::1'] },
    filter_status: { Status: '0x0' },
    condition: 'selection and not 1 of filter_*',
  });
});

test.each([
  ['password-guessing', { type: 'event_count', timespan: '10m', condition: { gte: 10 } }],
  ['kerberos', { type: 'temporal', timespan: '10h' }],
  ['ntlm', { type: 'temporal', timespan: '10s' }],
  ['logon-session', { type: 'temporal_ordered', timespan: '1d' }],
])('the events of %s have the time that its rule leaves them', (id, expected) => {
  const rule = ruleData(catalog).find((one) => one.id === id) as RuleData;
  const made = sigma.rule?.({ rule, boots: undefined }, columns);
  const documents = loadAll(made && 'text' in made ? made.text : '') as Document[];
  expect(documents.at(-1)?.correlation).toMatchObject(expected);
});

test('a condition that no query asks for is told', () => {
  const rule = ruleData(catalog).find(({ id }) => id === 'password-guessing') as RuleData;
  const notesOf = (only: RuleData['only']) => {
    const made = sigma.rule?.({ rule: { ...rule, only }, boots: undefined }, columns);
    return made && 'notes' in made ? made.notes : [];
  };
  const told = 'Not every condition under which the rule gives a chain out is asked for.';
  expect(notesOf(rule.only)).not.toContain(told);
  expect(notesOf([...(rule.only ?? []), { status: ['closed'] }])).toContain(told);
});

test('a chain with an opening event is joined, not counted', () => {
  const rule = ruleData(catalog).find(({ id }) => id === 'ticket-to-session') as RuleData;
  const made = sigma.rule?.({ rule, boots: undefined }, columns);
  const documents = loadAll(made && 'text' in made ? made.text : '') as Document[];
  expect(documents.at(-1)?.correlation).toMatchObject({
    type: 'temporal',
    rules: ['ticket_to_session_open', 'ticket_to_session_with'],
    'group-by': ['LogonGuid'],
  });
});
