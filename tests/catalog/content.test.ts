import { expect, test } from 'vitest';
import { checkContent, checkContext } from '../../src/check/check.ts';
import { loadContent } from '../../src/cli/load-content.ts';
import { formatProblem } from '../../src/problem.ts';
import { realCatalog, root } from '../content.ts';

const { catalog } = realCatalog();

test('content/ has no problem', () => {
  const problems = checkContent(checkContext(loadContent(root)));
  expect(problems.map(formatProblem)).toEqual([]);
});

test('no event, version, legacy number, subcategory or baseline goes missing', () => {
  const { records } = catalog;
  expect({
    events: catalog.events.length,
    versions: catalog.events.flatMap((event) => event.versions).length,
    withText: catalog.events.flatMap((event) => event.versions).filter((one) => one.text !== 'none')
      .length,
    legacy: catalog.legacy.size,
    mapped: [...catalog.legacy.values()].filter((one) => one.successors.length > 0).length,
    categories: catalog.categories.length,
    subcategories: catalog.subcategories.size,
    baselines: records.baselines.size,
  }).toEqual({
    events: 435,
    versions: 501,
    withText: 472,
    legacy: 207,
    mapped: 178,
    categories: 9,
    subcategories: 60,
    baselines: 54,
  });
  // The tables of the facts, and those that stand in one event or two.
  expect(catalog.codes.size).toBe(172);
});

test('gaps stay gaps', () => {
  const event = (id: number) => catalog.eventByAddress.get(`security/${id}`);
  expect(event(8191)?.facts.placeholder).toBe(true);
  expect(event(5160)?.facts.title).toBeUndefined();
  expect(event(4770)?.versions.find((one) => one.version === 1)?.text).toBe('none');
});

test('six field lists that changed without a new version have two layouts', () => {
  const twice = catalog.events.filter((event) =>
    event.layouts.some((layout) => layout.before !== undefined),
  );
  expect(twice.map((event) => event.id)).toEqual([4656, 5150, 5151, 5156, 5452, 5712]);
});

test('a code table knows the fields and events that hold its values', () => {
  const uses = catalog.codes.get('logon-type')?.usedBy ?? [];
  expect(uses.map((use) => use.field.id)).toEqual(['logon-type']);
  expect(uses[0]?.events.map((event) => event.id)).toContain(4634);
});
