/**
 * Text as it can be matched: line ends are `\n`, no-break spaces are spaces, direction marks and a byte
 * order mark are gone (Windows wraps dates in U+200E).
 */
export function normaliseText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200e\u200f\u202a-\u202e\ufeff]/g, '')
    .replace(/[\u00a0\u2007\u202f\u3000]/g, ' ');
}

/** One line, every run of white space a single space. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
