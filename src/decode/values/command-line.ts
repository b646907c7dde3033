import type { Explain, Meaning } from './explain.ts';
import { explainPath } from './path.ts';

/** PowerShell takes any beginning of -EncodedCommand, and -ec, before UTF-16LE in Base64 (about_PowerShell_exe). */
const ENCODED = /\s[-/\u2013\u2014](e[a-z]*)\s+["']?([A-Za-z0-9+/]{8,}={0,2})["']?/gi;
const NAME = 'encodedcommand';

/** Shows the command that a command line hides in Base64. */
export const explainCommandLine: Explain = (value, slot, data, definitions) => {
  const parts: Meaning[] = [];
  for (const [, flag = '', base64 = ''] of value.matchAll(ENCODED)) {
    const text = commandIn(flag, base64);
    if (text) parts.push({ value: base64, text, detail: 'Decoded from Base64.' });
  }
  const [only] = parts;
  if (!only) return explainPath(value, slot, data, definitions);
  return { text: `runs ${parts.map((part) => part.text).join('; ')}`, parts };
};

/** A command line in which each command that Base64 hides is changed, and hidden again. */
export function withEncodedCommands(line: string, change: (command: string) => string): string {
  return line.replace(ENCODED, (all, flag: string, base64: string) => {
    const text = commandIn(flag, base64);
    const changed = text && change(text);
    return !changed || changed === text ? all : all.replace(base64, () => encode(changed));
  });
}

function commandIn(flag: string, base64: string): string | undefined {
  const name = flag.toLowerCase();
  return name === 'ec' || NAME.startsWith(name) ? decode(base64) : undefined;
}

const encode = (text: string) =>
  btoa(
    text.replace(/[^]/g, (char) => {
      const code = char.charCodeAt(0);
      return String.fromCharCode(code & 255, code >> 8);
    }),
  );

/** @returns undefined when it is no Base64 of UTF-16LE text */
function decode(base64: string): string | undefined {
  let bytes: string;
  try {
    bytes = atob(base64);
  } catch {
    return undefined;
  }
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    text += String.fromCharCode(bytes.charCodeAt(at) | (bytes.charCodeAt(at + 1) << 8));
  }
  // Bytes that are no text decode to characters from all over.
  const plain = text.match(/[\t\n\r\u0020-\u024f\u2010-\u2026]/g)?.length ?? 0;
  return plain / text.length > 0.9 ? text : undefined;
}
