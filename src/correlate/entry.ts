import type { RawEvent } from '../event.ts';
import { canonicalOf, joinKey, pairKey, type Canonical } from './canonical.ts';
import type { Action, Agreement, Never, Slot } from './plan.ts';
import type { Host } from './host.ts';
import type { Journal } from './journal.ts';

/** What is kept of an event: the event itself, or as much of it as the rules ask for. */
export type KeptEvent = Pick<RawEvent, 'data' | 'eventId' | 'recordId' | 'source'>;

/** An event while it is being joined by one of its actions; one object serves them all. */
export interface Arrival {
  event: KeptEvent;
  action: Action;
  /** Values in the form in which they are compared; those of this event begin at `base`, one a slot of its plan. */
  cells: readonly Canonical[];
  base: number;
  host: Host;
  /** Milliseconds since 1970 as printed; NaN when unknown. */
  time: number;
  /** The same by a clock that is never set. */
  steady: number;
  order: number;
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

/** A value in the form in which it is compared, of an event that is being joined. */
export const cellAt = (slot: Slot, { cells, base }: Arrival): Canonical => cells[base + slot.cell];

/** A value in the form in which it is compared. */
export function compareAt(slot: Slot, event: KeptEvent, host: Host): Canonical {
  if (slot.computer) return host.short;
  const value = valueAt(slot, event, host);
  if (slot.compare === canonicalOf.host && value.toLowerCase() === 'localhost') return host.short;
  return slot.compare(value);
}

/** The key that some fields make; undefined when one of them says nothing or never joins. */
export function keyAt(
  slots: readonly Slot[],
  at: Arrival,
  never: readonly (Never | undefined)[],
): number | string | undefined {
  if (slots.length === 1) {
    const value = cellAt(slots[0] as Slot, at);
    return value === undefined || never[0]?.has(value) ? undefined : value;
  }
  if (slots.length === 0) return 0;
  if (slots.length > 2)
    return keyOfParts(
      slots.map((slot) => cellAt(slot, at)),
      never,
    );
  const first = cellAt(slots[0] as Slot, at);
  const second = cellAt(slots[1] as Slot, at);
  if (first === undefined || second === undefined) return undefined;
  return never[0]?.has(first) || never[1]?.has(second) ? undefined : pairKey(first, second);
}

/** The same, of an event that has been joined. */
export function keyOf(
  slots: readonly Slot[],
  event: KeptEvent,
  host: Host,
  never: readonly (Never | undefined)[],
) {
  return slots.length === 0
    ? 0
    : keyOfParts(
        slots.map((slot) => compareAt(slot, event, host)),
        never,
      );
}

function keyOfParts(
  parts: readonly Canonical[],
  never: readonly (Never | undefined)[],
): number | string | undefined {
  for (let at = 0; at < parts.length; at += 1) {
    if (parts[at] === undefined || never[at]?.has(parts[at])) return undefined;
  }
  return joinKey(parts as (number | string)[]);
}

/** Tells exact keys from those of the rule. */
const exactKey = (key: number | string | undefined) => (key === undefined ? undefined : `=${key}`);

/** The key that some exact fields make; undefined when one of them says nothing. */
export const exactAt = (
  slots: readonly Slot[],
  at: Arrival,
  never: readonly (Never | undefined)[],
): string | undefined => (slots.length === 0 ? undefined : exactKey(keyAt(slots, at, never)));

/** The same, of an event that has been joined. */
export const exactOf = (
  slots: readonly Slot[],
  event: KeptEvent,
  host: Host,
  never: readonly (Never | undefined)[],
): string | undefined =>
  slots.length === 0 ? undefined : exactKey(keyOf(slots, event, host, never));

/** Whether an event that is being joined says the same as one of the journal, wherever both say something. */
export function agreesAt(
  agree: readonly Agreement[],
  at: Arrival,
  journal: Journal,
  other: number,
): boolean {
  if (other < 0 || agree.length === 0) return true;
  return agree.every(({ here, there, compare }) =>
    same(cellAt(here, at), compare(valueOf(there, journal, other))),
  );
}

/** The same, of two events of the journal. */
export function agrees(
  agree: readonly Agreement[],
  journal: Journal,
  place: number,
  other: number,
): boolean {
  if (other < 0 || agree.length === 0) return true;
  const event = journal.eventAt(place);
  const host = journal.hostAt(place);
  return agree.every(({ here, there, compare }) =>
    same(compareAt(here, event, host), compare(valueOf(there, journal, other))),
  );
}

function valueOf(field: string, journal: Journal, place: number): string {
  if (field === 'Computer') return journal.hostAt(place).name;
  return journal.eventAt(place).data.find(({ name }) => name === field)?.value ?? '';
}

const same = (a: Canonical, b: Canonical) => a === undefined || b === undefined || a === b;
