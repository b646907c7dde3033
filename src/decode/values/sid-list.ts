import type { Explain, Meaning } from './explain.ts';
import { nameSid } from './sid.ts';

/** Explains a list of SIDs: `%{S-1-5-32-544}`, one a line. */
export const explainSidList: Explain = (value, slot, data, definitions) => {
  const sids = value.match(/S-1-[\d-]+/gi);
  if (!sids) return undefined;
  const parts = sids.map((sid): Meaning => {
    const found = nameSid(sid.toUpperCase(), data, definitions, slot.tables);
    return found ? { ...found.meaning, value: sid } : { value: sid, text: sid };
  });
  return { text: parts.map((part) => part.text).join(', '), parts };
};
