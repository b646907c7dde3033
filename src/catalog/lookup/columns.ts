import type { LookupIndex } from './lookup-index.ts';

/** The lookup index as a file: each of its lists by columns, where alike stands beside alike and packs smaller. */
export type LookupColumns = { [List in keyof LookupIndex]: unknown[][] };

/** An index as its file holds it. */
export function columnsOf(index: LookupIndex): LookupColumns {
  return mapLists(index, (rows) => {
    const width = Math.max(0, ...rows.map((row) => row.length));
    return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
  }) as LookupColumns;
}

/** The index that a file holds. */
export function rowsOf(columns: LookupColumns): LookupIndex {
  return mapLists(columns, ([first = [], ...others]) =>
    // What a row leaves out at its end, JSON writes as null.
    first.map((value, row) => [value, ...others.map((column) => column[row] ?? undefined)]),
  ) as unknown as LookupIndex;
}

function mapLists(
  lists: LookupIndex | LookupColumns,
  change: (list: readonly (readonly unknown[])[]) => unknown[][],
): Record<string, unknown[][]> {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, change(list)]));
}
