import { longer, ROOM } from './columns.ts';
import type { Action, Member } from './plan.ts';
import type { Arrival, KeptEvent } from './entry.ts';
import type { Host } from './host.ts';
import { ChainRows } from './chain-rows.ts';
import { ParentRows } from './parent-rows.ts';

/** No place in a journal. */
export const NOWHERE = -1;

/** A time on a computer. */
export interface Moment {
  readonly host: Host;
  /** Milliseconds since 1970 as the computer printed it. */
  readonly time: number;
  /** The same by a clock that is never set: what durations are measured with. */
  readonly steady: number;
}

/** One event of a chain, as it is read back from the journal. */
export class Entry implements Moment {
  /** Its place in the journal. */
  readonly place: number;
  readonly event: KeptEvent;
  readonly action: Action;
  readonly host: Host;
  readonly time: number;
  readonly steady: number;
  /** Position in the order in which events were joined. */
  readonly order: number;

  constructor(place: number, at: Omit<Arrival, 'cells' | 'base'>) {
    this.place = place;
    this.event = at.event;
    this.action = at.action;
    this.host = at.host;
    this.time = at.time;
    this.steady = at.steady;
    this.order = at.order;
  }

  get member(): Member {
    return this.action.member;
  }

  /** A value by its field; empty when the event has none. */
  value(field: string): string {
    if (field === 'Computer') return this.host.name;
    return this.event.data.find(({ name }) => name === field)?.value ?? '';
  }
}

/**
 * The events of all chains as columns, each chain a list of places: an object for each event of each chain
 * would cost more in collection than all of the joining.
 */
export class Journal {
  readonly events: (KeptEvent | undefined)[] = [];
  /** The numbers of the chains themselves, and what stands above them. */
  readonly chains = new ChainRows();
  readonly parents = new ParentRows();
  readonly #actionList: readonly Action[];
  readonly #hostList: readonly Host[];
  #actions = new Uint16Array(ROOM);
  #hosts = new Int32Array(ROOM);
  #times = new Float64Array(ROOM);
  #steadies = new Float64Array(ROOM);
  #orders = new Int32Array(ROOM);
  /** Place of the chain's next event. */
  next = new Int32Array(ROOM);
  /** First of the places that are free again, linked by `next`. */
  #free = NOWHERE;

  /** The lists by whose indexes actions and computers are noted. */
  constructor(actions: readonly Action[], hosts: readonly Host[]) {
    this.#actionList = actions;
    this.#hostList = hosts;
  }

  add(at: Arrival): number {
    const { events } = this;
    const place = this.#free === NOWHERE ? events.length : this.#free;
    if (place === this.next.length) this.#grow(2 * place);
    if (place < events.length) this.#free = this.next[place] as number;
    events[place] = at.event;
    this.#actions[place] = at.action.index;
    this.#hosts[place] = at.host.index;
    this.#times[place] = at.time;
    this.#steadies[place] = at.steady;
    this.#orders[place] = at.order;
    this.next[place] = NOWHERE;
    return place;
  }

  /** The event at a place. */
  read(place: number): Entry {
    return new Entry(place, {
      event: this.events[place] as KeptEvent,
      action: this.actionAt(place),
      host: this.hostAt(place),
      time: this.#times[place] as number,
      steady: this.#steadies[place] as number,
      order: this.#orders[place] as number,
    });
  }

  /** Milliseconds by a clock that is never set. */
  steadyAt(place: number): number {
    return this.#steadies[place] as number;
  }

  actionAt(place: number): Action {
    return this.#actionList[this.#actions[place] as number] as Action;
  }

  hostAt(place: number): Host {
    return this.#hostList[this.#hosts[place] as number] as Host;
  }

  memberAt(place: number): Member {
    return this.actionAt(place).member;
  }

  orderAt(place: number): number {
    return this.#orders[place] as number;
  }

  /** Lets a place be used again. */
  release(place: number): void {
    this.events[place] = undefined;
    this.next[place] = this.#free;
    this.#free = place;
  }

  /** Makes room at once for so many more events. */
  expect(count: number): void {
    const length = this.events.length + count;
    if (length > this.next.length) this.#grow(length);
  }

  #grow(length: number): void {
    this.#actions = longer(this.#actions, length);
    this.#hosts = longer(this.#hosts, length);
    this.#times = longer(this.#times, length);
    this.#steadies = longer(this.#steadies, length);
    this.#orders = longer(this.#orders, length);
    this.next = longer(this.next, length);
  }
}
