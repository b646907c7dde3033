/** Bits of the marks that stand between two places of a text, in the order of the marks. */
export type MarksBetween = (from: number, before: number) => number;

/**
 * Tells which of at most 31 marks stand between two places, for places that are asked in rising order: every character
 * is looked at once for each mark, however many lines there are.
 */
export function nextMarks(text: string, marks: readonly string[]): MarksBetween {
  const found = marks.map(() => -1);
  return (from, before) => {
    let bits = 0;
    for (let index = 0; index < found.length; index += 1) {
      let next = found[index] as number;
      if (next < from) {
        const place = text.indexOf(marks[index] as string, from);
        next = place < 0 ? Number.POSITIVE_INFINITY : place;
        found[index] = next;
      }
      if (next < before) bits |= 1 << index;
    }
    return bits;
  };
}
