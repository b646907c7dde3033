import type { MemberData, RuleData } from '../catalog/rule-data.ts';
import type { MemberRole } from '../schema/correlation.ts';
import type { Canonical } from './canonical.ts';

/** Within what the keys of a rule are unique. */
export type Scope = 'everywhere' | 'computer' | 'boot';

export interface Rule {
  data: RuleData;
  id: string;
  /** Place among the compiled rules; parents come before children. */
  index: number;
  scope: Scope;
  members: readonly Member[];
  /** Some member begins a chain, so one without it lacks its start. */
  opens: boolean;
  closes: boolean;
  definesBoot: boolean;
  /** Rules whose chains may be under this one's. */
  children: Rule[];
  never: readonly (Never | undefined)[];
  neverExact: readonly (Never | undefined)[];
  idle: number;
  after: number;
  endsWithParent: boolean;
  linger: number;
  merge: number;
  /** The shorter of what ends a chain by silence and by time. */
  limit: number;
  /** Something of it may be over by time alone. */
  expires: boolean;
  /** Its chains are given out, and not only needed by others. */
  wanted: boolean;
  unmatched: Record<string, number>;
  chains: number;
}

export interface Member {
  rule: Rule;
  data: MemberData;
}

/** Values that make no key: so few that looking them through costs less than a set. */
export class Never {
  readonly #values: readonly Canonical[];
  /** Nearly all keys are numbers above theirs. */
  readonly #highest: number;

  constructor(values: readonly Canonical[]) {
    this.#values = values;
    this.#highest = Math.max(...values.filter((value) => typeof value === 'number'));
  }

  has(value: Canonical): boolean {
    if (typeof value === 'number' && value > this.#highest) return false;
    for (let at = 0; at < this.#values.length; at += 1) {
      if (this.#values[at] === value) return true;
    }
    return false;
  }
}

/** Where a value stands among the event's data, and how it compares. */
export interface Slot {
  field: string;
  /** The event's computer instead of a field. */
  computer: boolean;
  /** Where it was found last. */
  place: number;
  /** Its number among the plan's slots. */
  cell: number;
  compare(value: string): Canonical;
}

export interface Test {
  slot: Slot;
  values: ReadonlySet<Canonical>;
  wanted: boolean;
}

export interface Agreement {
  here: Slot;
  there: string;
  compare(value: string): Canonical;
}

export interface Under {
  rule: Rule;
  key: readonly Slot[];
  exact: readonly Slot[];
  agree: readonly Agreement[];
  means: string;
}

/** What one event does for one rule. */
export interface Action {
  /** Its place among all actions. */
  index: number;
  plan: Plan;
  member: Member;
  role: MemberRole;
  rule: Rule;
  key: readonly Slot[];
  exact: readonly Slot[];
  gives: readonly Slot[];
  tests: readonly Test[];
  agree: readonly Agreement[];
  under: readonly Under[];
  pair: readonly Slot[] | undefined;
}

/** Everything that one event id of one provider takes part in. */
export interface Plan {
  eventId: number;
  /** Lower-case names under which the event may come; the last that matched is asked first. */
  providers: ReadonlySet<string>;
  lastProvider: string;
  /** It may come without a provider: it has a definition. */
  known: boolean;
  /** Fields whose values are kept. */
  fields: Set<string>;
  /** All values that its actions compare, each once. */
  slots: Slot[];
  actions: Action[];
}

export interface Compiled {
  rules: readonly Rule[];
  plans: ReadonlyMap<number, readonly Plan[]>;
  actions: readonly Action[];
  boot: Rule | undefined;
}
