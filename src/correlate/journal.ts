import type { Action, Member } from './plan.ts';
import type { Arrival, KeptEvent } from './entry.ts';
import type { Host } from './host.ts';
import { IntRows } from './int-rows.ts';
import { Parents } from './parents.ts';

/** No place in a journal. */
export const NOWHERE = -1;

/** Numbers that a chain keeps in the journal. */
const CHAIN_WIDTH = 7;

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

const ACTION = 0;
const HOST = 1;
const ORDER = 2;
const NEXT = 3;

/** The events of all chains, each chain a list of places; and the numbers of the chains themselves. */
export class Journal {
  readonly chains = new IntRows(CHAIN_WIDTH);
  readonly parents = new Parents();
  readonly #actionList: readonly Action[];
  readonly #hostList: readonly Host[];
  readonly #events: (KeptEvent | undefined)[] = [];
  readonly #times: number[] = [];
  /** By how much the clock had been set forward; absent as long as none was set. */
  #drifts: number[] | undefined = undefined;
  readonly #rows = new IntRows(4);

  /** The lists by whose indexes actions and computers are noted. */
  constructor(actions: readonly Action[], hosts: readonly Host[]) {
    this.#actionList = actions;
    this.#hostList = hosts;
  }

  add(at: Arrival): number {
    const place = this.#rows.add();
    const { drift } = at.host;
    this.#events[place] = at.event;
    this.#times[place] = at.time;
    if (drift !== 0) this.#drifts ??= this.#times.map(() => 0);
    if (this.#drifts) this.#drifts[place] = drift;
    this.#rows.set(place, ACTION, at.action.index);
    this.#rows.set(place, HOST, at.host.index);
    this.#rows.set(place, ORDER, at.order);
    this.#rows.set(place, NEXT, NOWHERE);
    return place;
  }

  /** The event at a place. */
  read(place: number): Entry {
    return new Entry(place, {
      event: this.eventAt(place),
      action: this.actionAt(place),
      host: this.hostAt(place),
      time: this.#times[place] as number,
      steady: this.steadyAt(place),
      order: this.orderAt(place),
    });
  }

  eventAt(place: number): KeptEvent {
    return this.#events[place] as KeptEvent;
  }

  /** Milliseconds by a clock that is never set. */
  steadyAt(place: number): number {
    const time = this.#times[place] as number;
    return this.#drifts ? time - (this.#drifts[place] as number) : time;
  }

  actionAt(place: number): Action {
    return this.#actionList[this.#rows.get(place, ACTION)] as Action;
  }

  hostAt(place: number): Host {
    return this.#hostList[this.#rows.get(place, HOST)] as Host;
  }

  memberAt(place: number): Member {
    return this.actionAt(place).member;
  }

  orderAt(place: number): number {
    return this.#rows.get(place, ORDER);
  }

  /** Place of the chain's next event. */
  next(place: number): number {
    return this.#rows.get(place, NEXT);
  }

  link(place: number, next: number): void {
    this.#rows.set(place, NEXT, next);
  }

  /** Lets a place be used again. */
  release(place: number): void {
    this.#events[place] = undefined;
    this.#rows.release(place);
  }
}
