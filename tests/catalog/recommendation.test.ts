import { expect, test } from 'vitest';
import { recommendationWords } from '../../src/catalog/recommendation.ts';
import { realCatalog } from '../content.ts';

test.each([
  ['Success: Yes, Failure: Yes; stronger: Success: Yes, Failure: Yes', 'Success and failure'],
  ['Success: Yes, Failure: No; stronger: Success: Yes, Failure: No', 'Success'],
  ['Success: No, Failure: No; stronger: Success: No, Failure: No', 'Nothing'],
  ['Success: IF, Failure: No; stronger: Success: IF, Failure: No', 'Success where needed'],
  [
    'Success: IF, Failure: Yes; stronger: Success: Yes, Failure: Yes',
    'Failure; success where needed; stronger: Success and failure',
  ],
  ['Success: -, Failure: -; stronger: Success: -, Failure: -', undefined],
])('%s', (text, words) => expect(recommendationWords(text)).toBe(words));

test('every recommendation of the content is told in words', () => {
  const { records } = realCatalog().catalog;
  const told = [...records.subcategories.values()].flatMap(({ recommend }) =>
    Object.values(recommend ?? {}).map((text) => recommendationWords(String(text)) ?? ''),
  );
  expect(told.filter((words) => /Yes|No\b|IF|-/.test(words))).toEqual([]);
});
