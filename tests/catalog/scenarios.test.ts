import { expect, test } from 'vitest';
import { loadContent } from '../../src/cli/load-content.ts';
import { decodeEvent } from '../../src/decode/decode.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog, root } from '../content.ts';

const { catalog, definitions } = realCatalog();
const { prose } = loadContent(root);
const logOf = (xml: string) =>
  [...readEvents(xml, definitions)].map((read) => {
    if ('problem' in read) throw new Error(read.problem.message);
    return read.event;
  });

const providers = new Set<string | undefined>(
  [...catalog.providers.values()].map(({ name }) => name),
);

test('there are scenarios, each in a place of its own', () => {
  const orders = catalog.scenarios.map(({ order }) => order);
  expect(orders).toEqual(orders.map((_, at) => at + 1));
});

test.each(catalog.scenarios.map(({ id, xml }) => [id, xml] as const))(
  '%s: exact events, in order, and a story about them',
  (id, xml) => {
    const log = logOf(xml);
    // Events of providers without definitions are there for the rules that take them, as the check sees to.
    const defined = log.filter(({ provider }) => providers.has(provider));
    const found = defined.flatMap((event) => decodeEvent(event, definitions).problems);
    expect(found.map((problem) => problem.message)).toEqual([]);
    const times = log.map((event) => event.timeCreated ?? '');
    expect(times).toEqual([...times].sort());
    const logOfEvent = ({ computer, channel }: (typeof log)[number]) => `${computer} ${channel}`;
    for (const one of new Set(log.map(logOfEvent))) {
      const records = log
        .filter((event) => logOfEvent(event) === one)
        .map((event) => Number(event.recordId));
      expect(records).toEqual(records.map((_, at) => (records[0] ?? 0) + at));
    }
    const story = prose.get(`scenarios/${id}`)?.text ?? '';
    const told = [...story.matchAll(/<Record id="(\d+)">/g)].map(([, record]) => record);
    expect(told.length).toBeGreaterThan(1);
    expect(log.map((event) => event.recordId)).toEqual(expect.arrayContaining(told));
  },
);
