import { expect, test } from 'vitest';
import { checkContext } from '../../src/check/check.ts';
import { decodeEvent } from '../../src/decode/decode.ts';
import type { RawEvent } from '../../src/event.ts';
import { smallContent } from '../content.ts';

const { definitions } = checkContext(smallContent());

/** An event of the small content, whose version 1 has Way and whose version 0 has not. */
const decode = (names: string[], version?: number) => {
  const raw: RawEvent = {
    format: 'json',
    provider: 'Acme-Door',
    eventId: 7,
    ...(version === undefined ? {} : { version }),
    data: names.map((name) => ({ name, value: '2' })),
    problems: [],
    source: { file: '-', index: 0 },
  };
  return decodeEvent(raw, definitions);
};

test.each([
  ['its version', ['PersonName'], 1, 1],
  ['its fields, where it has no version', ['PersonName'], undefined, 0],
  ['its fields, where it has no version', ['PersonName', 'Way'], undefined, 1],
  ['the newest, where its version is not known', ['PersonName', 'Way'], 9, 1],
])('an event is read by %s', (_by, names, version, expected) => {
  expect(decode(names, version).layout?.version).toBe(expected);
});

test('what newer versions of an event add is told', () => {
  expect(decode(['PersonName'], 0).newer).toEqual([{ version: 1, adds: ['Way'], drops: [] }]);
  expect(decode(['PersonName', 'Way'], 1).newer).toBeUndefined();
  expect(decode(['PersonName']).newer).toBeUndefined();
});
