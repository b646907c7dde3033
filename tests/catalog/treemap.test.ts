import { expect, test } from 'vitest';
import fc from 'fast-check';
import { treemap } from '../../src/catalog/treemap.ts';

test('areas are in the ratio of the weights, and nothing leaves the box', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 60 }),
      (weights) => {
        const boxes = treemap(weights, { x: 10, y: 20, width: 300, height: 200 });
        const sum = weights.reduce((total, weight) => total + weight, 0);
        expect(boxes.length).toBe(weights.length);
        for (const [index, box] of boxes.entries()) {
          expect((box.width * box.height) / 60_000).toBeCloseTo((weights[index] ?? 0) / sum, 6);
          expect(box.x).toBeGreaterThanOrEqual(10 - 1e-6);
          expect(box.y).toBeGreaterThanOrEqual(20 - 1e-6);
          expect(box.x + box.width).toBeLessThanOrEqual(310 + 1e-6);
          expect(box.y + box.height).toBeLessThanOrEqual(220 + 1e-6);
        }
      },
    ),
  ));

test('no weights, no boxes', () =>
  expect(treemap([], { x: 0, y: 0, width: 1, height: 1 })).toEqual([]));
