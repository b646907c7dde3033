/** A copy without the keys whose value is undefined, as JSON would leave them out. */
export function compact<T extends object>(value: T): T {
  const copy: Partial<T> = {};
  for (const key of Object.keys(value) as (keyof T)[]) {
    if (value[key] !== undefined) copy[key] = value[key];
  }
  return copy as T;
}
