import { expect, test } from 'vitest';
import { indexEvtx } from '../../../src/decode/evtx/index-evtx.ts';
import { readEvtx } from '../../../src/decode/evtx/read-evtx.ts';
import { mutated, random } from './mutate.ts';
import { smallLog } from './write-evtx.ts';

const log = smallLog();

test('changed bytes never stop the reader, and what comes out is bounded by what goes in', () => {
  const next = random(4634);
  for (let turn = 0; turn < 6_000; turn += 1) {
    const bytes = mutated(log, log.length, next);
    let reads = 0;
    let characters = 0;
    for (const read of readEvtx(bytes, '-')) {
      reads += 1;
      if ('problem' in read) {
        expect(read.problem.message).not.toBe('');
        continue;
      }
      for (const { name, value: given } of read.event.data)
        characters += name.length + given.length;
    }
    expect(reads).toBeLessThan(bytes.length / 28 + 10);
    expect(characters).toBeLessThanOrEqual(reads * 1_100_000);
    for (const { count } of indexEvtx(bytes, '-')) expect(count).toBeLessThanOrEqual(reads);
  }
});
