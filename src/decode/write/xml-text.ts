const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/**
 * Text for XML, in content or between double quotes. Control characters stay as they are, as Windows leaves them,
 * though strict readers of XML refuse them; NUL and halves of surrogate pairs, which no file can hold, become U+FFFD.
 * A carriage return is written as a reference, since readers turn it into a line feed.
 */
export function xmlText(text: string): string {
  return text
    .replace(/[&<>"\r]/g, (char) => ESCAPES[char] as string)
    .replaceAll('\0', '\ufffd')
    .toWellFormed();
}

/** A name that XML can have: characters that it cannot become `_`. */
export function xmlName(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}_.:-]/gu, '_');
  return /^[\p{L}_]/u.test(safe) ? safe : `_${safe}`;
}
