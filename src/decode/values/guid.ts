import type { Definitions } from '../../catalog/definitions.ts';
import { explainCode } from './code.ts';
import { entryMeaning } from './entry-meaning.ts';
import type { Explain, Meaning } from './explain.ts';
import { findEntry } from './table.ts';

const ZERO = /^\{?0{8}-(?:0{4}-){3}0{12}\}?$/;

/** Classes, attributes, rights and sets of properties of Active Directory, by GUID. */
const DIRECTORY_TABLES = ['ds-class', 'ds-extended-right', 'ds-property-set', 'ds-attribute'];

/** Names a GUID by the tables of its field; a GUID of zeros stands for none. */
export const explainGuid: Explain = (value, slot, data, definitions) =>
  ZERO.test(value) ? { text: 'none' } : explainCode(value, slot, data, definitions);

/** Names the GUIDs within a text by the tables of its field; undefined when they name none. */
export const explainGuids: Explain = (value, slot, data, definitions) => {
  const parts = (value.match(/\{[0-9a-f]{8}-[0-9a-f-]{27}\}/gi) ?? []).flatMap(
    (guid): Meaning[] => {
      const meaning = explainCode(guid, slot, data, definitions);
      return meaning ? [{ ...meaning, value: guid }] : [];
    },
  );
  if (parts.length === 0) return undefined;
  return { text: parts.map((part) => part.text).join(', '), parts };
};

/** Names a class, attribute, right or set of properties of Active Directory. */
export function nameDirectoryGuid(guid: string, definitions: Definitions): Meaning | undefined {
  for (const id of DIRECTORY_TABLES) {
    const table = definitions.table(id);
    const entry = table && findEntry(table, guid);
    if (table && entry) return entryMeaning(table, entry);
  }
  return undefined;
}
