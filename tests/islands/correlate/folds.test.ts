import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Folds } from '../../../src/islands/correlate/folds.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const day = (date: string) => Date.parse(`${date}T00:00:00Z`);
/** An event each hour of so many days. */
const days = (date: string, count: number) =>
  Array.from({ length: count * 24 }, (_, hour) => day(date) + hour * HOUR);

test('a night and a weekend are drawn as they are', () => {
  expect(new Folds([day('2024-03-05'), day('2024-03-05') + 23 * HOUR]).list).toEqual([]);
  expect(new Folds([...days('2024-03-04', 5), ...days('2024-03-11', 5)]).list).toEqual([]);
});

test('short logs of many days are drawn side by side', () => {
  const dates = ['2019-02-01', '2019-07-11', '2020-03-05', '2020-08-30', '2021-01-02'];
  const times = dates.flatMap((date) => [day(date), day(date) + HOUR]);
  const folds = new Folds(times);
  expect(folds.list).toHaveLength(4);
  expect(folds.fold(times.at(-1) ?? 0) - folds.fold(times[0] ?? 0)).toBeLessThan(8 * HOUR);
});

test('years between two stretches of events take up little room, and time goes on behind them', () => {
  const folds = new Folds([...days('2019-01-01', 2), ...days('2023-01-01', 2)]);
  expect(folds.list).toHaveLength(1);
  const whole = folds.fold(day('2023-01-03')) - folds.fold(day('2019-01-01'));
  expect(whole).toBeGreaterThan(4 * DAY - HOUR);
  expect(whole).toBeLessThan(4.5 * DAY);
  const apart = folds.fold(day('2023-01-02')) - folds.fold(day('2023-01-01'));
  expect(apart).toBeCloseTo(DAY, 3);
});

test('what is not folded comes in parts', () => {
  const folds = new Folds([
    ...days('2019-01-01', 2),
    ...days('2021-01-01', 2),
    ...days('2023-01-01', 2),
  ]);
  const span = { from: day('2019-01-01'), to: day('2023-01-02') };
  expect(folds.parts(span)).toEqual([
    { from: day('2019-01-01'), to: day('2019-01-03') - HOUR },
    { from: day('2021-01-01'), to: day('2021-01-03') - HOUR },
    { from: day('2023-01-01'), to: day('2023-01-02') },
  ]);
});

test('drawn time and time are each other’s inverse, in one order', () => {
  const times = fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(times, fc.integer({ min: -50, max: 4_050 }), (list, at) => {
      const folds = new Folds(list.map((hour) => hour * HOUR * 10).sort((a, b) => a - b));
      const drawn = folds.fold(at * HOUR);
      expect(Math.abs(folds.unfold(drawn) - at * HOUR)).toBeLessThan(1_000);
      expect(folds.fold((at + 1) * HOUR)).toBeGreaterThanOrEqual(drawn);
    }),
  );
});
