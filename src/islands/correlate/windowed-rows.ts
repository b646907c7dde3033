import { PRINTED, RowWindow } from '../row-window.ts';

/** A long list of rows of one height, of which only those in view are in the page. */
export interface WindowedRows {
  /** Shows other rows. */
  show(count: number): void;
  /** Makes the row of this index current, and brings it into view. */
  setCurrent(index: number, focus: boolean): void;
  readonly current: number;
  refresh(): void;
}

export interface WindowedOptions {
  /** Box that scrolls. */
  box: HTMLElement;
  /** Element that holds the rows: a `tbody` or a list. */
  body: HTMLElement;
  /** Makes a row. The list adds `tabindex` and places it. */
  row(index: number, current: boolean): HTMLElement;
  /** An empty element that takes up the room of rows that are out of view. */
  spacer(): HTMLElement;
  /** A row got the focus or was clicked. */
  onCurrent(index: number): void;
  /** A key that moves no row. @returns whether it was used */
  onKey?(event: KeyboardEvent, index: number): boolean;
}

/** Keeps rows in view, moves among them by key (arrows, Home, End, Page keys, j, k), and tells which is current. */
export function windowedRows(options: WindowedOptions): WindowedRows {
  const { box, body } = options;
  const sight = new RowWindow(box, schedule);
  sight.measureRows();
  let count = 0;
  let current = 0;
  let pending = false;
  let paper = false;
  let drawn: HTMLElement[] = [];
  const before = options.spacer();
  const after = options.spacer();
  body.replaceChildren(before, after);

  function render(): void {
    pending = false;
    const focused = body.contains(document.activeElement);
    const { from, to } = paper ? { from: 0, to: Math.min(count, PRINTED) } : sight.range();
    const above = paper ? 0 : Math.max(0, sight.topOf(from));
    const below = Math.max(0, sight.height - above - (to - from) * sight.rowHeight);
    before.style.blockSize = `${above}px`;
    after.style.blockSize = `${below}px`;
    before.hidden = above === 0;
    after.hidden = below === 0;
    const rows: HTMLElement[] = [];
    for (let index = from; index < to; index += 1) {
      const row = options.row(index, index === current);
      row.tabIndex = index === current ? 0 : -1;
      row.dataset['index'] = String(index);
      rows.push(row);
    }
    // Others go when these are there: in between the box would be too low for where it is scrolled to.
    before.after(...rows);
    for (const row of drawn) row.remove();
    drawn = rows;
    // Someone who tabs into a list whose current row is out of view still has to land on a row.
    if (rows.length > 0 && (current < from || current >= to)) (rows[0] as HTMLElement).tabIndex = 0;
    if (focused) rowOf(current)?.focus({ preventScroll: true });
  }

  function schedule(): void {
    if (pending) return;
    pending = true;
    requestAnimationFrame(render);
  }

  function print(onPaper: boolean): void {
    paper = onPaper;
    render();
  }

  addEventListener('beforeprint', () => print(true));
  addEventListener('afterprint', () => print(false));

  const rowOf = (index: number) => body.querySelector<HTMLElement>(`[data-index="${index}"]`);

  function setCurrent(index: number, focus: boolean): void {
    if (index < 0 || index >= count) return;
    current = index;
    sight.headHeight = body.offsetTop;
    sight.bringIntoSight(index);
    render();
    if (focus) rowOf(index)?.focus({ preventScroll: true });
  }

  function go(index: number): void {
    const to = Math.min(Math.max(index, 0), count - 1);
    setCurrent(to, true);
    options.onCurrent(to);
  }

  body.addEventListener('click', (event) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-index]');
    if (row && !(event.target as Element).closest('a, button')) go(Number(row.dataset['index']));
  });
  body.addEventListener('keydown', (event) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-index]');
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = Number(row.dataset['index']);
    const page = Math.max(1, sight.inSight - 1);
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      j: index + 1,
      k: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: count - 1,
    };
    const to = moves[event.key];
    if (to === undefined && !options.onKey?.(event, index)) return;
    event.preventDefault();
    if (to !== undefined) go(to);
  });
  body.addEventListener('focusin', (event) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-index]');
    const index = Number(row?.dataset['index']);
    if (row && index !== current) {
      setCurrent(index, true);
      options.onCurrent(index);
    }
  });

  return {
    show(rows) {
      count = rows;
      if (current >= count) current = 0;
      sight.count = rows;
      sight.headHeight = body.offsetTop;
      sight.toTop();
      render();
    },
    setCurrent,
    get current() {
      return current;
    },
    refresh: schedule,
  };
}
