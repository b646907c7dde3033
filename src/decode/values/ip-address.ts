import { mappedAddress, narrowestRange, readAddress } from '../../catalog/ip-address.ts';
import { entryMeaning } from './entry-meaning.ts';
import type { Explain } from './explain.ts';

const TABLE = 'ip-range';

/** Says what kind of network an address belongs to, and shows IPv4 inside IPv6 as IPv4. */
export const explainIpAddress: Explain = (value, _slot, _data, definitions) => {
  const text = value
    .trim()
    .replace(/^\[|\]$/g, '')
    .replace(/%[\w-]+$/, '');
  const bytes = readAddress(text);
  if (!bytes) return undefined;
  const inner = mappedAddress(bytes);
  const table = definitions.table(TABLE);
  const entry = table && narrowestRange(inner ?? bytes, table.entries, ({ value }) => value);
  const range = entry && entryMeaning(table, entry);
  if (!inner) return range;
  const shown = `${inner.join('.')}, IPv4 written as IPv6`;
  return range ? { ...range, text: `${shown} (${range.text})` } : { text: shown };
};
