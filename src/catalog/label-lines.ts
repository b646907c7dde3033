/** Widths of letters in em, a little more than those of the site's sans where it is bold. */
const letterWidth = (letter: string) =>
  /[ fijlrt/-]/.test(letter)
    ? 0.34
    : /[mwMW]/.test(letter)
      ? 0.86
      : /[A-Z]/.test(letter)
        ? 0.62
        : 0.56;

/**
 * A label in lines that fit into a box of a picture, whole words each. None where it does not fit: a cut name says less
 * than none.
 *
 * @param width room for a line, in units of the picture; size that of the letters
 * @param most lines that there is room for
 */
export function labelLines(text: string, width: number, most: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else if (fits(word)) lines.push(word);
    else return [];
  }
  return lines.length <= most ? lines : [];

  function fits(line: string): boolean {
    return [...line].reduce((sum, letter) => sum + letterWidth(letter) * size, 0) <= width;
  }
}
