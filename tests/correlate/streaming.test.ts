import fc from 'fast-check';
import { expect, test } from 'vitest';
import { syntheticEvents } from '../../bench/correlate-events.ts';
import type { Chain } from '../../src/correlate/chain.ts';
import { Correlator, type CorrelateOptions } from '../../src/correlate/correlate.ts';
import { describeChain } from '../../src/correlate/describe.ts';
import type { RawEvent } from '../../src/event.ts';
import { rules } from './events.ts';

const log = syntheticEvents(800, 7);

/** Chains of events that are handed over in parts, without the numbers that their order gives them. */
function chainsOf(parts: readonly (readonly RawEvent[])[], options: CorrelateOptions = {}) {
  const chains: Chain[] = [];
  const correlator = new Correlator(rules, { ...options, onChain: (chain) => chains.push(chain) });
  for (const part of parts) for (const event of part) correlator.add(event);
  correlator.finish();
  return chains
    .map(describeChain)
    .map(({ rule, status, key, computer, events, findings }) =>
      JSON.stringify({
        rule,
        status,
        key,
        computer,
        events: events.map((one) => [one.computer, one.recordId, one.member]),
        findings,
      }),
    )
    .sort();
}

const whole = chainsOf([log]);

test('the log has chains of several kinds', () => {
  expect(whole.length).toBeGreaterThan(150);
});

test('the same chains, however the log is cut', () =>
  fc.assert(
    fc.property(fc.array(fc.nat(log.length), { maxLength: 6 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), log.length];
      const parts = at.slice(1).map((end, index) => log.slice(at[index], end));
      expect(chainsOf(parts)).toEqual(whole);
    }),
    { numRuns: 8 },
  ));

test('the same chains, in whatever order the rows of a log come', () =>
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
      const mixed = log
        .map((event) => ({ event, by: numbers.next().value as number }))
        .sort((a, b) => a.by - b.by)
        .map(({ event }) => event);
      expect(chainsOf([mixed])).toEqual(whole);
    }),
    { numRuns: 5 },
  ));

test('the same chains when few events may wait, and when events are kept whole', () => {
  expect(chainsOf([log], { hold: 64 })).toEqual(whole);
  expect(chainsOf([log], { keep: 'event' })).toEqual(whole);
});

test('chains are given out while events still come', () => {
  let given = 0;
  const correlator = new Correlator(rules, { hold: 64, onChain: () => (given += 1) });
  for (const event of log) correlator.add(event);
  expect(given).toBeGreaterThan(50);
});

test('repeated rows change nothing', () => expect(chainsOf([log, log])).toEqual(whole));
