/** A line of a narrow phone shows no more. */
const LONGEST = 60;

/** A text that a reader typed or pasted as a page repeats it: its beginning, where it is long. */
export function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;
}

/** The same in quotation marks. */
export const quoted = (text: string) => `“${shortened(text)}”`;
