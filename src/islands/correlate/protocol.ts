import type { ChainJson } from '../../correlate/describe.ts';
import type { DecodedField } from '../../decode/decode.ts';
import type { NamedFile } from '../handed-files.ts';

export type Status = ChainJson['status'];
export type Role = ChainJson['events'][number]['role'];

/** One event of a chain, as the timeline marks it. */
export interface Mark {
  eventId: number;
  role: Role;
  /** Milliseconds since 1970; absent where the event has no time. */
  at?: number;
  record?: string;
}

/** One chain as a bar and a table row. Times in milliseconds since 1970. */
export interface ChainRow {
  id: string;
  rule: string;
  status: Status;
  computer: string;
  boot: number | null;
  label: string;
  /** What stands on the bar, where the rule says so. */
  short?: string;
  start?: number;
  end?: number;
  account?: string;
  from?: string;
  /** Value and meaning: `3`, `Network`. */
  type?: { value: string; name: string };
  failed?: true;
  marks: Mark[];
  /** Chain that this one hangs below. */
  parent?: string;
  /** The other half of a pair. */
  pair?: string;
  /** Which half of a pair it is: `elevated`. */
  half?: string;
  /** Kinds of noise that it is. */
  noise: string[];
  warnings: number;
}

/** One rule, as far as the page shows it. */
export interface ShownRule {
  id: string;
  title: string;
  url: string;
  /** What one chain is called, and several. */
  nouns: readonly [string, string];
  /** What its pairs are, where it has any. */
  pairMeans?: string;
  /** Set where two halves are one of what the rule finds. */
  countsPairsOnce?: true;
  /** Set where its chains are runs of Windows, in which the others lie. */
  band?: true;
  members: { id: string; title: string; role: Role; events: { id: number; url?: string }[] }[];
}

export interface ShownNoise {
  id: string;
  title: string;
  means: string;
}

/** What /correlate/shown-rules.json holds. */
export interface ShownRules {
  rules: ShownRule[];
  noise: ShownNoise[];
}

export interface ShownProblem {
  where: string;
  message: string;
  hint?: string;
}

/** What the log was, beside its chains. */
export interface LogFacts {
  events: number;
  computers: string[];
  /** Computer → time of its last event. */
  ends: Record<string, number>;
  /** Times of all events, in order. */
  times: ArrayLike<number>;
  /** Events that no rule asks for, dropped as repeated, or out of order. */
  unused: number;
  duplicates: number;
  outOfOrder: number;
  /** Rule → member → events that could not join any chain. */
  unmatched: Record<string, Record<string, number>>;
  /** Event id → how many there are, for rules that found nothing. */
  ids: Record<string, number>;
  problems: ShownProblem[];
  problemCount: number;
}

/** A log that has been read: what /correlate/scenarios/ID.json holds of a scenario. */
export interface ReadLog {
  rows: ChainRow[];
  facts: LogFacts;
}

export interface ShownEvent {
  title?: string;
  url?: string;
  eventId?: number;
  summary?: string;
  outcome?: string;
  timeCreated?: string;
  computer?: string;
  recordId?: string;
  provider?: string;
  file: string;
  fields: DecodedField[];
  warnings: string[];
  /** The event as XML, and the address at which the decoder shows it. */
  xml: string;
  decoder?: string;
}

/** A parent or a twin of the shown chain. */
export interface Neighbour {
  row: ChainRow;
  /** The event of that chain on which the join rests. */
  event?: ChainJson['events'][number];
}

/** From the page. `run` numbers the logs that were opened. */
export type Request =
  | { kind: 'open-files'; run: number; files: NamedFile[] }
  | { kind: 'open-text'; run: number; name: string; text: string }
  | { kind: 'open-address'; run: number; name: string; address: string }
  | { kind: 'cancel'; run: number }
  | { kind: 'detail'; run: number; ask: number; chain: string }
  | { kind: 'event'; run: number; ask: number; chain: string; event: number }
  | { kind: 'chains'; run: number; ask: number; chains: string[] };

/** From the worker. */
export type Reply =
  | { kind: 'progress'; run: number; file: string; bytes: number; of: number; events: number }
  | { kind: 'rows'; run: number; rows: ChainRow[] }
  | { kind: 'done'; run: number; facts: LogFacts; milliseconds: number; cancelled: boolean }
  | { kind: 'failed'; run: number; message: string }
  | { kind: 'answer'; run: number; ask: number; detail: ChainDetail }
  | { kind: 'answer'; run: number; ask: number; event: ShownEvent }
  | { kind: 'answer'; run: number; ask: number; chains: ChainJson[] }
  /** Why there is no answer, and what to do. */
  | { kind: 'answer'; run: number; ask: number; failed: string };

/** A chain with what its links lead to. */
export interface ChainDetail {
  chain: ChainJson;
  /** Sentence of each event, in the order of the chain. */
  sentences: string[];
  titles: string[];
  /** In the order of the chain's parents; null where the parent was not given out. */
  parents: (Neighbour | null)[];
  pair?: Neighbour;
  children: ChainRow[];
}
