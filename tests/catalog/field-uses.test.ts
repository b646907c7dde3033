import { expect, test } from 'vitest';
import type { FieldEntry } from '../../src/catalog/build.ts';
import {
  fieldBefore,
  fieldJoins,
  fieldNames,
  fieldPlaces,
  fieldTests,
} from '../../src/catalog/field-uses.ts';
import { realCatalog } from '../content.ts';

const { catalog } = realCatalog();
const field = (name: string) => catalog.fieldOf(name) as FieldEntry;
const ids = (events: readonly { event: { id: number } }[]) => events.map(({ event }) => event.id);

test('a field stands under several labels; each event is named once, those that do not show it last', () => {
  const places = fieldPlaces(field('TargetLogonId'));
  const place = (label: string | undefined) => places.find((one) => one.label === label);
  expect(ids(place('New Logon › Logon ID')?.events ?? [])).toContain(4624);
  expect(ids(place('Subject › Logon ID')?.events ?? [])).toContain(4634);
  expect(places.at(-1)?.label).toBeUndefined();
  const all = places.flatMap(({ events }) => ids(events));
  expect(all.toSorted()).toEqual(
    field('TargetLogonId')
      .events.map(({ id }) => id)
      .toSorted(),
  );
  expect(new Set(all).size).toBe(all.length);
});

test('an event that has the field in some versions only says in which', () => {
  const [place] = fieldPlaces(field('TargetLogonId')).filter(({ events }) =>
    ids(events).includes(4688),
  );
  expect(place?.events.find(({ event }) => event.id === 4688)?.mark).toBe('v2+');
});

test('names of schemas and columns of tools, with the events for which they hold', () => {
  const names = fieldNames(field('TargetLogonId'), catalog);
  const ecs = names.find(({ schema }) => schema === 'Elastic Common Schema');
  expect(ecs?.names[0]).toMatchObject({ name: 'winlog.logon.id' });
  expect(ecs?.names[0]?.when).toContain('4634');
  expect(names.some(({ schema }) => schema.includes('SecurityEvent'))).toBe(true);
});

test('rules that join by the field, and public rules that test it', () => {
  const joins = fieldJoins(field('TargetLogonId'), catalog).map(({ rule }) => rule.id);
  expect(joins).toContain('logon-session');
  expect(joins).not.toContain('process');
  for (const { rule, events } of fieldTests(field('LogonType'), catalog))
    for (const id of events) expect(rule.events[id]).toContain('LogonType');
});

test('labels before Windows Vista', () => {
  const before = fieldBefore(field('TargetLogonId'), catalog);
  expect(before.find(({ label }) => label === 'Logon ID')?.events.map(({ id }) => id)).toContain(
    538,
  );
});
