import { expect, test } from 'vitest';
import type { EventEntry, LegacyEntry } from '../../src/catalog/build.ts';
import { eventFacets } from '../../src/catalog/event-facets.ts';
import { labelsToday, legacyRelation } from '../../src/catalog/legacy-relation.ts';
import { realCatalog } from '../content.ts';

const { catalog } = realCatalog();
const facets = eventFacets(catalog, catalog.events);
const event = (id: number) => catalog.events.find((one) => one.id === id) as EventEntry;
const legacy = (id: number) => catalog.legacy.get(id) as LegacyEntry;
const valuesOf = (id: number) =>
  Object.fromEntries(facets.map((facet) => [facet.id, facet.of(event(id))]));

test('an event has a value of every facet', () =>
  expect(valuesOf(4625)).toMatchObject({
    category: ['logon-logoff'],
    outcome: ['failure'],
    rules: ['yes'],
    on: ['any'],
    legacy: ['yes'],
    provider: ['security-auditing'],
    status: ['usual'],
  }));

test('what only domain controllers write says so', () =>
  expect(valuesOf(4768)['on']).toEqual(['domain-controller']));

test('every value of every event is one of its facet', () => {
  for (const facet of facets) {
    const known = new Set(facet.values.map(({ value }) => value));
    for (const one of catalog.events) {
      expect(
        facet.of(one).filter((value) => !known.has(value)),
        `${facet.id} of ${one.id}`,
      ).toEqual([]);
    }
  }
});

test.each([
  [538, 'one', []],
  [528, 'merged', [540]],
  [540, 'merged', [528]],
])('legacy %i: %s, with %j', (id, kind, beside) => {
  const found = legacyRelation(legacy(id));
  expect([found.kind, found.beside.map((one) => one.id)]).toEqual([kind, beside]);
});

test('labels of a legacy message and where they stand today', () => {
  const { labels, fresh } = labelsToday(legacy(538), event(4634));
  expect(labels.find(({ label }) => label === 'Logon Type')).toEqual({
    label: 'Logon Type',
    field: 'LogonType',
    today: 'Logon Type',
  });
  expect(fresh).toContain('TargetUserSid');
});
