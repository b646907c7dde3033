import { expect, test } from 'vitest';
import { checkContent, checkContext } from '../../src/check/check.ts';
import type { EventEntry, FieldEntry } from '../../src/catalog/build.ts';
import { andOtherLogs, countEvents } from '../../src/catalog/count-events.ts';
import { eventLinks } from '../../src/catalog/event-links.ts';
import { eventGroups } from '../../src/catalog/event-map.ts';
import { eventMarkdown } from '../../src/catalog/event-markdown.ts';
import { fieldNames, fieldPlaces } from '../../src/catalog/field-uses.ts';
import { namesElsewhere } from '../../src/catalog/other-names.ts';
import { fieldRecord } from '../../src/catalog/records.ts';
import { shortNumbers, sameNumber } from '../../src/catalog/short-numbers.ts';
import { lookupIndex } from '../../src/catalog/lookup/lookup-index.ts';
import { lookup, lookupFurther } from '../../src/catalog/lookup/lookup.ts';
import { lookupNear } from '../../src/catalog/lookup/near.ts';
import { readQuery } from '../../src/catalog/lookup/read-query.ts';
import { ruleRows } from '../../src/catalog/lookup/rules.ts';
import { decodeEvent, toJson } from '../../src/decode/decode.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { columnTables } from '../../src/query/columns.ts';
import { kql } from '../../src/query/kql/kql.ts';
import { queryEvent } from '../../src/query/query-event.ts';
import { formatProblem } from '../../src/problem.ts';
import { problemsOf, realCatalog, small, smallContent } from '../content.ts';

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
  expect([andOtherLogs(catalog), andOtherLogs(both)]).toEqual(['', ' and other logs']);
});

test('content that belongs to no log names an event of another log behind that log', () => {
  const door = small['events/door/7.yaml'] as string;
  const { catalog: both } = checkContext(
    smallContent({
      'providers/gate.yaml': `${small['providers/door.yaml']?.replace('slug: door', 'slug: gate')}predecessor: Old Gate\n`,
      'events/gate/7.yaml': door.replace('went through the door', 'passed'),
      'sigma/left.yaml': `id: 00000000-0000-0000-0000-000000000001
title: Somebody left
level: low
status: test
set: core
path: left.yml
techniques: [T0001]
events:
  door/7: [Way]
`,
      'techniques/T0001.yaml':
        'title: Leave Unseen\ntactics: []\npath: T0001\nanalyticEvents: [door/7]\n',
      'data-components/way.yaml': 'title: Ways\nevents:\n  door/7: [manual]\n',
      'event-lists/all.yaml':
        'title: All\npublisher: Acme\nversion: 1\nrole: any\nevents: [7, door/7]\n',
      'glossary/threshold.yaml':
        'title: Threshold\nmeans: What lies in a door.\nevents: [door/7]\n',
      'tasks/absent.yaml': 'title: Who is absent\nevents: [door/7, gate/7]\n',
    }),
  );
  const [door7, gate7] = ['door/7', 'gate/7'].map((address) => both.eventByAddress.get(address));
  const links = eventLinks(both);
  const numbersOf = (event: typeof door7) =>
    event &&
    [event.rules, links.components.get(event) ?? [], links.lists.get(event) ?? []].map(
      ({ length }) => length,
    );
  expect(numbersOf(door7)).toEqual([1, 1, 1]);
  expect(numbersOf(gate7)).toEqual([0, 0, 1]);

  const index = lookupIndex(both);
  const urls = (asked: string) => lookup(readQuery(asked), index).map(({ url }) => url);
  expect(urls('who is absent')).toEqual(['/door/7/', '/gate/7/']);
  expect(urls('threshold')).toEqual(['/glossary/#threshold', '/door/7/']);
  expect(urls('leave unseen')).toEqual(['/door/7/']);
  const named = lookupFurther(readQuery('Somebody left'), index, [], [], ruleRows(both));
  expect(named.map(({ url }) => url)).toEqual(['/door/7/']);
});

test('a short number means the event of the main log, else all that have it', () => {
  const door = small['providers/door.yaml'] as string;
  const event = (id: number) => small['events/door/7.yaml']?.replace('id: 7', `id: ${id}`);
  const { catalog: three } = checkContext(
    smallContent({
      'providers/gate.yaml': `${door.replace('slug: door', 'slug: gate')}predecessor: Old Gate\n`,
      'providers/window.yaml': door.replace('slug: door', 'slug: window'),
      'events/gate/7.yaml': event(7),
      'events/door/8.yaml': event(8),
      'events/window/8.yaml': event(8),
      'events/window/9.yaml': event(9),
    }),
  );
  const urls = [...shortNumbers(three)].map(([number, targets]) => [
    number,
    targets.map(({ url }) => url),
  ]);
  expect(Object.fromEntries(urls)).toEqual({
    7: ['/gate/7/'],
    8: ['/door/8/', '/window/8/'],
    9: ['/window/9/'],
  });
  const gate = three.eventByAddress.get('gate/7');
  expect(gate && sameNumber(gate, three).map(({ url }) => url)).toEqual(['/door/7/']);
});

test('a query of a table of one log says that the event stands in another', () => {
  const [event] = catalog.events;
  const made = event && kql.event(queryEvent(event), columnTables(realCatalog().catalog));
  expect(made?.notes).toEqual([
    'SecurityEvent holds the Security log; this event stands in another, and is found in WindowsEvent where it is forwarded.',
  ]);
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
  expect(door && eventMarkdown(door, undefined, both)).toContain(
    '- [gate/7 A person went through the door](/gate/7/): the same person outside\n',
  );
});

test('a name means in one log what that log says, and elsewhere what all say', () => {
  const door = small['events/door/7.yaml'] as string;
  const both = checkContext(
    smallContent({
      'providers/gate.yaml':
        small['providers/door.yaml']
          ?.replace('Acme-Door\n', 'Acme-Gate\n')
          .replace('slug: door', 'slug: gate')
          .replace('Acme door', 'Acme gate') + 'predecessor: Old Gate\n',
      'events/gate/7.yaml': door.replace('went through the door', 'passed'),
      'fields/door-way.yaml':
        'names: [Way]\nproviders: [door]\ntype: integer\nas: UInt32\nmeans: How many went this way.\n',
      'mappings/ecs.yaml': `title: ECS
means: Names of a schema.
sources:
  manual:
    title: Manual
fields:
  Way:
    - to: way.direction
      source: manual
    - to: way.count
      events: [door/7]
      source: manual
`,
    }),
  );
  expect(checkContent(both).map(formatProblem)).toEqual([]);
  const event = (address: string) => both.catalog.eventByAddress.get(address) as EventEntry;
  const wayOf = (address: string) =>
    event(address).layouts[0]?.fields.find(({ name }) => name === 'Way');
  expect(wayOf('door/7')).toMatchObject({ concept: 'door-way', type: 'integer', tables: [] });
  expect(wayOf('gate/7')).toMatchObject({ concept: 'direction', type: 'code', tables: ['way'] });
  expect(both.catalog.codes.get('way')?.usedBy.flatMap(({ events }) => events)).toEqual([
    event('gate/7'),
  ]);
  const markdown = (address: string) => eventMarkdown(event(address), undefined, both.catalog);
  expect(markdown('door/7')).toContain(': How many went this way.\n');
  expect(markdown('gate/7')).toContain(': Which way the person went.');

  const explained = (provider: string) => {
    const xml = small['samples/door/7/out.xml']?.replace('Acme-Door', provider) as string;
    const [read] = readEvents(xml.replace('<Version>1', '<Version>0'), both.definitions);
    return read && 'event' in read
      ? toJson(decodeEvent(read.event, both.definitions)).fields[1]
      : undefined;
  };
  expect(explained('Acme-Gate')).toMatchObject({ meaning: 'Out', unknown: true });
  expect(explained('Acme-Door')).not.toHaveProperty('meaning');

  const names = (address: string) => namesElsewhere(event(address), eventLinks(both.catalog)).rows;
  expect(names('door/7')).toEqual([{ name: 'Way', names: [['way.count']] }]);
  expect(names('gate/7')).toEqual([{ name: 'Way', names: [['way.direction']] }]);
  const field = (id: string) => both.catalog.fields.get(id) as FieldEntry;
  expect(fieldNames(field('door-way'), both.catalog)[0]?.names).toMatchObject([
    { name: 'way.count', when: 'in door/7' },
  ]);
  expect(fieldPlaces(field('direction')).flatMap(({ events }) => events)).toMatchObject([
    { event: event('gate/7') },
  ]);

  const found = lookup(readQuery('Way'), lookupIndex(both.catalog)).filter(
    ({ kind }) => kind === 'field',
  );
  expect(found.map(({ url, detail }) => [url, detail])).toEqual([
    ['/fields/direction/', 'field of 1 event'],
    ['/fields/door-way/', 'field of 1 event of Acme door'],
  ]);
  expect(fieldRecord(field('door-way'), both.catalog)).toMatchObject({
    providers: ['door'],
    events: [],
    otherEvents: ['door/7'],
  });
});

test('a field of one provider must be a field of one of its events', () =>
  expect(
    problemsOf({
      'providers/gate.yaml': small['providers/door.yaml']
        ?.replace('Acme-Door\n', 'Acme-Gate\n')
        .replace('slug: door', 'slug: gate'),
      'fields/gate-way.yaml':
        'names: [Way]\nproviders: [gate, wall]\ntype: text\nas: UnicodeString\nmeans: A way.\n',
    }),
  ).toBe(`content/fields/gate-way.yaml:1:9  unused-field
  No event of gate or wall has a field called Way.
  Correct the name, or remove it.

content/fields/gate-way.yaml:2:19  unknown-provider
  No provider is called "wall".
  Add content/providers/wall.yaml, or name one that is in that folder.`));

test('events of two logs that are worded alike say so of each other', () => {
  const alike = (other: string) =>
    small['events/door/7.yaml']?.replace('sources:', `alike: [${other}]\nsources:`);
  const changes = {
    'providers/gate.yaml': small['providers/door.yaml']
      ?.replace('Acme-Door\n', 'Acme-Gate\n')
      .replace('slug: door', 'slug: gate'),
    'samples/gate/7/out.xml': small['samples/door/7/out.xml']?.replace('Acme-Door"', 'Acme-Gate"'),
  };
  expect(
    problemsOf({
      ...changes,
      'events/gate/7.yaml': alike('door/7'),
      'events/door/7.yaml': alike('gate/7'),
    }),
  ).toBe('');
  expect(
    problemsOf({
      ...changes,
      'events/gate/7.yaml': alike('door/8'),
      'events/door/7.yaml': alike('7'),
    }).match(/^content\S+ +\S+/gm),
  ).toEqual([
    'content/events/door/7.yaml:2:8  same-text',
    'content/events/gate/7.yaml:2:8  same-text',
    'content/events/gate/7.yaml:15:9  unknown-event',
    'content/samples/gate/7/out.xml:1:1  sample-text-not-recognised',
  ]);
});

test('an address of a log that has no such event may have meant the ids of that log nearby', () => {
  const event = (id: number) => small['events/door/7.yaml']?.replace('id: 7', `id: ${id}`);
  const { catalog: both } = checkContext(
    smallContent({
      'providers/gate.yaml': `${small['providers/door.yaml']?.replace('slug: door', 'slug: gate')}predecessor: Old Gate\n`,
      'events/gate/8.yaml': event(8),
      'events/gate/90.yaml': event(90),
      'events/door/22.yaml': event(22),
      'events/door/255.yaml': event(255),
    }),
  );
  const near = (asked: string) =>
    lookupNear(readQuery(asked), lookupIndex(both)).map(({ url }) => url);
  expect(near('door/8')).toEqual(['/door/7/']);
  expect(near('/door/90/')).toEqual(['/door/7/', '/door/22/', '/door/255/']);
  expect(near('gate/7')).toEqual(['/gate/8/']);
  expect(near('wall/7')).toEqual([]);
});

test('on the map a log leads to the list of its events', () => {
  const door = small['providers/door.yaml'] as string;
  const { catalog: both } = checkContext(
    smallContent({
      'providers/gate.yaml': `${door.replace('slug: door', 'slug: gate').replace('Acme door', 'Acme gate')}predecessor: Old Gate\n`,
      'events/gate/8.yaml': small['events/door/7.yaml']?.replace('id: 7', 'id: 8'),
    }),
  );
  expect(eventGroups(both).flatMap(({ parts }) => parts)).toMatchObject([
    { title: 'Acme gate', url: '/gate/' },
    { title: 'Acme door', url: '/door/' },
  ]);
});
