import type { Definitions } from '../../../catalog/definitions.ts';
import type { RawEvent } from '../../../event.ts';
import type { ReadInner } from '../format.ts';

/** An object of JSON, or a row of a table by its column names. */
export type Row = Readonly<Record<string, unknown>>;

/** What a shape may lean on. */
export interface ShapeContext {
  definitions: Definitions;
  /** Reads text that stands inside a value. */
  inner: ReadInner;
  /** A fresh event of the format and place that the row has. */
  start(): RawEvent;
}

/** How one tool sets out an event as an object or a row. */
export interface Shape {
  id: string;
  /** The event that the row is; undefined when it is not of this shape. */
  read(row: Row, context: ShapeContext): RawEvent | undefined;
}

/** The value when it is an object, and no list. */
export function rowOf(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Row)
    : undefined;
}

/** The one thing that a list holds; a value that is no such list as it is. */
export function only(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
}

/** The first of some keys that holds something. */
export function firstOf(row: Row, ...keys: readonly string[]): unknown {
  for (const key of keys) {
    const value = row[key];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** The value at a path, whether it is nested or its keys are dotted (`winlog.channel`). */
export function at(row: Row, path: string): unknown {
  const whole = row[path];
  if (whole !== undefined) return whole;
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const inner = rowOf(row[path.slice(0, dot)]);
    const value = inner && at(inner, path.slice(dot + 1));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Values below a path, nested or with dotted keys, by the rest of their keys. */
export function below(row: Row, path: string): Record<string, unknown> {
  const found: Record<string, unknown> = { ...rowOf(at(row, path)) };
  const collect = (inner: Row, rest: string) => {
    const prefix = `${rest}.`;
    for (const [key, value] of Object.entries(inner)) {
      if (key.startsWith(prefix)) found[key.slice(prefix.length)] ??= value;
      else if (prefix.startsWith(`${key}.`)) {
        const next = rowOf(value);
        if (next) collect(next, rest.slice(key.length + 1));
      }
    }
  };
  collect(row, path);
  return found;
}
