import { readInteger } from '../../catalog/integer.ts';
import { explainCode } from './code.ts';
import { entryMeaning } from './entry-meaning.ts';
import type { Explain } from './explain.ts';
import { appliesTo, findExact } from './table.ts';

const TABLE = 'tcp-udp-port';

/** Names the service that a port is registered for, or the range that it is from; or what a port field holds instead. */
export const explainPort: Explain = (value, slot, data, definitions) => {
  const other = explainCode(value, slot, data, definitions);
  if (other) return other;
  const table = definitions.table(TABLE);
  const port = readInteger(value);
  if (!table || port === undefined || !appliesTo(table, slot.name, data)) return undefined;
  const entry =
    findExact(table, value) ??
    table.entries.find((candidate) => {
      const [, first, last] = /^(\d+)-(\d+)$/.exec(candidate.value) ?? [];
      return first && last && port >= BigInt(first) && port <= BigInt(last);
    });
  return entry && entryMeaning(table, entry);
};
