/**
 * Tells whether one of some marks stands before a place, for places that are asked in rising order: every character is
 * looked at once for each mark, however many lines there are.
 */
export function nextMark(text: string, marks: readonly string[]) {
  const found = marks.map(() => -1);
  return (from: number, before: number): boolean => {
    for (const [index, mark] of marks.entries()) {
      let next = found[index] as number;
      if (next < from) {
        const place = text.indexOf(mark, from);
        next = place < 0 ? Number.POSITIVE_INFINITY : place;
        found[index] = next;
      }
      if (next < before) return true;
    }
    return false;
  };
}
