import type { Actor } from '../../decode/actors.ts';
import type { DecodedField } from '../../decode/decode.ts';
import type { CompareRow } from '../../decode/compare.ts';
import type { Change } from '../../decode/redact.ts';
import type { RedactKind } from '../../decode/redact/pseudonyms.ts';
import type { Term } from './term.ts';

export type SortKey = 'input' | 'time' | 'id' | 'outcome' | 'title' | 'who' | 'from' | 'computer';

export interface Sort {
  key: SortKey;
  down: boolean;
}

export const exportKinds = ['xml', 'json', 'jsonl', 'csv', 'markdown', 'text', 'line'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** Text that was pasted, or a file, with the path that it has in a folder. */
export type Input = { name: string; text: string } | { name: string; file: File };

/** Questions of the page; each is answered once, with the answer's type in `Answers`. */
export type Ask =
  | { ask: 'rows'; from: number; to: number }
  | { ask: 'event'; row: number }
  | { ask: 'place'; row: number }
  /** Some bytes of an event log, from a place on. */
  | { ask: 'bytes'; file: string; offset: number }
  | { ask: 'export'; kind: ExportKind; row?: number; redact?: RedactKind[] }
  | { ask: 'redact'; kinds: RedactKind[]; row: number }
  | { ask: 'share'; row: number; redact?: RedactKind[] }
  /** Keeps an event beyond its input, to compare others with it. */
  | { ask: 'keep'; row: number }
  /** The kept event and another. */
  | { ask: 'compare'; row: number };

export interface Answers {
  rows: ShownRow[];
  event: ShownEvent;
  /** Place of a row in the view; -1 where the filter leaves it out. */
  place: number;
  bytes: Uint8Array;
  export: { blob: Blob; events: number };
  /** What was replaced in the event, and the event's XML afterwards. */
  redact: { changes: Change[]; text: string };
  share: { payload: string };
  keep: null;
  compare: CompareRow[];
}

/** From the page. */
export type Request =
  | { to: 'open'; run: number; inputs: Input[]; add?: boolean }
  | { to: 'cancel' }
  /** Leaves the rest of the events unfiltered. */
  | { to: 'stop' }
  /** Leaves what is being copied or downloaded. */
  | { to: 'leave' }
  | { to: 'warm' }
  | { to: 'view'; view: number; terms: Term[]; sort: Sort }
  | { to: 'answer'; number: number; question: Ask };

/** From the worker. */
export type Reply =
  | ({ kind: 'state'; run: number } & ReadState)
  | ({ kind: 'view'; view: number } & ViewState)
  /** How many events an answer has so far. */
  | { kind: 'progress'; number: number; events: number }
  | { kind: 'answer'; number: number; answer: unknown }
  | { kind: 'refused'; number: number; message: string }
  | { kind: 'failed'; run: number; message: string };

/** How far reading has come. */
export interface ReadState {
  done: boolean;
  cancelled: boolean;
  events: number;
  bytes: number;
  of: number;
  milliseconds: number;
  /** Formats found, with how many events of each, and whether that is a guess by their text alone. */
  formats: { title: string; events: number; guessed: boolean }[];
  problems: ShownProblem[];
  /** All problems outside events; `problems` holds the first. */
  problemCount: number;
  /** Records that are missing in logs, by their numbers. */
  missing: { records: number; places: number };
  /** Inputs that were read or begun. */
  files: string[];
  /** Whether some times are local times of an unknown zone. */
  localTimes: boolean;
}

/** What the filter lets through so far. */
export interface ViewState {
  matched: number;
  /** Of them, those that have to be read before they can be sorted. */
  unsorted: number;
  scanned: number;
  of: number;
  done: boolean;
  stopped: boolean;
  /** Events by id among those that the other terms let through, most frequent first. */
  ids: { id: string; title: string; count: number }[];
  outcomes: { outcome: string; count: number }[];
  computers: { computer: string; count: number }[];
  /** Events before which records are missing, and events that are damaged or cut off. */
  gaps: number;
  flawed: number;
  /** First and last time. */
  times: [number, number] | null;
}

export interface ShownRow {
  row: number;
  /** Milliseconds since 1970; null where there is no time, or none that can be read. */
  time: number | null;
  /** The time as the event has it, where it was read whole. */
  written: string;
  local: boolean;
  id: string;
  title: string;
  outcome: string;
  who: string;
  from: string;
  computer: string;
  /** Records that are missing before it in its log, by their numbers. */
  missing: number;
  /** Whether something is wrong with it: it is damaged, or cut off. */
  flawed: boolean;
}

export interface ShownProblem {
  where: string;
  code: string;
  message: string;
  hint?: string;
  /** Line of the input, with where in it the fault is. */
  excerpt?: { line: string; column: number };
  /** Place in an event log, whose bytes can be asked for. */
  bytes?: { file: string; offset: number };
}

/** One event as the page shows it. */
export interface ShownEvent extends ShownRow {
  url?: string;
  provider?: string;
  channel?: string;
  version?: number;
  recordId?: string;
  format: string;
  file: string;
  index: number;
  summary?: string;
  /** Who, to whom, from where: what the event's fields say of each. */
  actors: Actor[];
  fields: (DecodedField & { means?: string })[];
  header: { name: string; value: string }[];
  lost: { name: string; label: string | null; section: string | null; why: string }[];
  /** What newer versions change, events that the text fits as well, successors of an old event. */
  related: { text: string; links: { url: string; text: string }[] }[];
  problems: ShownProblem[];
  /** The event as it stood in the input, and the places of values in it, by index of field. */
  input?: { text: string; cut: boolean; spans: { from: number; to: number; field: number }[] };
  forms: { id: string; title: string; text: string }[];
}
