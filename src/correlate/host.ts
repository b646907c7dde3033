import { shortHost } from './canonical.ts';
import type { Moment } from './journal.ts';
import { Boot, Stores } from './store.ts';

/** One computer. */
export class Host extends Stores {
  /** Longest name seen. */
  name: string;
  readonly short: string;
  /** Its place among all. */
  readonly index: number;
  boot = new Boot(0);
  /** The log has shown a sure start of this computer. */
  started = false;
  /** Milliseconds by which its clock has been set forward since the log began. */
  drift = 0;
  /** Time of the latest event, by a clock that is never set. */
  steady = Number.NaN;

  constructor(name: string, index: number) {
    super();
    this.index = index;
    this.name = name;
    this.short = shortHost(name);
  }

  /** When the latest event was written; undefined before the first. */
  lastMoment(): Moment | undefined {
    const { steady, drift } = this;
    return Number.isNaN(steady) ? undefined : { host: this, steady, time: steady + drift };
  }
}

/**
 * Computers by name. Case never matters, and a NetBIOS name is the computer whose DNS name begins with
 * it; two DNS names are two computers.
 */
export class Hosts {
  readonly #byName = new Map<string, Host>();
  readonly #byShort = new Map<string, Host>();
  readonly all: Host[] = [];

  of(computer: string): Host {
    const known = this.#byName.get(computer);
    if (known) return known;
    const lower = computer.toLowerCase();
    let host = this.#byName.get(lower) ?? this.#alike(lower);
    if (!host) {
      host = new Host(computer, this.all.length);
      this.all.push(host);
      if (!this.#byShort.has(host.short)) this.#byShort.set(host.short, host);
    }
    if (computer.length > host.name.length) host.name = computer;
    this.#byName.set(lower, host).set(computer, host);
    return host;
  }

  #alike(lower: string): Host | undefined {
    const host = this.#byShort.get(shortHost(lower));
    if (!host) return undefined;
    const both = lower.includes('.') && host.name.includes('.');
    return both && host.name.toLowerCase() !== lower ? undefined : host;
  }
}
