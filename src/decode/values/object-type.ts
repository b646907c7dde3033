import { objectEntry } from './access-mask.ts';
import { explainCode } from './code.ts';
import { entryMeaning } from './entry-meaning.ts';
import type { Explain } from './explain.ts';

/** Names the class of a directory object, which is a GUID; says of other kinds what they are. */
export const explainObjectType: Explain = (value, slot, data, definitions) => {
  const named = /^%?\{/.test(value) ? explainCode(value, slot, data, definitions) : undefined;
  if (named) return named;
  const found = objectEntry(data, definitions);
  return found && { ...entryMeaning(found.table, found.entry), text: value };
};
