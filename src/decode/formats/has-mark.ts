/** How far into a line the header of a relay may reach. */
const HEADER = 330;

/** Whether the mark of a format stands near a place of a line. */
export function hasMark(text: string, at: number, lineEnd: number, mark: string): boolean {
  return text.slice(at, Math.min(lineEnd, at + HEADER)).includes(mark);
}
