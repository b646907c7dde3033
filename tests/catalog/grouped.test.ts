import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped } from '../../src/catalog/grouped.ts';

test('thousands stand apart, as in English', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (number) => {
      expect(grouped(number)).toBe(number.toLocaleString('en'));
    }),
  );
});
