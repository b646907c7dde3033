import type { Explain, Meaning } from './explain.ts';
import { explainMessageCodes } from './message-codes.ts';
import { explainSddl } from './sddl.ts';

/** Explains why each right was granted or refused: `%%1538:\t%%1804`, with the entry that did where there is one. */
export const explainAccessReason: Explain = (value, slot, data, definitions) => {
  const words = (text: string) => explainMessageCodes(text, slot, data, definitions)?.text ?? text;
  const parts = value.split(/\r?\n/).flatMap((line): Meaning[] => {
    const [, right, reason, entry] = /^\s*(%%\d+):\s*(?:(%%\d+)\s*)?([DS]:\S.*)?$/.exec(line) ?? [];
    if (!right) return [];
    const ace = entry && explainSddl(entry.trim(), slot, data, definitions)?.parts?.[0]?.text;
    return [
      {
        value: line.trim(),
        text: `${words(right)}: ${words(reason ?? '')}${ace ? ` (${ace})` : ''}`,
      },
    ];
  });
  if (parts.length === 0) return undefined;
  return { text: parts.map((part) => part.text).join('; '), parts };
};
