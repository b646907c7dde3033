import type { EventSource, RawEvent } from '../event.ts';
import type { Agreement, Plan, Slot } from './compile.ts';
import { canonicalOf, joinKey, type Canonical } from './canonical.ts';
import type { Boot, Host } from './host.ts';

/** What is kept of one event: its place and time, and the values that the rules ask for. */
export class Row {
  readonly plan: Plan;
  /** Position among the events that were given. */
  readonly index: number;
  /** Position in the order in which events are joined. */
  order = 0;
  /** Milliseconds since 1970 as printed; NaN when unknown. */
  time: number;
  /** Time by a clock that is never set: what durations are measured with. */
  steady = 0;
  readonly record: number;
  readonly host: Host;
  readonly source: EventSource;
  readonly values: readonly string[];
  boot: Boot | undefined = undefined;

  constructor(plan: Plan, index: number, time: number, record: number, host: Host, raw: RawEvent) {
    this.plan = plan;
    this.index = index;
    this.time = time;
    this.record = record;
    this.host = host;
    this.source = raw.source;
    this.values = valuesOf(plan, raw.data);
  }

  valueAt(slot: Slot): string {
    return slot.at < 0 ? this.host.name : (this.values[slot.at] as string);
  }

  /** A kept value by its field; empty when the event has none. */
  value(field: string): string {
    if (field === 'Computer') return this.host.name;
    const at = this.plan.fields.indexOf(field);
    return at < 0 ? '' : (this.values[at] as string);
  }

  compare(slot: Slot): Canonical {
    if (slot.at < 0) return this.host.short;
    const value = this.values[slot.at] as string;
    if (slot.compare === canonicalOf.host && value.toLowerCase() === 'localhost')
      return this.host.short;
    return slot.compare(value);
  }
}

/** Reads the values of a plan's fields; events of one kind list their fields in one order. */
function valuesOf(plan: Plan, data: RawEvent['data']): string[] {
  const { fields, positions } = plan;
  const values = new Array<string>(fields.length);
  for (let at = 0; at < fields.length; at += 1) {
    const name = fields[at] as string;
    const guess = data[positions[at] as number];
    if (guess?.name === name) {
      values[at] = guess.value;
      continue;
    }
    const found = data.findIndex((one) => one.name === name);
    if (found >= 0) positions[at] = found;
    values[at] = found < 0 ? '' : (data[found] as { value: string }).value;
  }
  return values;
}

/** The key that some fields of a row make; undefined when one of them says nothing or never joins. */
export function keyOf(
  row: Row,
  slots: readonly Slot[],
  never: readonly (ReadonlySet<Canonical> | undefined)[],
): number | string | undefined {
  if (slots.length === 1) {
    const value = row.compare(slots[0] as Slot);
    return value === undefined || never[0]?.has(value) ? undefined : value;
  }
  if (slots.length === 0) return 0;
  const parts: (number | string)[] = [];
  for (let at = 0; at < slots.length; at += 1) {
    const value = row.compare(slots[at] as Slot);
    if (value === undefined || never[at]?.has(value)) return undefined;
    parts.push(value);
  }
  return joinKey(parts);
}

/** Whether two events say the same, wherever both say something. */
export function agrees(row: Row, other: Row | undefined, agree: readonly Agreement[]): boolean {
  if (other === undefined) return true;
  return agree.every(({ here, there, compare }) => {
    const mine = row.compare(here);
    const theirs = compare(other.value(there));
    return mine === undefined || theirs === undefined || mine === theirs;
  });
}
