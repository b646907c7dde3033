/** Line ends between two places of a text; looks no further than the second. */
export function countLines(text: string, from: number, to: number): number {
  const part = text.slice(from, to);
  let lines = 0;
  for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
