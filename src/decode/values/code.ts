import type { TableData } from '../../catalog/definitions.ts';
import { integerText } from '../../catalog/integer.ts';
import { entryMeaning } from './entry-meaning.ts';
import type { Explain, Meaning } from './explain.ts';
import { nameFlags } from './flags.ts';
import { appliesTo, findEntry } from './table.ts';

/** Explains a value by the first of its field's code tables that has it. */
export const explainCode: Explain = (value, slot, data, definitions) => {
  for (const id of slot.tables) {
    const table = definitions.table(id);
    if (!table || !appliesTo(table, slot.name, data)) continue;
    if (table.kind === 'flags') {
      const flags = explainFlags(value, table);
      if (!flags) continue;
      const before = slot.name.startsWith('New') ? data.get(`Old${slot.name.slice(3)}`) : undefined;
      const change = before === undefined ? undefined : changeOf(before, value, table);
      return change ? { ...flags, detail: change } : flags;
    }
    const entry = findEntry(table, value);
    if (entry) return entryMeaning(table, entry);
  }
  return undefined;
};

/** Breaks a mask into its bits; undefined when it is no number. */
export function explainFlags(value: string, table: TableData): Meaning | undefined {
  const flags = nameFlags(value, table);
  if (!flags) return undefined;
  const parts = flags.set.map((entry): Meaning => ({
    ...entryMeaning(table, entry),
    value: entry.value,
    text: entry.name,
  }));
  if (flags.unnamed) parts.push({ value: flags.unnamed, text: `${flags.unnamed} (not named)` });
  return { text: parts.map((part) => part.text).join(', ') || 'no bits', table: table.id, parts };
}

/** Which bits went on and off between two masks; undefined when nothing did. */
function changeOf(before: string, after: string, table: TableData): string | undefined {
  const texts = [integerText(before), integerText(after)];
  if (texts[0] === undefined || texts[1] === undefined || texts[0] === texts[1]) return undefined;
  const [old, now] = [BigInt(texts[0]), BigInt(texts[1])];
  const say = (word: string, bits: bigint) => {
    const names = bits === 0n ? undefined : explainFlags(`0x${bits.toString(16)}`, table)?.text;
    return names ? [`${word}: ${names}.`] : [];
  };
  return [...say('Switched on', now & ~old), ...say('Switched off', old & ~now)].join(' ');
}
