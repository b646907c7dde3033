import { expect, test } from 'vitest';
import { compareMessages } from '../../src/catalog/message-difference.ts';
import type { Layout } from '../../src/catalog/layout.ts';
import { compareLayouts } from '../../src/catalog/version-steps.ts';
import { differencesInWords } from '../../src/catalog/version-words.ts';

const layout = (fields: string): Layout => ({
  version: 0,
  first: [],
  lines: [],
  fields: fields.split(' ').map((field) => {
    const [name = '', as = 'UnicodeString', label = name, section = ''] = field.split('/');
    return { name, as, label, section, concept: undefined, type: 'text', tables: [] };
  }),
});

test.each([
  ['A B', 'A B', []],
  ['A B', 'A B C', ['Adds C.']],
  ['A B C', 'A C', ['Drops B.']],
  ['A B C', 'B C A', ['Moves A in the XML.']],
  ['A B', 'A B/UInt32', ['B becomes UInt32 (was UnicodeString).']],
  ['A B', 'A B/UnicodeString/Name', ['B is shown as “Name” (was “B”).']],
  ['A B', 'A B/UnicodeString/B/Who', ['Under “Who” now: B.']],
  [
    'A/SID/A/Who B/SID/B/Who',
    'A/SID/A/From B/SID/B/From',
    ['Under “From” instead of “Who”: A, B.'],
  ],
  ['A/SID/A/Who', 'A/SID', ['No longer under “Who”: A.']],
])('%s and %s differ in %j', (before, after, words) =>
  expect(differencesInWords(compareLayouts(layout(before), layout(after)))).toEqual(words),
);

test('messages: what went stands before what came', () =>
  expect(compareMessages(['Title', 'Old: {A}', 'B: {B}'], ['Title', 'New: {A}', 'B: {B}'])).toEqual(
    [
      { text: 'Title', in: 'both' },
      { text: 'Old: {A}', in: 'old' },
      { text: 'New: {A}', in: 'new' },
      { text: 'B: {B}', in: 'both' },
    ],
  ));
