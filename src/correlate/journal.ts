import type { Action, Member } from './plan.ts';
import type { Arrival, KeptEvent } from './entry.ts';
import type { Host } from './host.ts';

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
  readonly drift: number;
  /** Position in the order in which events were joined. */
  readonly order: number;

  constructor(place: number, at: Omit<Arrival, 'cells' | 'base' | 'boot'>) {
    this.place = place;
    this.event = at.event;
    this.action = at.action;
    this.host = at.host;
    this.time = at.time;
    this.drift = at.drift;
    this.order = at.order;
  }

  get member(): Member {
    return this.action.member;
  }

  get steady(): number {
    return this.time - this.drift;
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
  readonly #actionList: readonly Action[];
  readonly #hostList: readonly Host[];
  #actions = new Int32Array(1024);
  #hosts = new Int32Array(1024);
  #times = new Float64Array(1024);
  #drifts = new Float64Array(1024);
  #orders = new Int32Array(1024);
  /** Place of the chain's next event. */
  next = new Int32Array(1024);
  /** First of the places that are free again, linked by `next`. */
  #free = NOWHERE;

  /** The lists by whose indexes actions and computers are noted. */
  constructor(actions: readonly Action[], hosts: readonly Host[]) {
    this.#actionList = actions;
    this.#hostList = hosts;
  }

  add(at: Arrival): number {
    const place = this.#free === NOWHERE ? this.events.length : this.#free;
    if (place === this.events.length) {
      if (place === this.next.length) this.#grow();
      this.events.push(at.event);
    } else {
      this.#free = this.next[place] as number;
      this.events[place] = at.event;
    }
    this.#actions[place] = at.action.index;
    this.#hosts[place] = at.host.index;
    this.#times[place] = at.time;
    this.#drifts[place] = at.drift;
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
      drift: this.#drifts[place] as number,
      order: this.#orders[place] as number,
    });
  }

  /** Milliseconds by a clock that is never set. */
  steadyAt(place: number): number {
    return (this.#times[place] as number) - (this.#drifts[place] as number);
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

  #grow(): void {
    const length = 2 * this.next.length;
    const copy = <T extends Float64Array | Int32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#actions = copy(this.#actions, new Int32Array(length));
    this.#hosts = copy(this.#hosts, new Int32Array(length));
    this.#times = copy(this.#times, new Float64Array(length));
    this.#drifts = copy(this.#drifts, new Float64Array(length));
    this.#orders = copy(this.#orders, new Int32Array(length));
    this.next = copy(this.next, new Int32Array(length));
  }
}
