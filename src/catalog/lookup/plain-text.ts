/** What is typed and not seen: marks of the direction of text, joiners, control characters. */
const UNSEEN = /[\p{Cf}\p{Cc}]/gu;

/** A text in the letters, digits, dashes and blanks of a keyboard, whatever it was copied from: `４６２４` is `4624`. */
export function plainText(text: string): string {
  return text
    .replace(/\s/g, ' ')
    .replace(UNSEEN, '')
    .normalize('NFKC')
    .replace(/\p{Pd}/gu, '-')
    .trim();
}
