import { counted } from '../../catalog/grouped.ts';
import type { RedactKind } from '../../decode/redact/pseudonyms.ts';
import type { Client } from './client.ts';
import { eventCard } from './event-card.ts';
import { columns, EventList } from './event-list.ts';
import { FilterBar } from './filter-bar.ts';
import { KeptEvent, nameOf } from './kept-event.ts';
import { button, find, make } from '../element.ts';
import { problemNote, type ReadBytes } from './notes.ts';
import type {
  ExportKind,
  ReadState,
  ShownEvent,
  ShownProblem,
  Sort,
  ViewState,
} from './protocol.ts';
import { readTerms } from './term.ts';
import type { Zone } from './times.ts';

const PROBLEMS = 5;

/** What was decoded: one event as a card, many as a list with the card of one beside it. */
export class Results {
  readonly #client: Client;
  readonly #correlate: (event: ShownEvent) => void;
  readonly #problems = make('div', 'problems');
  readonly #detail = make('div', 'detail');
  readonly #list: EventList;
  readonly #filter: FilterBar;
  readonly #browse: HTMLElement;
  readonly #output = find('#decoded');
  readonly #remembered = { tab: 'input', what: true };
  readonly #passing = { kind: 'xml' as ExportKind, redact: new Set<RedactKind>() };
  #sort: Sort = { key: 'input', down: false };
  #view = 0;
  #shownView = -1;
  #total = 0;
  #matched = 0;
  #event: ShownEvent | undefined;
  readonly #kept: KeptEvent;
  #zone: Zone = 'utc';
  #wanted = 0;
  #autoComputer = true;

  /** @param correlate what shows an event among those it belongs with */
  constructor(client: Client, correlate: (event: ShownEvent) => void) {
    this.#client = client;
    this.#correlate = correlate;
    this.#list = new EventList({
      rows: (from, to) => client.ask({ ask: 'rows', from, to }),
      select: (row, _place, enter) => void this.#open(row.row, enter),
      sort: (sort) => {
        this.#sort = sort;
        this.#ask();
      },
    });
    this.#filter = new FilterBar(
      () => this.#ask(),
      () => client.tell({ to: 'stop' }),
      [this.#columnChoice(), button('Copy or download …', () => void this.#passOn(undefined))],
    );
    this.#kept = new KeptEvent(client, () => {
      if (this.#event) this.#draw(this.#event);
    });
    this.#output.before(this.#kept.element);
    this.#browse = make('div', 'browse', this.#filter.element, this.#list.element);
    this.#detail.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#total > 1) this.#list.element.focus();
    });
  }

  readonly #bytes: ReadBytes = (file, offset) => this.#client.ask({ ask: 'bytes', file, offset });
  readonly #note = (problem: ShownProblem) => problemNote(problem, this.#bytes);

  /** Takes away everything, before other inputs are read. */
  clear(): void {
    this.#total = 0;
    this.#matched = 0;
    this.#event = undefined;
    this.#kept.leave();
    this.#wanted += 1;
    this.#output.replaceChildren();
  }

  /** Other inputs are read: what is shown stays until the first of them is there. */
  begin(): void {
    this.#kept.leave();
    this.#shownView = -1;
    this.#total = 0;
    this.#event = undefined;
    this.#wanted += 1;
    this.#list.mark(-1);
    this.#ask();
  }

  showState(state: ReadState): void {
    this.#problems.replaceChildren(
      ...state.problems.slice(0, PROBLEMS).map(this.#note),
      ...(state.problemCount > PROBLEMS ? [this.#moreProblems(state)] : []),
    );
    const before = this.#total;
    this.#total = state.events;
    if (state.events === 0) {
      if (state.done) this.#output.replaceChildren(this.#problems);
      return;
    }
    const many = state.events > 1;
    if (!state.done && !many) return;
    this.#output.classList.toggle('many', many);
    const wanted = many
      ? [this.#problems, this.#browse, this.#detail]
      : [this.#problems, this.#detail];
    const same =
      this.#output.children.length === wanted.length &&
      wanted.every((part, index) => this.#output.children[index] === part);
    if (!same) this.#output.replaceChildren(...wanted);
    if (!many && before !== 1) void this.#open(0, false);
    if (!many && state.done) void this.#open(0, false);
  }

  showView(view: number, state: ViewState): void {
    if (view !== this.#view) return;
    const fresh = this.#shownView !== view;
    this.#shownView = view;
    if (fresh) this.#list.toTop();
    this.#matched = state.matched;
    // Rows come in order as they are found; sorting puts others in their places.
    const sorted = state.done && (this.#sort.key !== 'input' || this.#sort.down);
    this.#filter.show(state, this.#total);
    if (this.#autoComputer) this.#list.hide('computer', state.computers.length < 2);
    this.#list.show(state.matched, fresh || sorted);
    if (state.matched > 0 && this.#total > 1 && this.#list.selected < 0 && !this.#event) {
      this.#list.choose(0, false);
    }
    if ((fresh || sorted) && this.#event) {
      void this.#client
        .ask({ ask: 'place', row: this.#event.row })
        .then((place) => this.#list.mark(place));
    }
  }

  setZone(zone: Zone): void {
    this.#zone = zone;
    this.#list.zone = zone;
    this.#list.redraw();
    if (this.#event) this.#draw(this.#event);
  }

  setFilter(text: string): void {
    this.#filter.set(readTerms(text));
  }

  #ask(): void {
    this.#view += 1;
    this.#client.tell({
      to: 'view',
      view: this.#view,
      terms: this.#filter.terms,
      sort: this.#sort,
    });
  }

  async #open(row: number, enter: boolean): Promise<void> {
    this.#wanted += 1;
    const own = this.#wanted;
    const event = await this.#client.ask({ ask: 'event', row }).catch((error: unknown) => {
      if (own === this.#wanted) {
        this.#detail.replaceChildren(
          make('p', 'callout', error instanceof Error ? error.message : String(error)),
        );
      }
      return undefined;
    });
    if (!event || own !== this.#wanted) return;
    this.#event = event;
    this.#draw(event);
    if (enter) this.#detail.querySelector('h2')?.focus();
  }

  #draw(event: ShownEvent): void {
    const list = this.#total > 1;
    this.#detail.replaceChildren(
      eventCard(event, {
        zone: this.#zone,
        remembered: this.#remembered,
        bytes: this.#bytes,
        ...(list ? { filter: (term) => this.#filter.add(term) } : {}),
        actions: [
          button('Copy, redact or share …', () => void this.#passOn(event)),
          this.#compareButton(event),
          list
            ? button('What belongs with it, in a new tab', () => this.#correlate(event))
            : undefined,
        ].filter((action) => action !== undefined),
      }),
    );
  }

  #compareButton(event: ShownEvent): HTMLElement | undefined {
    const kept = this.#kept.event;
    if (!kept) return button('Compare …', () => void this.#keep(event));
    if (this.#kept.is(event)) return undefined;
    return button(`Compare with ${nameOf(kept)}`, () => void this.#compare(kept, event));
  }

  async #keep(event: ShownEvent): Promise<void> {
    await this.#kept.keep(event);
    // Of two there is only one other.
    if (this.#total === 2) {
      const row = event.row === 0 ? 1 : 0;
      await this.#compare(event, await this.#client.ask({ ask: 'event', row }));
    } else if (this.#event) this.#draw(this.#event);
  }

  async #compare(one: ShownEvent, other: ShownEvent): Promise<void> {
    const [rows, { compareView }] = await Promise.all([
      this.#client.ask({ ask: 'compare', row: other.row }),
      import('./compare-view.ts'),
    ]);
    this.#detail.replaceChildren(
      compareView(rows, [`${nameOf(one)} (kept)`, nameOf(other)], () => this.#kept.forget()),
    );
    this.#detail.querySelector('h2')?.focus();
  }

  /** Offers the shown event to copy, redact or share. */
  passOn(): void {
    if (this.#event) void this.#passOn(this.#event);
  }

  async #passOn(event: ShownEvent | undefined): Promise<void> {
    const { openPassOn } = await import('./pass-on.ts');
    openPassOn({
      client: this.#client,
      event,
      matched: this.#total > 1 ? this.#matched : 1,
      filter: this.#filter.text,
      remembered: this.#passing,
    });
  }

  #moreProblems({ problems, problemCount }: ReadState): HTMLElement {
    const more = button(
      `${counted(problemCount - PROBLEMS, 'place')} more`,
      () => {
        more.replaceWith(...problems.slice(PROBLEMS).map(this.#note));
      },
      'quiet',
    );
    return more;
  }

  #columnChoice(): HTMLElement {
    const boxes = columns.map(({ key, title }) => {
      const box = make('input', '');
      box.type = 'checkbox';
      box.checked = true;
      box.addEventListener('change', () => {
        if (key === 'computer') this.#autoComputer = false;
        this.#list.element.classList.add('wide');
        this.#list.hide(key, !box.checked);
      });
      return make('label', 'check', box, ` ${title}`);
    });
    return make(
      'details',
      'column-choice',
      make('summary', '', 'Columns'),
      make('div', '', ...boxes),
    );
  }
}
