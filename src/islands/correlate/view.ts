import { Folds } from './folds.ts';
import type { ChainRow, LogFacts, ShownRule } from './protocol.ts';
import { utc, type Zone } from './zone.ts';

/** What an address asks to be shown once its log is read. */
export interface Wanted {
  rule?: string;
  /** Record number. */
  record?: string;
  /** Event id: the first of them. */
  event?: string;
  /** Milliseconds since 1970. */
  at?: string;
}

/** What the page shows: the open log, what the filters let through of it, and what is selected. */
export class View {
  /** Empty until the names of rules are there; without them, chains are called by the ids of their rules. */
  rules: readonly ShownRule[] = [];
  zone: Zone = utc;
  /** All chains of the log, and those that are drawn. */
  rows: ChainRow[] = [];
  shown: readonly ChainRow[] = [];
  /** There once the log has been read. */
  facts: LogFacts | undefined;
  folds = new Folds([]);
  /** Nothing of the log has been drawn yet. */
  fresh = true;
  /** The open log is a scenario, shown as it was read when the site was built; the worker reads it for what is asked. */
  readBefore = false;
  wanted: Wanted = {};
  selected: string | undefined;
  /** Of the selected chain, the event that is open. */
  selectedEvent: number | undefined;

  forgetLog(): void {
    this.rows = [];
    this.shown = [];
    this.facts = undefined;
    this.fresh = true;
    this.readBefore = false;
    this.wanted = {};
    this.selected = undefined;
  }

  rowOf(chain: string): ChainRow | undefined {
    return this.rows.find(({ id }) => id === chain);
  }

  ruleOf(rule: string): ShownRule | undefined {
    return this.rules.find(({ id }) => id === rule);
  }

  /** Rules whose chains are bands behind the bars. */
  bands(): Set<string> {
    return new Set(this.rules.filter(({ band }) => band).map(({ id }) => id));
  }
}
