import { entryMeaning } from './entry-meaning.ts';
import type { Explain, Meaning } from './explain.ts';
import { findExact } from './table.ts';
import { MESSAGE_TABLE } from './text-form.ts';

/** Explains the message codes (`%%1833`) in a value, by the field's own tables first. */
export const explainMessageCodes: Explain = (value, slot, _data, definitions) => {
  const codes = value.match(/%%\d+/g);
  if (!codes) return undefined;
  const tables = [...slot.tables, MESSAGE_TABLE].flatMap((id) => {
    const table = definitions.table(id);
    return table?.written === 'message' ? [table] : [];
  });
  let source: string | undefined;
  const parts = codes.map((code): Meaning => {
    for (const table of tables) {
      const entry = findExact(table, code);
      if (!entry) continue;
      source ??= table.id;
      return { value: code, ...entryMeaning(table, entry) };
    }
    return { value: code, text: code };
  });
  if (!source) return undefined;
  const [only] = parts;
  if (parts.length === 1 && only && value.trim() === only.value) {
    const { value: _value, ...meaning } = only;
    return meaning;
  }
  // Words around the codes stay: "%%1936 (1)".
  return { text: parts.map((part) => part.text).join(', '), table: source, parts };
};
