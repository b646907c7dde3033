import type { RawEvent } from '../event.ts';
import { canonicalOf, joinKey, type Canonical } from './canonical.ts';
import type { Action, Agreement, Member, Slot } from './compile.ts';
import type { Boot, Host } from './host.ts';

/** What is kept of an event: the event itself, or as much of it as the rules ask for. */
export type KeptEvent = Pick<RawEvent, 'data' | 'eventId' | 'recordId' | 'source'>;

/** An event while it is being joined; one object serves them all. */
export interface Arrival {
  event: KeptEvent;
  host: Host;
  boot: Boot;
  /** Milliseconds since 1970 as printed; NaN when unknown. */
  time: number;
  /** Milliseconds by which the computer's clock had been set forward. */
  drift: number;
  order: number;
}

/** One event of a chain. */
export class Entry {
  readonly event: KeptEvent;
  readonly action: Action;
  readonly host: Host;
  readonly time: number;
  readonly drift: number;
  /** Position in the order in which events were joined. */
  readonly order: number;
  next: Entry | undefined = undefined;

  constructor(action: Action, { event, host, time, drift, order }: Arrival) {
    this.event = event;
    this.action = action;
    this.host = host;
    this.time = time;
    this.drift = drift;
    this.order = order;
  }

  get member(): Member {
    return this.action.member;
  }

  /** Time by a clock that is never set: what durations are measured with. */
  get steady(): number {
    return this.time - this.drift;
  }

  /** A value by its field; empty when the event has none. */
  value(field: string): string {
    if (field === 'Computer') return this.host.name;
    return this.event.data.find(({ name }) => name === field)?.value ?? '';
  }
}

/** A value of an event; events of one kind list their fields in one order, so the last place is tried first. */
export function valueAt(slot: Slot, event: KeptEvent, host: Host): string {
  if (slot.computer) return host.name;
  const { data } = event;
  const guess = data[slot.place];
  if (guess !== undefined && guess.name === slot.field) return guess.value;
  for (let at = 0; at < data.length; at += 1) {
    const one = data[at];
    if (one?.name !== slot.field) continue;
    slot.place = at;
    return one.value;
  }
  return '';
}

/** A value in the form in which it is compared. */
export function compareAt(slot: Slot, event: KeptEvent, host: Host): Canonical {
  if (slot.computer) return host.short;
  const value = valueAt(slot, event, host);
  if (slot.compare === canonicalOf.host && value.toLowerCase() === 'localhost') return host.short;
  return slot.compare(value);
}

/** The key that some fields make; undefined when one of them says nothing or never joins. */
export function keyOf(
  slots: readonly Slot[],
  event: KeptEvent,
  host: Host,
  never: readonly (ReadonlySet<Canonical> | undefined)[],
): number | string | undefined {
  if (slots.length === 1) {
    const value = compareAt(slots[0] as Slot, event, host);
    return value === undefined || never[0]?.has(value) ? undefined : value;
  }
  if (slots.length === 0) return 0;
  const parts: (number | string)[] = [];
  for (let at = 0; at < slots.length; at += 1) {
    const value = compareAt(slots[at] as Slot, event, host);
    if (value === undefined || never[at]?.has(value)) return undefined;
    parts.push(value);
  }
  return joinKey(parts);
}

/** Whether two events say the same, wherever both say something. */
export function agrees(
  agree: readonly Agreement[],
  event: KeptEvent,
  host: Host,
  other: Entry | undefined,
): boolean {
  if (other === undefined) return true;
  for (const { here, there, compare } of agree) {
    const mine = compareAt(here, event, host);
    const theirs = compare(other.value(there));
    if (mine !== undefined && theirs !== undefined && mine !== theirs) return false;
  }
  return true;
}
