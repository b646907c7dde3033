/** What a terminal obeys in place of showing it: control characters, and marks that turn the direction of text. */
const OBEYED = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu;

/** A text whose unseen signs are seen, written as JSON may write them: events hold what an attacker has chosen. */
export function visible(text: string): string {
  return text.replace(OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
