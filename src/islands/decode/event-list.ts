import { grouped } from '../../catalog/grouped.ts';
import { make } from '../element.ts';
import { PRINTED, RowWindow } from '../row-window.ts';
import { printedList } from './printed-list.ts';
import type { ShownRow, Sort, SortKey } from './protocol.ts';
import { timeText, type Zone } from './times.ts';

export const columns: { key: Exclude<SortKey, 'input'>; title: string }[] = [
  { key: 'time', title: 'Time' },
  { key: 'id', title: 'Id' },
  { key: 'outcome', title: 'Outcome' },
  { key: 'title', title: 'Event' },
  { key: 'who', title: 'Who' },
  { key: 'from', title: 'From' },
  { key: 'computer', title: 'Computer' },
];

export interface ListHost {
  rows(from: number, to: number): Promise<ShownRow[]>;
  select(row: ShownRow, place: number, enter: boolean): void;
  sort(sort: Sort): void;
}

const TITLE = columns.findIndex(({ key }) => key === 'title');
const BLOCK = 50;
/** Milliseconds of rest after which the rows that would be printed are asked for: printing itself cannot wait. */
const REST = 500;

/** A list of any number of events: only the rows in sight exist, the rest is asked for when it comes into sight. */
export class EventList {
  readonly element: HTMLElement;
  readonly #host: ListHost;
  readonly #body = make('div', 'rows');
  readonly #known = new Map<number, ShownRow>();
  readonly #asked = new Set<number>();
  readonly #lines: HTMLElement[] = [];
  readonly #headers = new Map<string, HTMLElement>();
  readonly #window: RowWindow;
  #count = 0;
  #version = 0;
  #sort: Sort = { key: 'input', down: false };
  #selected = -1;
  #resting: ReturnType<typeof setTimeout> | undefined;
  zone: Zone = 'utc';

  constructor(host: ListHost) {
    this.#host = host;
    this.element = make('div', 'event-list');
    this.element.setAttribute('role', 'grid');
    this.element.setAttribute('aria-label', 'Events');
    this.element.tabIndex = 0;
    this.#body.setAttribute('role', 'rowgroup');
    const head = this.#header();
    this.element.append(head, this.#body);
    this.#window = new RowWindow(this.element, () => this.#draw());
    new ResizeObserver(() => {
      this.#window.headHeight = head.offsetHeight;
      this.#body.style.height = `${this.#window.height}px`;
    }).observe(this.element);
    let paper: HTMLElement | undefined;
    addEventListener('beforeprint', () => {
      paper?.remove();
      paper = this.#printed();
      this.element.after(paper);
    });
    addEventListener('afterprint', () => paper?.remove());
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.#body.addEventListener('click', ({ target }) => {
      const line = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
      if (line) this.choose(Number(line.dataset['place']), false);
    });
  }

  /** Shows another view, or more of the same. @param fresh whether the rows are others than before */
  show(count: number, fresh: boolean): void {
    if (fresh) {
      this.#version += 1;
      this.#known.clear();
      this.#asked.clear();
    }
    this.#count = count;
    this.element.setAttribute('aria-rowcount', String(count + 1));
    this.#window.count = count;
    this.#body.style.height = `${this.#window.height}px`;
    this.#draw();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#askFor(0, Math.min(count, PRINTED)), REST);
  }

  get selected(): number {
    return this.#selected;
  }

  /** Chooses a row by its place and brings it into sight. */
  choose(place: number, enter: boolean): void {
    if (this.#count === 0) return;
    const at = Math.max(0, Math.min(this.#count - 1, place));
    this.#selected = at;
    this.#window.bringIntoSight(at);
    this.#draw();
    void this.#rowAt(at).then((row) => {
      if (row && this.#selected === at) this.#host.select(row, at, enter);
    });
  }

  /** Marks the row at a place as the one that is open; -1 for none. */
  mark(place: number): void {
    this.#selected = place;
    this.#draw();
  }

  toTop(): void {
    this.#window.toTop();
  }

  redraw(): void {
    for (const line of this.#lines) line.dataset['shown'] = '';
    this.#draw();
  }

  hide(key: string, hidden: boolean): void {
    this.element.classList.toggle(`without-${key}`, hidden);
  }

  async #rowAt(place: number): Promise<ShownRow | undefined> {
    const known = this.#known.get(place);
    if (known) return known;
    const version = this.#version;
    const [row] = await this.#host.rows(place, place + 1);
    return version === this.#version ? row : undefined;
  }

  #header(): HTMLElement {
    const cells = columns.map(({ key, title }) => {
      const sorter = make('button', '', title);
      sorter.type = 'button';
      sorter.tabIndex = -1;
      sorter.addEventListener('click', () => this.#sortBy(key));
      const cell = make('div', `cell ${key}`, sorter);
      cell.setAttribute('role', 'columnheader');
      this.#headers.set(key, cell);
      return cell;
    });
    const row = make('div', 'line', ...cells);
    row.setAttribute('role', 'row');
    const head = make('div', 'head', row);
    head.setAttribute('role', 'rowgroup');
    return head;
  }

  /** Up, down, then as in the input. */
  #sortBy(key: SortKey): void {
    const { key: old, down } = this.#sort;
    this.setSort(
      old !== key
        ? { key, down: false }
        : down
          ? { key: 'input', down: false }
          : { key, down: true },
    );
    this.#host.sort(this.#sort);
  }

  setSort(sort: Sort): void {
    this.#sort = sort;
    for (const [key, cell] of this.#headers) {
      if (key === sort.key) cell.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = Math.max(0, this.#selected);
    const page = Math.max(1, this.#window.inSight - 1);
    const to = {
      ArrowDown: this.#selected + 1,
      j: this.#selected + 1,
      ArrowUp: at - 1,
      k: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: this.#count - 1,
    }[event.key];
    if (to !== undefined) this.choose(to, false);
    else if (event.key === 'Enter') this.choose(at, true);
    else return;
    event.preventDefault();
  }

  #draw(): void {
    const { from, to } = this.#window.range();
    while (this.#lines.length < to - from) this.#lines.push(this.#line());
    for (const [index, line] of this.#lines.entries()) {
      // A place keeps its line while it is in sight, so that scrolling moves lines and fills few.
      const size = this.#lines.length;
      const place = from + ((((index - from) % size) + size) % size);
      if (place >= to) {
        line.hidden = true;
        continue;
      }
      line.hidden = false;
      this.#fill(line, place);
    }
    this.#askFor(from, to);
    const active = this.#selected >= from && this.#selected < to ? `row-${this.#selected}` : '';
    if (active) this.element.setAttribute('aria-activedescendant', active);
    else this.element.removeAttribute('aria-activedescendant');
  }

  #line(): HTMLElement {
    const line = make(
      'div',
      'line',
      ...columns.map(({ key }) => {
        const cell = make('div', `cell ${key}`);
        cell.setAttribute('role', 'gridcell');
        return cell;
      }),
    );
    line.setAttribute('role', 'row');
    this.#body.append(line);
    return line;
  }

  #fill(line: HTMLElement, place: number): void {
    line.style.transform = `translateY(${this.#window.topOf(place)}px)`;
    line.setAttribute('aria-selected', String(place === this.#selected));
    const row = this.#known.get(place);
    const shown = `${this.#version} ${place} ${row ? 'known' : ''} ${this.zone}`;
    if (line.dataset['shown'] === shown) return;
    line.dataset['shown'] = shown;
    line.dataset['place'] = String(place);
    line.id = `row-${place}`;
    line.setAttribute('aria-rowindex', String(place + 2));
    const cells = line.children;
    const texts = row ? this.#texts(row) : ['…', '', '', '', '', '', ''];
    for (const [index, text] of texts.entries()) {
      const cell = cells[index] as HTMLElement;
      if (columns[index]?.key === 'outcome') outcomeCell(cell, text);
      else cell.textContent = text;
    }
    line.classList.toggle('gap', row !== undefined && row.missing > 0);
    if (row?.missing) {
      cells[TITLE]?.prepend(make('span', 'tag', `${grouped(row.missing)} missing before`), ' ');
    }
    if (row?.flawed) cells[TITLE]?.prepend(make('span', 'tag flawed', 'damaged'), ' ');
  }

  /** What stands in the cells of a row. */
  #texts(row: ShownRow): string[] {
    const time = shortTime(timeText(row, this.zone));
    return [time, row.id, row.outcome, row.title, row.who, row.from, row.computer];
  }

  #printed(): HTMLElement {
    const rows: string[][] = [];
    for (let place = 0; place < Math.min(this.#count, PRINTED); place += 1) {
      const row = this.#known.get(place);
      if (!row) break;
      rows.push(this.#texts(row));
    }
    const shown = columns.map(({ key, title }, column) => ({
      key,
      title,
      cells: rows.map((texts) => texts[column] ?? ''),
    }));
    const hidden = this.element.classList;
    return printedList(
      shown.filter(({ key }) => !hidden.contains(`without-${key}`)),
      this.#count,
    );
  }

  #askFor(from: number, to: number): void {
    for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block += 1) {
      const start = block * BLOCK;
      const end = Math.min(this.#count, start + BLOCK);
      const last = end - 1;
      if (this.#asked.has(block) || (this.#known.has(start) && this.#known.has(last))) continue;
      this.#asked.add(block);
      const version = this.#version;
      void this.#host.rows(start, end).then((rows) => {
        if (version !== this.#version) return;
        this.#asked.delete(block);
        for (const [index, row] of rows.entries()) this.#known.set(start + index, row);
        if (rows.length > 0) this.#draw();
        if (this.#known.size > 20_000) this.#known.clear();
      });
    }
  }
}

/** A list shows seconds; the card has the rest. */
const shortTime = (text: string) => text.replace(/^(\d{4}-\d\d-\d\d.\d\d:\d\d:\d\d)\.\d+/, '$1');

function outcomeCell(cell: HTMLElement, outcome: string): void {
  cell.classList.toggle('success', outcome === 'success');
  cell.classList.toggle('failure', outcome === 'failure');
  cell.textContent = '';
  if (outcome) cell.append(make('span', 'hidden', outcome));
}
