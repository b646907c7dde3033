import { expect, test } from 'vitest';
import { checkContext } from '../../src/check/check.ts';
import { countEvents } from '../../src/catalog/count-events.ts';
import { lookupIndex } from '../../src/catalog/lookup/lookup-index.ts';
import { lookup } from '../../src/catalog/lookup/lookup.ts';
import { readQuery } from '../../src/catalog/lookup/read-query.ts';
import { decodeEvent, toJson } from '../../src/decode/decode.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { small, smallContent } from '../content.ts';

const { catalog, definitions } = checkContext(smallContent());

test('a provider of its own has addresses of its own', () =>
  expect(lookup(readQuery('7'), lookupIndex(catalog))[0]?.url).toBe('/door/7/'));

test.each(['door/7', '/door/7/', 'Acme-Door 7', 'acme door 7'])('%s is its event', (asked) =>
  expect(lookup(readQuery(asked), lookupIndex(catalog))).toEqual([
    expect.objectContaining({ url: '/door/7/', exact: true }),
  ]),
);

test('its events decode from XML and from text', () => {
  const decode = (text: string) =>
    [...readEvents(text, definitions)].flatMap((read) =>
      'event' in read ? [toJson(decodeEvent(read.event, definitions))] : [],
    )[0];
  const fromXml = decode(small['samples/door/7/out.xml'] as string);
  expect(fromXml?.title).toBe('A person went through the door');
  expect(fromXml?.fields[1]).toMatchObject({ name: 'Way', meaning: 'Out', table: 'way' });
  const fromText = decode('A person went through the door.\n\nPerson:\n\tName:\tanna\n\nWay:\t2\n');
  expect(fromText?.data).toEqual(fromXml?.data);
  expect(fromText?.version).toBe(1);
});

test('beside the provider with a predecessor it comes second, wherever its name stands', () => {
  const door = small['providers/door.yaml'] as string;
  const both = checkContext(
    smallContent({
      'providers/gate.yaml':
        door.replace('Acme-Door\n', 'Acme-Gate\n').replace('slug: door', 'slug: gate') +
        'predecessor: Old Gate\n',
      'events/gate/7.yaml': small['events/door/7.yaml'],
      'legacy/1.yaml': `id: 1
title: Gate opened
titleBasis: list
category: Gate
categoryBasis: list
outcome: []
outcomeBasis: list
successors:
  7: documented
sources: [manual]
`,
    }),
  );
  expect(both.catalog.events.map((event) => event.url)).toEqual(['/gate/7/', '/door/7/']);
  expect(both.catalog.legacy.get(1)?.url).toBe('/gate/legacy/1/');
  expect(both.definitions.findLegacy(1).map((event) => event.key)).toEqual(['gate/7']);
  expect(both.definitions.find(7).map((event) => event.key)).toEqual(['gate/7', 'door/7']);
  expect(both.definitions.legacyProvider).toBe('Old Gate');
});

test('events of the main log are counted alone', () => {
  expect(countEvents(catalog)).toBe('1 event');
  const { catalog: both } = checkContext(
    smallContent({
      'providers/gate.yaml': `${small['providers/door.yaml']?.replace('slug: door', 'slug: gate')}predecessor: Old Gate\n`,
      'events/gate/8.yaml': small['events/door/7.yaml']?.replace('id: 7', 'id: 8'),
    }),
  );
  expect(countEvents(both, ' of the gate')).toBe('1 event of the gate and 1 of other logs');
});

test('events of two logs belong together', () => {
  const { catalog: both } = checkContext(
    smallContent({
      'providers/gate.yaml': small['providers/door.yaml']?.replace('slug: door', 'slug: gate'),
      'events/gate/7.yaml': small['events/door/7.yaml'],
      'events/door/7.yaml': small['events/door/7.yaml']?.replace(
        'sources:',
        'related:\n  gate/7: the same person outside\nsources:',
      ),
    }),
  );
  const [door, gate] = ['door/7', 'gate/7'].map((address) => both.eventByAddress.get(address));
  expect(door?.related).toMatchObject([
    { event: { key: 'gate/7' }, why: 'the same person outside' },
  ]);
  expect(gate?.namedBy).toEqual([door]);
});
