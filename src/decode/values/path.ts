import type { Explain } from './explain.ts';
import { entryMeaning } from './entry-meaning.ts';

const TABLE = 'kernel-path';

/** Shows a path as the kernel names it the way that people write it: `\REGISTRY\MACHINE\…` is `HKEY_LOCAL_MACHINE\…`. */
export const explainPath: Explain = (value, _slot, _data, definitions) => {
  if (!value.startsWith('\\')) return undefined;
  const plain = /^\\(?:\?\?|\\\?)\\(?=[A-Za-z]:\\)/.exec(value);
  if (plain) return { text: value.slice(plain[0].length) };
  const table = definitions.table(TABLE);
  const lower = value.toLowerCase();
  const entry = table?.entries.find((one) => lower.startsWith(one.value.toLowerCase()));
  if (!table || !entry) return undefined;
  const rest = value.slice(entry.value.length);
  const meaning = entryMeaning(table, entry);
  // A name that ends in a number goes on with the number: \Device\HarddiskVolume2\Windows.
  const [, number, path = ''] = /^(\d+)(\\.*)?$/s.exec(rest) ?? [];
  if (entry.more?.['numbered']) {
    return number === undefined
      ? undefined
      : { ...meaning, text: `${path || '\\'} on ${entry.name} ${number}` };
  }
  return { ...meaning, text: `${entry.name}${rest}` };
};
