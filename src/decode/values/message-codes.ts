import type { Explain, Meaning } from './explain.ts';
import { findEntry, shownAs } from './table.ts';
import { MESSAGE_TABLE } from './text-form.ts';

/** Explains the message codes (`%%1833`) in a value, by the field's own tables first. */
export const explainMessageCodes: Explain = (value, slot, _data, definitions) => {
  const codes = value.match(/%%\d+/g);
  if (!codes) return undefined;
  const tables = [...slot.tables, MESSAGE_TABLE];
  let source: string | undefined;
  const parts = codes.map((code): Meaning => {
    for (const id of tables) {
      const table = definitions.table(id);
      const entry = table?.written === 'message' ? findEntry(table, code) : undefined;
      if (entry) {
        source ??= id;
        return {
          value: code,
          text: shownAs(entry),
          ...(entry.means ? { detail: entry.means } : {}),
        };
      }
    }
    return { value: code, text: code };
  });
  if (!source) return undefined;
  const [only] = parts;
  if (parts.length === 1 && only && value.trim() === only.value) {
    return { text: only.text, table: source, ...(only.detail ? { detail: only.detail } : {}) };
  }
  return { text: parts.map((part) => part.text).join(', '), table: source, parts };
};
