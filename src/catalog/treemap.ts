export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Cuts a box into boxes whose areas are in the ratio of the weights and whose sides are as equal as may be.
 * Source: Bruls, Huizing and van Wijk, "Squarified treemaps" (2000).
 *
 * @param weights positive numbers; the largest first gives the best shapes
 * @returns one box a weight, in the same order
 */
export function treemap(weights: readonly number[], within: Box): Box[] {
  const boxes: Box[] = [];
  let free = { ...within };
  let left = weights.reduce((sum, weight) => sum + weight, 0);
  let start = 0;
  while (start < weights.length) {
    const short = Math.min(free.width, free.height);
    const scale = (free.width * free.height) / left;
    let end = start + 1;
    while (
      end < weights.length &&
      worst(weights.slice(start, end + 1), short, scale) <=
        worst(weights.slice(start, end), short, scale)
    )
      end += 1;
    const row = weights.slice(start, end);
    const sum = row.reduce((total, weight) => total + weight, 0);
    const thick = end === weights.length ? across(free) : (sum * scale) / short;
    const upright = free.width >= free.height;
    let at = upright ? free.y : free.x;
    for (const weight of row) {
      const long = (weight / sum) * short;
      boxes.push(
        upright
          ? { x: free.x, y: at, width: thick, height: long }
          : { x: at, y: free.y, width: long, height: thick },
      );
      at += long;
    }
    free = upright
      ? { ...free, x: free.x + thick, width: free.width - thick }
      : { ...free, y: free.y + thick, height: free.height - thick };
    left -= sum;
    start = end;
  }
  return boxes;
}

function across(box: Box): number {
  return Math.max(box.width, box.height);
}

/** Ratio of the sides of the worst box of a row that lies along a side of length `short`. */
function worst(row: readonly number[], short: number, scale: number): number {
  const sum = row.reduce((total, weight) => total + weight, 0) * scale;
  const most = Math.max(...row) * scale;
  const least = Math.min(...row) * scale;
  return Math.max((short * short * most) / (sum * sum), (sum * sum) / (short * short * least));
}
