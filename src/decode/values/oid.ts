import type { Explain, Meaning } from './explain.ts';
import { entryMeaning } from './entry-meaning.ts';
import { findExact } from './table.ts';

const TABLE = 'object-identifier';
const MOST = 50;

/**
 * Names the object identifiers of a value, or of a text such as the settings of a certificate template: what a
 * certificate may be used for, and its extensions. One that is not known is told by the longest branch that is.
 */
export const explainOids: Explain = (value, slot, _data, definitions) => {
  if (slot.tables.length > 0 && !slot.tables.includes(TABLE)) return undefined;
  const found = [...new Set(value.match(/\b[012](?:\.\d+){3,20}\b/g))].slice(0, MOST);
  const table = found.length > 0 ? definitions.table(TABLE) : undefined;
  if (!table) return undefined;
  const parts = found.flatMap((oid): Meaning[] => {
    for (
      let branch = oid;
      branch.includes('.');
      branch = branch.slice(0, branch.lastIndexOf('.'))
    ) {
      const entry = findExact(table, branch);
      if (entry && (branch === oid || entry.more?.['branch']))
        return [{ ...entryMeaning(table, entry), value: oid }];
    }
    return [];
  });
  const [only] = parts;
  if (!only) return undefined;
  if (parts.length === 1 && only.value === value.trim()) {
    const { value: _value, ...meaning } = only;
    return meaning;
  }
  return { text: parts.map(({ text }) => text).join(', '), parts };
};
