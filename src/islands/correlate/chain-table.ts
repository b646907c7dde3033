import { fromWords, lengthWords, statusBriefly, typeWords, whatWords } from './chain-words.ts';
import { find, make } from '../element.ts';
import type { ChainRow, ShownRule } from './protocol.ts';
import { windowedRows, type WindowedRows } from './windowed-rows.ts';
import { timeText, utc, type Zone } from './zone.ts';

/** Columns at most. */
const MOST = 10;

type Column =
  'Kind' | 'Computer' | 'Start' | 'End' | 'Duration' | 'Status' | 'Type' | 'Who' | 'What' | 'From';

/** What stands in the columns whose text is of the chain alone. */
const TEXTS = {
  Computer: ({ computer }: ChainRow) => computer.split('.')[0] ?? '',
  Duration: (row: ChainRow) => (row.status === 'open' ? '' : lengthWords(row)),
  Status: ({ status }: ChainRow) => statusBriefly(status),
  Type: typeWords,
  Who: ({ account }: ChainRow) => account ?? '',
  What: whatWords,
  From: (row: ChainRow) => fromWords(row) ?? '',
};

/** Columns that these chains need: none that is empty, and the computer where there are several. */
function columnsOf(rows: readonly ChainRow[]): Column[] {
  const filled = (text: (row: ChainRow) => string) => rows.some((row) => text(row) !== '');
  return [
    'Kind',
    ...(rows.some(({ computer }) => computer !== rows[0]?.computer) ? (['Computer'] as const) : []),
    'Start',
    'End',
    ...(['Duration', 'Status', 'Type', 'Who', 'What', 'From'] as const).filter((name) =>
      filled(TEXTS[name]),
    ),
  ];
}

export interface ListEvents {
  onSelect(chain: string): void;
  /** A key of the picture was pressed in the list. */
  onKey(event: KeyboardEvent): boolean;
  /** Enter on a row. */
  onOpen(): void;
}

/** The chains as a table: the equal of the picture, in its order, and the place of the focus. */
export class ChainTable {
  #rows: readonly ChainRow[] = [];
  #columns: Column[] = [];
  #head = make('tr');
  #index = new Map<string, number>();
  #rules = new Map<string, ShownRule>();
  #zone: Zone = utc;
  #list: WindowedRows;
  #table: HTMLTableElement;
  #selected: string | undefined;
  #severalDays = false;
  #onSelect: ListEvents['onSelect'];

  constructor(root: HTMLElement, events: ListEvents) {
    this.#onSelect = (chain) => events.onSelect(chain);
    const body = make('tbody');
    this.#table = make(
      'table',
      { role: 'grid', 'aria-label': 'Chains' },
      make('thead', {}, this.#head),
      body,
    );
    const box = find('.chain-table', root);
    box.append(this.#table);
    this.#list = windowedRows({
      box,
      body,
      row: (index) => this.#row(index),
      spacer: () =>
        make('tr', { 'aria-hidden': 'true', class: 'spacer' }, make('td', { colspan: MOST })),
      onCurrent: (index) => {
        const row = this.#rows[index];
        if (row) events.onSelect(row.id);
      },
      onKey: (event) => {
        if (event.key !== 'Enter') return events.onKey(event);
        events.onOpen();
        return true;
      },
    });
  }

  setRules(rules: readonly ShownRule[]): void {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
  }

  setZone(zone: Zone): void {
    this.#zone = zone;
    this.#list.refresh();
  }

  /** @param bounds times of the first and the last event */
  show(rows: readonly ChainRow[], bounds: readonly [number, number]): void {
    this.#rows = rows;
    this.#index = new Map(rows.map((row, index) => [row.id, index]));
    const [from, to] = bounds;
    const days = [from, to].map((at) => timeText(at, this.#zone).slice(0, 10));
    this.#severalDays = days[0] !== days[1];
    this.#columns = columnsOf(rows);
    this.#head.replaceChildren(...this.#columns.map((name) => make('th', { scope: 'col' }, name)));
    this.#table.setAttribute('aria-rowcount', String(rows.length + 1));
    this.#list.show(rows.length);
  }

  select(chain: string | undefined): void {
    this.#selected = chain;
    const index = chain === undefined ? undefined : this.#index.get(chain);
    if (index === undefined) this.#list.refresh();
    else this.#list.setCurrent(index, false);
  }

  /** Selects the chain so many rows further. */
  step(by: number): void {
    const at = this.#selected === undefined ? undefined : this.#index.get(this.#selected);
    const next = this.#rows[at === undefined ? 0 : at + by];
    if (next) this.#onSelect(next.id);
  }

  /** With the date where the chains are of several days. */
  #time(at: number | undefined): string {
    return timeText(at, this.#zone).slice(this.#severalDays ? 5 : 11, 19);
  }

  #row(index: number): HTMLElement {
    const row = this.#rows[index] as ChainRow;
    return make(
      'tr',
      {
        'aria-rowindex': index + 2,
        'aria-selected': String(row.id === this.#selected),
        class: row.failed ? 'failed' : undefined,
      },
      ...this.#columns.map((name) =>
        make(
          'td',
          { class: name === 'Status' ? `status ${row.status}` : undefined },
          make('div', { class: 'cell' }, this.#text(row, name)),
        ),
      ),
    );
  }

  #text(row: ChainRow, column: Column): string {
    if (column === 'Kind') return this.#rules.get(row.rule)?.title ?? row.rule;
    if (column === 'Start') return this.#time(row.start);
    if (column === 'End') return this.#time(row.status === 'open' ? undefined : row.end);
    return TEXTS[column](row);
  }
}
