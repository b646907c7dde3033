import { readInteger } from '../../catalog/integer.ts';
import { entryMeaning } from './entry-meaning.ts';
import type { Explain } from './explain.ts';
import { findExact } from './table.ts';

const TABLE = 'tcp-udp-port';

/** Names the service that a port is registered for, or the range that it is from. */
export const explainPort: Explain = (value, _slot, _data, definitions) => {
  const table = definitions.table(TABLE);
  const port = readInteger(value);
  if (!table || port === undefined) return undefined;
  const entry =
    findExact(table, value) ??
    table.entries.find((candidate) => {
      const [, first, last] = /^(\d+)-(\d+)$/.exec(candidate.value) ?? [];
      return first && last && port >= BigInt(first) && port <= BigInt(last);
    });
  return entry && entryMeaning(table, entry);
};
