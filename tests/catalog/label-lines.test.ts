import { expect, test } from 'vitest';
import { labelLines } from '../../src/catalog/label-lines.ts';

test('a label breaks between words, and is never cut', () => {
  const label = (width: number, most: number) => labelLines('File Share', width, most, 12);
  expect(label(200, 1)).toEqual(['File Share']);
  expect(label(40, 2)).toEqual(['File', 'Share']);
  expect(label(40, 1)).toEqual([]);
  expect(label(20, 3)).toEqual([]);
});
