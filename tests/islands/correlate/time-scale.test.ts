import { expect, test } from 'vitest';
import { lengthText } from '../../../src/correlate/span.ts';
import { Folds } from '../../../src/islands/correlate/folds.ts';
import {
  gaps,
  inside,
  moved,
  padded,
  ticks,
  toTime,
  toX,
  zoomed,
} from '../../../src/islands/correlate/time-scale.ts';

const at = (time: string) => Date.parse(`2024-03-05T${time}Z`);
const noOffset = () => 0;

test.each([
  [0, '0 ms'],
  [26, '26 ms'],
  [1_900, '1.9 s'],
  [9_960, '9.9 s'],
  [46_000, '46 s'],
  [59_700, '59 s'],
  [90_000, '1 min 30 s'],
  [30_766_088, '8 h 32 min'],
  [3_600_000, '1 h'],
  [26 * 3_600_000, '1 d 2 h'],
])('%i ms reads %s', (length, words) => expect(lengthText(length)).toBe(words));

test('a pixel and its time are each other’s inverse', () => {
  const span = { from: at('08:00:00'), to: at('10:00:00') };
  expect(toX(span, 600, at('09:00:00'))).toBe(300);
  expect(toTime(span, 600, 300)).toBe(at('09:00:00'));
});

test('zooming keeps the time under the pointer, and the bounds', () => {
  const bounds = { from: 0, to: 1_000 };
  expect(zoomed(bounds, 0.5, 250, bounds)).toEqual({ from: 125, to: 625 });
  expect(zoomed({ from: 0, to: 500 }, 4, 0, bounds)).toEqual(bounds);
  expect(moved({ from: 800, to: 900 }, 500, bounds)).toEqual({ from: 900, to: 1_000 });
  expect(inside({ from: -50, to: 50 }, bounds)).toEqual({ from: 0, to: 100 });
});

test('one instant still has a stretch of time around it', () => {
  const { from, to } = padded({ from: 5_000, to: 5_000 });
  expect(to - from).toBeGreaterThan(0);
});

test('ticks are round times of the shown zone, and name each day once', () => {
  const span = { from: at('22:30:00'), to: at('22:30:00') + 4 * 3_600_000 };
  expect(ticks(span, 400, 90, noOffset).map(({ label, day }) => [label, day])).toEqual([
    ['23:00', '2024-03-05'],
    ['00:00', '2024-03-06'],
    ['01:00', undefined],
    ['02:00', undefined],
  ]);
  expect(ticks(span, 400, 90, () => 60).map(({ label }) => label)).toEqual([
    '00:00',
    '01:00',
    '02:00',
    '03:00',
  ]);
});

test('the longest stretches without events are named, short ones are not', () => {
  const times = ['08:00:00', '08:00:05', '11:00:05', '11:01:00', '12:00:00'].map(at);
  const span = { from: at('08:00:00'), to: at('12:00:00') };
  expect(gaps(times, span, new Folds(times)).map(({ words }) => words)).toEqual([
    '3 h without events',
    '59 min without events',
  ]);
});
