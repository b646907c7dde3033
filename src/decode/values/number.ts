import { readInteger } from '../../catalog/integer.ts';
import { entryMeaning } from './entry-meaning.ts';
import type { Explain } from './explain.ts';
import { findExact } from './table.ts';

const PROCESS_TABLE = 'well-known-process-id';

/** Shows a number in the other base: tools show process ids in decimal, events in hexadecimal. */
export const explainNumber: Explain = (value) => {
  const number = readInteger(value);
  if (number === undefined || (number < 10n && number >= 0n)) return undefined;
  const text = /^0x/i.test(value.trim())
    ? `${number} in decimal`
    : `0x${BigInt.asUintN(64, number).toString(16)} in hexadecimal`;
  return { text };
};

/** Names the processes that have the same id everywhere; shows others in the other base. */
export const explainProcessId: Explain = (value, slot, data, definitions) => {
  const table = definitions.table(PROCESS_TABLE);
  const entry = table && findExact(table, value);
  return table && entry
    ? entryMeaning(table, entry)
    : explainNumber(value, slot, data, definitions);
};

/** A handle of zero is none. */
export const explainHandleId: Explain = (value, slot, data, definitions) =>
  readInteger(value) === 0n ? { text: 'none' } : explainNumber(value, slot, data, definitions);
