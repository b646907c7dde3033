import { expect, test } from 'vitest';
import { layLanes, type Lanes } from '../../../src/islands/correlate/lanes.ts';
import type { ChainRow } from '../../../src/islands/correlate/protocol.ts';
import { rowOf, time } from './rows.ts';

const titles = new Map([
  ['session', 'Sessions'],
  ['process', 'Processes'],
]);

/** The lanes when all is laid. */
function laid(...given: Parameters<typeof layLanes>): Lanes {
  const work = layLanes(...given);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The lanes as text: a line for each, its label, then its bars. */
function picture(rows: readonly ChainRow[]): string {
  const lanes = laid(rows, titles, new Map([['ws7', time('12:00:00')]]), new Set(['boot']));
  const lines = Array.from({ length: lanes.count }, (_, lane) => {
    const label = lanes.labels.find((one) => one.lane === lane);
    const bars = lanes.bars.filter((bar) => bar.lane === lane).map(({ row }) => row.id);
    return `${'  '.repeat(label?.depth ?? 3)}${label?.text ?? '·'}: ${bars.join(' ')}`.trimEnd();
  });
  return lines.join('\n');
}

test('sessions of one account follow one another in a lane, those at the same time take the next', () => {
  const anna = { account: 'anna', from: '10.20.1.27' };
  expect(
    picture([
      rowOf('a', '08:00:00', '08:30:00', anna),
      rowOf('b', '09:00:00', '09:30:00', anna),
      rowOf('c', '09:10:00', '09:20:00', anna),
      rowOf('d', '09:40:00', undefined, anna),
      rowOf('e', '08:00:00', '09:00:00', { account: 'ben' }),
    ]),
  ).toBe(`ws7:
  anna, 10.20.1.27: a b d
      ·: c
  ben: e`);
});

test('a bar whose first event came before it began keeps that room in its lane free', () => {
  const ben = { account: 'ben' };
  const failure = { eventId: 3, role: 'evidence' as const, at: time('08:20:00') };
  const rows = [
    rowOf('a', '08:00:00', '08:30:00', ben),
    rowOf('lockout', '08:40:00', '09:00:00', { ...ben, marks: [failure] }),
  ];
  expect(picture(rows)).toBe(`ws7:
  ben: a
      ·: lockout`);
  const lanes = laid(rows, titles, new Map(), new Set());
  expect(lanes.byId.get('lockout')).toMatchObject({ lead: failure.at, from: time('08:40:00') });
});

test('both halves of a pair stand next to each other', () => {
  expect(
    picture([
      rowOf('full', '08:00:00', '09:00:00', { account: 'anna', pair: 'limited' }),
      rowOf('other', '08:00:00', '09:00:00', { account: 'anna' }),
      rowOf('limited', '08:00:00', '09:00:00', { account: 'anna', pair: 'full' }),
    ]),
  ).toBe(`ws7:
  anna: full
      ·: limited
      ·: other`);
});

test('what hangs below follows, processes like steps', () => {
  const process = (parent: string) => ({ rule: 'process', parent });
  expect(
    picture([
      rowOf('s', '08:00:00', '10:00:00', { account: 'anna' }),
      rowOf('shell', '08:01:00', '10:00:00', process('s')),
      rowOf('editor', '08:10:00', '08:20:00', process('shell')),
      rowOf('mail', '08:30:00', '09:00:00', process('shell')),
    ]),
  ).toBe(`ws7:
  anna: s
    Processes: shell
      ·: editor mail`);
});

test('runs of Windows lie in the lane of the computer', () => {
  expect(
    picture([
      rowOf('run', '07:00:00', '11:00:00', { rule: 'boot' }),
      rowOf('s', '08:00:00', '10:00:00', { account: 'anna', parent: 'run' }),
    ]),
  ).toBe(`ws7: run
  anna: s`);
});

test('runs of Windows lie in the lane of their computer, each followed by the next', () => {
  const lanes = laid(
    [
      rowOf('b1', '08:00:00', '09:00:00', { rule: 'boot' }),
      rowOf('b2', '09:05:00', '10:00:00', { rule: 'boot' }),
    ],
    titles,
    new Map(),
    new Set(['boot']),
  );
  expect(lanes.bars.map(({ lane, kind }) => [lane, kind])).toEqual([
    [0, 'band'],
    [0, 'band'],
  ]);
  expect(lanes.next.get('b1')?.row.id).toBe('b2');
});

test('what has no end reaches to the end of its log', () => {
  const lanes = laid(
    [rowOf('s', '08:00:00', undefined)],
    titles,
    new Map([['ws7', time('12:00:00')]]),
    new Set(),
  );
  expect(lanes.bars[0]?.to).toBe(time('12:00:00'));
});

test('twenty thousand chains are laid in order', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) =>
    rowOf(`s${index}`, '08:00:00', '08:00:01', {
      account: `user${index % 50}`,
      start: index * 1_000,
      end: index * 1_000 + 500,
    }),
  );
  const lanes = laid(rows, titles, new Map(), new Set());
  expect(lanes.bars.length).toBe(20_000);
  expect(lanes.count).toBe(51);
});
