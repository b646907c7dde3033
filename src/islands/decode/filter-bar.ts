import { counted, grouped } from '../../catalog/grouped.ts';
import { button, make } from '../element.ts';
import type { ViewState } from './protocol.ts';
import { readTerms, sameTerm, writeTerm, type Term } from './term.ts';

const DELAY = 120;
const FEW = 12;
const PATIENCE = 500;
const MISSING = 'Events before which records are missing, by the numbers of the log';

/** What is filtered: typed conditions, chips to take them back, and counts by id to add some. */
export class FilterBar {
  readonly element = make('div', 'filter-bar');
  readonly #input = make('input', '');
  readonly #chips = make('div', 'chips');
  readonly #facets = make('div', 'facets');
  readonly #status = make('span', 'matched');
  readonly #changed: (terms: Term[]) => void;
  #terms: Term[] = [];
  #typed: Term[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #all = false;
  #drawn = 0;
  #state: ViewState | undefined;

  readonly #progress = make('progress', '');
  readonly #stop: HTMLButtonElement;

  /** @param stop leaves the events that were not looked at */
  constructor(changed: (terms: Term[]) => void, stop: () => void, extra: HTMLElement[]) {
    this.#stop = button('Stop', stop, { 'aria-label': 'Stop filtering and sorting' });
    this.#progress.setAttribute('aria-label', 'Filtered');
    this.#busy(false);
    this.#changed = changed;
    this.#input.type = 'search';
    this.#input.placeholder = '4624, LogonType=3, -who:SYSTEM, any text';
    this.#input.setAttribute('aria-label', 'Filter events: id, field=value, outcome:failure, text');
    this.#input.spellcheck = false;
    this.#input.autocomplete = 'off';
    this.#input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#type(), DELAY);
    });
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && this.#input.value.trim() !== '') {
        event.preventDefault();
        this.#type();
        this.#keepTyped();
      }
    });
    this.#status.setAttribute('role', 'status');
    this.#chips.setAttribute('aria-label', 'Conditions');
    this.#chips.setAttribute('role', 'group');
    this.#facets.setAttribute('aria-label', 'Events by id');
    this.#facets.setAttribute('role', 'group');
    this.element.append(
      make('div', 'filter-line', this.#input, this.#status),
      make('div', 'filter-line tools', ...extra, this.#progress, this.#stop),
      this.#chips,
      this.#facets,
    );
  }

  get terms(): Term[] {
    return [...this.#terms, ...this.#typed];
  }

  /** The conditions as they would be typed. */
  get text(): string {
    return this.terms.map(writeTerm).join(' ');
  }

  set(terms: Term[]): void {
    this.#terms = terms;
    this.#typed = [];
    this.#input.value = '';
    this.#tell();
  }

  /** Adds a condition, or takes it back where it stands already. */
  toggle(term: Term): void {
    const old = this.#terms.find((one) => sameTerm(one, term));
    const others = this.#terms.filter((one) => one !== old);
    this.#terms = old && old.not === term.not ? others : [...others, term];
    this.#tell();
  }

  /** As `toggle`, but a condition that stands already stays. */
  add(term: Term): void {
    if (!this.#terms.some((one) => sameTerm(one, term) && one.not === term.not)) this.toggle(term);
  }

  focus(): void {
    this.#input.focus();
  }

  show(state: ViewState, total: number): void {
    this.#state = state;
    const isFiltered = this.terms.length > 0;
    const left = (isFiltered ? state.of - state.scanned : 0) + state.unsorted;
    this.#progress.max = Math.max(1, (isFiltered ? state.of : 0) + state.matched);
    this.#progress.value = this.#progress.max - left;
    this.#busy(!state.done && left > 0);
    const all = counted(total, 'event');
    this.#status.textContent =
      (isFiltered ? `${grouped(state.matched)} of ${grouped(total)}` : all) +
      restWords(state, isFiltered);
    // Counts that change many times a second cannot be read, and cost frames.
    if (!state.done && performance.now() - this.#drawn < PATIENCE) return;
    this.#drawn = performance.now();
    this.#drawFacets();
  }

  #busy(busy: boolean): void {
    this.#progress.hidden = !busy;
    this.#stop.hidden = !busy;
  }

  #type(): void {
    this.#typed = readTerms(this.#input.value);
    this.#changed(this.terms);
  }

  #keepTyped(): void {
    this.#terms = this.terms;
    this.#typed = [];
    this.#input.value = '';
    this.#drawChips();
  }

  #tell(): void {
    this.#drawChips();
    this.#changed(this.terms);
  }

  #drawChips(): void {
    const chips = this.#terms.map((term) => {
      const text = `${term.not ? '¬ ' : ''}${writeTerm({ ...term, not: undefined as never })}`;
      return button(`${text} ✕`, () => this.toggle(term), {
        class: `chip ${term.not ? 'not' : ''}`,
        'aria-label': `Remove the condition ${writeTerm(term)}`,
      });
    });
    const clear = chips.length > 1 ? [button('Remove all', () => this.set([]), 'quiet')] : [];
    this.#chips.replaceChildren(...chips, ...clear);
  }

  #drawFacets(): void {
    const state = this.#state;
    if (!state) return;
    const ids = this.#all ? state.ids : state.ids.slice(0, FEW);
    // What has the focus must not be taken away while counts come in.
    const focus = (document.activeElement as HTMLElement | null)?.dataset['facet'];
    const facets = [
      ...ids.map(({ id, title, count: of }) =>
        this.#facet({ kind: 'id', value: id }, id, title, of),
      ),
      ...(state.outcomes.length > 1
        ? state.outcomes.map(({ outcome, count: of }) =>
            this.#facet({ kind: 'outcome', value: outcome }, outcome, '', of),
          )
        : []),
      ...(state.computers.length > 1
        ? state.computers
            .slice(0, 5)
            .map(({ computer, count: of }) =>
              this.#facet({ kind: 'computer', value: computer }, computer, '', of),
            )
        : []),
      ...(state.gaps > 0
        ? [this.#facet({ kind: 'is', value: 'gap' }, 'gaps', MISSING, state.gaps)]
        : []),
      ...(state.flawed > 0
        ? [this.#facet({ kind: 'is', value: 'damaged' }, 'damaged', '', state.flawed)]
        : []),
    ];
    if (state.ids.length > FEW) {
      facets.push(
        button(
          this.#all ? 'Fewer ids' : counted(state.ids.length - FEW, 'more id'),
          () => {
            this.#all = !this.#all;
            this.#drawFacets();
          },
          'quiet',
        ),
      );
    }
    this.#facets.replaceChildren(...facets);
    if (focus) {
      this.#facets.querySelector<HTMLElement>(`[data-facet="${CSS.escape(focus)}"]`)?.focus();
    }
  }

  #facet(term: Term, text: string, title: string, of: number): HTMLElement {
    const pressed = this.#terms.find((one) => sameTerm(one, term));
    const only = button(make('span', '', make('span', 'id', text), ` ${grouped(of)}`), () =>
      this.toggle(term),
    );
    only.title = title;
    only.dataset['facet'] = writeTerm(term);
    only.setAttribute('aria-pressed', String(pressed !== undefined && !pressed.not));
    const without = button('¬', () => this.toggle({ ...term, not: true }), {
      class: 'without',
      'aria-label': `¬ without ${text}`,
    });
    without.dataset['facet'] = `-${writeTerm(term)}`;
    without.setAttribute('aria-pressed', String(pressed?.not === true));
    return make('span', 'facet', only, without);
  }
}

/** What was not looked at yet, or will not be. */
function restWords(
  { of, scanned, unsorted, stopped, done }: ViewState,
  isFiltered: boolean,
): string {
  const unseen = of - scanned;
  if (stopped) {
    const words = [
      ...(unseen > 0 ? [`${grouped(unseen)} not looked at`] : []),
      ...(unsorted > 0 ? ['not sorted'] : []),
    ];
    return `, stopped: ${words.join(', ')}`;
  }
  if (unseen > 0 && isFiltered) return `, ${grouped(unseen)} to look at`;
  return unsorted > 0 && !done ? `, ${grouped(unsorted)} to sort` : '';
}
