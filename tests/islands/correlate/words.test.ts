import { expect, test } from 'vitest';
import {
  lengthWords,
  logSentence,
  resultSentence,
} from '../../../src/islands/correlate/chain-words.ts';
import { noiseTests } from '../../../src/islands/correlate/noise.ts';
import type { LogFacts, ShownRule } from '../../../src/islands/correlate/protocol.ts';
import { rowOf } from './rows.ts';

const rule = (id: string, one: string, several: string, band?: true): ShownRule => ({
  id,
  title: one,
  url: `/correlate/${id}/`,
  nouns: [one, several],
  members: [],
  ...(band ? { band } : {}),
});
const rules = [
  rule('boot', 'run of Windows', 'runs of Windows', true),
  rule('session', 'logon session', 'logon sessions'),
  rule('process', 'process', 'processes'),
];

test('the result says how many of what, and what is missing', () => {
  const rows = [
    rowOf('a', '08:00:00', '09:00:00'),
    rowOf('b', '08:00:00', undefined),
    rowOf('c', '08:00:00', '09:00:00', { status: 'orphan' }),
    rowOf('d', '08:00:00', '09:00:00', { status: 'lost' }),
    rowOf('p', '08:00:00', '09:00:00', { rule: 'process' }),
    rowOf('w', '08:00:00', '09:00:00', { rule: 'boot' }),
  ];
  expect(resultSentence(rows, 1_200, rules)).toBe(
    '4 logon sessions, 1 process, 1 run of Windows; 1 open at the end of the log; 1 without a beginning; 1 whose end was lost at a restart; 1,200 hidden.',
  );
  expect(resultSentence([], 0, rules)).toBe('No chains.');
});

test('the halves of a pair count once where the rule says so', () => {
  const rows = [
    rowOf('a', '08:00:00', '09:00:00', { pair: 'b' }),
    rowOf('b', '08:00:00', '09:00:00', { pair: 'a' }),
    rowOf('c', '08:00:00', '09:00:00', { pair: 'hidden' }),
  ];
  const once = rules.map((one) => ({ ...one, countsPairsOnce: true as const }));
  expect(resultSentence(rows, 0, rules)).toBe('3 logon sessions.');
  expect(resultSentence(rows, 0, once)).toBe('2 logon sessions (1 in two halves).');
});

test('what was read is counted, what was dropped too', () => {
  const facts: LogFacts = {
    events: 1_204,
    computers: ['ws7', 'fs2'],
    ends: {},
    times: new Float64Array(),
    unused: 4,
    duplicates: 1,
    outOfOrder: 3,
    unmatched: {},
    ids: {},
    problems: [],
    problemCount: 0,
  };
  expect(logSentence(facts, 12.4)).toBe(
    '1,204 events of 2 computers, 4 that no rule asks for, 1 repeated event dropped, 3 put in order, 12 ms.',
  );
});

test('a length is only said to be whole where an event says so', () => {
  expect(lengthWords(rowOf('a', '08:00:00', '08:30:00'))).toBe('30 min');
  expect(lengthWords(rowOf('a', '08:00:00', undefined))).toBe('open');
  expect(lengthWords(rowOf('a', '08:00:00', '08:30:00', { status: 'lost' }))).toBe(
    'at least 30 min',
  );
});

test('noise is told by patterns of values and by length', () => {
  const [computers, short] = noiseTests([
    { id: 'c', title: 'C', means: 'C', order: 1, rules: ['session'], match: { User: ['*$'] } },
    {
      id: 's',
      title: 'S',
      means: 'S',
      order: 2,
      rules: ['session'],
      match: { Type: ['3'], User: ['a.b*'] },
      atMostSeconds: 10,
    },
  ]);
  const values = (user: string) => (field: string) => [field === 'User' ? user : '3'];
  expect(computers?.fits('session', 5, values('WS7$'))).toBe(true);
  expect(computers?.fits('session', 5, values('$WS7'))).toBe(false);
  expect(computers?.fits('process', 5, values('WS7$'))).toBe(false);
  expect(short?.fits('session', 10_000, values('A.Bc'))).toBe(true);
  expect(short?.fits('session', 10_001, values('A.Bc'))).toBe(false);
  expect(short?.fits('session', undefined, values('A.Bc'))).toBe(false);
  expect(short?.fits('session', 1, values('axbc'))).toBe(false);
});
