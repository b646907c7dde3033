import type { Explain, Meaning } from './explain.ts';
import { nameDirectoryGuid } from './guid.ts';
import { explainMessageCodes } from './message-codes.ts';

/**
 * Explains the properties of a directory access: rights, then GUIDs of classes, sets of properties and attributes,
 * one a line.
 */
export const explainDirectoryProperties: Explain = (value, slot, data, definitions) => {
  const parts = (value.match(/%%\d+|\{[0-9a-f-]{36}\}/gi) ?? []).map((token): Meaning => {
    const meaning = token.startsWith('{')
      ? nameDirectoryGuid(token, definitions)
      : explainMessageCodes(token, slot, data, definitions);
    return { text: token, ...meaning, value: token };
  });
  if (!parts.some((part) => part.text !== part.value)) return undefined;
  return { text: parts.map((part) => part.text).join(', '), parts };
};
