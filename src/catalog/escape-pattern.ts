/** Text as a part of a regular expression that matches it (RegExp.escape, which not every browser has). */
export function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
