import { markText } from '../schema/version-mark.ts';

/**
 * Writes the lists of several versions as one: each line once, in an order that keeps that of every version where that
 * can be, with a mark where some versions lack it.
 *
 * @param versions version → its lines, oldest version first
 */
export function versionUnion(versions: ReadonlyMap<number, readonly string[]>): string[] {
  const numbers = [...versions.keys()];
  const union: { line: string; in: Set<number> }[] = [];
  for (const [version, lines] of versions) {
    let at = 0;
    for (const line of lines) {
      const found = union.findIndex((own, index) => index >= at && own.line === line);
      if (found < 0) union.splice(at, 0, { line, in: new Set([version]) });
      else union[found]?.in.add(version);
      at = (found < 0 ? at : found) + 1;
    }
  }
  return union.flatMap(({ line, in: own }) =>
    runsOf(numbers, own).map(([from, to]) => {
      const open = to === numbers.at(-1);
      const mark = markText({
        from: from === numbers[0] ? 0 : from,
        to: open ? Number.POSITIVE_INFINITY : to,
      });
      return mark === '' ? line : `${line} [${mark}]`;
    }),
  );
}

/** First and last version of each run of neighbours. */
function runsOf(numbers: readonly number[], own: ReadonlySet<number>): [number, number][] {
  const runs: [number, number][] = [];
  let last: [number, number] | undefined;
  for (const number of numbers) {
    if (!own.has(number)) last = undefined;
    else if (last) last[1] = number;
    else runs.push((last = [number, number]));
  }
  return runs;
}
