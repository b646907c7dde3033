/** Room of a new column. */
export const ROOM = 1024;

type Column = Float64Array | Int32Array | Uint16Array;

/** The same column with room for more. */
export function longer<T extends Column>(column: T, length: number): T {
  const longerOne = new (column.constructor as new (length: number) => T)(length);
  longerOne.set(column);
  return longerOne;
}
