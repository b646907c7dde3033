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

test('there are scenarios, each in a place of its own', () => {
  const orders = catalog.scenarios.map(({ order }) => order);
  expect(orders).toEqual(orders.map((_, at) => at + 1));
});

test.each(catalog.scenarios.map(({ id, xml }) => [id, xml] as const))(
  '%s: exact events, in order, and a story about them',
  (id, xml) => {
    const log = logOf(xml);
    const found = log.flatMap((event) => decodeEvent(event, definitions).problems);
    expect(found.map((problem) => problem.message)).toEqual([]);
    const times = log.map((event) => event.timeCreated ?? '');
    expect(times).toEqual([...times].sort());
    for (const computer of new Set(log.map((event) => event.computer))) {
      const records = log
        .filter((event) => event.computer === computer)
        .map((event) => Number(event.recordId));
      expect(records).toEqual(records.map((_, at) => (records[0] ?? 0) + at));
    }
    const story = prose.get(`scenarios/${id}`)?.text ?? '';
    const told = [...story.matchAll(/<Record id="(\d+)">/g)].map(([, record]) => record);
    expect(told.length).toBeGreaterThan(1);
    expect(log.map((event) => event.recordId)).toEqual(expect.arrayContaining(told));
  },
);
