import { counted } from '../catalog/grouped.ts';
import { copy } from './copy.ts';
import { narrowerThan } from './element.ts';

/** One row of the list with what it is filtered and sorted by. */
interface Row {
  element: HTMLTableRowElement;
  id: string;
  /** What it says, read when words are first typed. */
  text: string | undefined;
  /** Numbers of the facet values that it has. */
  values: ReadonlySet<number>;
}

interface Value {
  box: HTMLInputElement;
  count: HTMLElement;
  label: HTMLElement;
  number: number;
}

const PAUSE = 60;

/**
 * Makes the list of events filterable and sortable. The rows stand in the page; the address holds the filters
 * (`?q=kerberos&outcome=failure&sort=-rules`), so that a list can be sent to others.
 */
class EventList extends HTMLElement {
  readonly #facets = new Map<string, Value[]>();
  #rows: Row[] = [];
  #shown: Row[] = [];
  #sort = 'id';
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const facets = this.#part('.facets');
    let number = 0;
    for (const box of facets.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) {
      const label = box.closest('label') as HTMLElement;
      const count = label.querySelector('span') as HTMLElement;
      const values = this.#facets.get(box.name) ?? [];
      values.push({ box, count, label, number });
      this.#facets.set(box.name, values);
      number += 1;
    }
    this.#rows = [...this.querySelectorAll<HTMLTableRowElement>('tbody tr')].map((element) => ({
      element,
      id: element.querySelector('.id')?.textContent?.trim() ?? '',
      text: undefined,
      values: new Set((element.dataset['f'] ?? '').split(' ').map(Number)),
    }));
    // Below them the list would be out of sight; what is chosen stands above it, too.
    if (narrowerThan(75)) {
      for (const details of facets.querySelectorAll('details')) details.open = false;
    }
    this.#makeSortable();
    this.#readAddress();
    facets.hidden = false;
    this.#part('.list-bar').hidden = false;
    facets.addEventListener('change', () => this.#narrow());
    const input = this.#part<HTMLInputElement>('.list-bar input');
    input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#narrow(), PAUSE);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || input.value === '') return;
      event.preventDefault();
      input.value = '';
      this.#narrow();
    });
    this.#part<HTMLButtonElement>('.copy-ids').addEventListener('click', (event) => {
      const ids = this.#shown.map((row) => row.id).join(', ');
      const copied = `Copied ${counted(this.#shown.length, 'id')}`;
      copy(ids, event.currentTarget as HTMLButtonElement, copied);
    });
    addEventListener('popstate', () => {
      this.#readAddress();
      this.#narrow(false);
    });
    this.#narrow(false);
  }

  #part<T extends HTMLElement = HTMLElement>(selector: string): T {
    return this.querySelector(selector) as T;
  }

  #readAddress(): void {
    const params = new URLSearchParams(location.search);
    this.#part<HTMLInputElement>('.list-bar input').value = params.get('q') ?? '';
    for (const [name, values] of this.#facets) {
      const wanted = new Set(params.get(name)?.split(',') ?? []);
      for (const { box } of values) box.checked = wanted.has(box.value);
      const chosen = values.find(({ box }) => box.checked);
      if (chosen && !narrowerThan(75)) chosen.box.closest('details')?.setAttribute('open', '');
    }
    const sort = params.get('sort');
    if (sort && sort !== this.#sort) this.#order(sort);
  }

  #writeAddress(): void {
    const params = new URLSearchParams();
    const words = this.#part<HTMLInputElement>('.list-bar input').value.trim();
    if (words !== '') params.set('q', words);
    for (const [name, values] of this.#facets) {
      const chosen = values.filter(({ box }) => box.checked).map(({ box }) => box.value);
      if (chosen.length > 0) params.set(name, chosen.join(','));
    }
    if (this.#sort !== 'id') params.set('sort', this.#sort);
    const text = params.toString().replaceAll('%2C', ',');
    history.replaceState(null, '', text === '' ? location.pathname : `?${text}`);
  }

  /** Shows the rows that hold all words and, of each facet with a choice, one of the chosen values. */
  #narrow(write = true): void {
    const typed = this.#part<HTMLInputElement>('.list-bar input').value.toLowerCase();
    const words = typed.split(/\s+/).filter(Boolean);
    const choices = [...this.#facets.values()].map((values) => ({
      values,
      chosen: values.filter(({ box }) => box.checked).map((value) => value.number),
    }));
    const counts = new Map<number, number>();
    this.#shown = [];
    for (const row of this.#rows) {
      const fits = words.length === 0 || holds(row, words);
      const missed = choices.filter(
        ({ chosen }) => chosen.length > 0 && !chosen.some((number) => row.values.has(number)),
      );
      const shown = fits && missed.length === 0;
      if (shown) this.#shown.push(row);
      if (row.element.hidden === shown) row.element.hidden = !shown;
      if (!fits || missed.length > 1) continue;
      // A value counts the rows that choosing it in its facet would leave.
      const [only] = missed;
      for (const { number } of only ? only.values : choices.flatMap(({ values }) => values)) {
        if (row.values.has(number)) counts.set(number, (counts.get(number) ?? 0) + 1);
      }
    }
    for (const values of this.#facets.values()) {
      for (const { count, label, number } of values) {
        const found = counts.get(number) ?? 0;
        count.textContent = String(found);
        label.classList.toggle('empty', found === 0);
      }
    }
    this.#say(words.length > 0 || choices.some(({ chosen }) => chosen.length > 0));
    if (write) this.#writeAddress();
  }

  #say(narrowed: boolean): void {
    const { length } = this.#shown;
    this.#part('[role=status]').textContent = narrowed
      ? `${length} of ${this.#rows.length} events`
      : `${length} events`;
    this.#part('.copy-ids').textContent = `Copy ${length === 1 ? 'the id' : `${length} ids`}`;
    const chips = [...this.#facets.values()].flat().filter(({ box }) => box.checked);
    this.#part('.chips').replaceChildren(
      ...chips.map(({ box, label }) => {
        const chip = document.createElement('button');
        chip.type = 'button';
        const facet = box.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
        const name = label.firstElementChild?.nextSibling?.textContent?.trim() ?? box.value;
        chip.textContent = `${facet}: ${name} ✕`;
        chip.ariaLabel = `Remove ${facet}: ${name}`;
        chip.addEventListener('click', () => {
          box.checked = false;
          this.#narrow();
          this.#part('.list-bar input').focus();
        });
        return chip;
      }),
    );
    this.#part('.none').hidden = length > 0;
  }

  #makeSortable(): void {
    for (const head of this.querySelectorAll<HTMLElement>('th[data-sort]')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const { sort = 'id' } = head.dataset;
        const first = sort === 'rules' || sort === 'criticality' ? `-${sort}` : sort;
        const other = first === sort ? `-${sort}` : sort;
        this.#order(this.#sort === first ? other : first);
        this.#writeAddress();
      });
    }
    this.querySelector('th[data-sort=id]')?.setAttribute('aria-sort', 'ascending');
  }

  /** Puts the rows in order: `title`, or `-title` for the reverse. */
  #order(sort: string): void {
    const name = sort.replace(/^-/, '');
    const heads = [...this.querySelectorAll<HTMLElement>('th[data-sort]')];
    const column = heads.findIndex((head) => head.dataset['sort'] === name);
    if (column < 0) return;
    this.#sort = sort;
    const sign = sort.startsWith('-') ? -1 : 1;
    for (const head of heads) head.removeAttribute('aria-sort');
    heads[column]?.setAttribute('aria-sort', sign < 0 ? 'descending' : 'ascending');
    const keyed = this.#rows.map((row) => {
      const cell = row.element.cells[column];
      const text = (cell?.dataset['v'] ?? cell?.textContent ?? '').trim();
      return { row, text, number: Number(text === '' ? -1 : text.split(',')[0]) };
    });
    const words = new Intl.Collator('en').compare;
    keyed.sort((a, b) => {
      const order =
        Number.isNaN(a.number) || Number.isNaN(b.number)
          ? words(a.text, b.text)
          : a.number - b.number;
      return sign * order || Number(a.row.id) - Number(b.row.id);
    });
    this.#rows = keyed.map(({ row }) => row);
    this.querySelector('tbody')?.append(...this.#rows.map((row) => row.element));
  }
}

function holds(row: Row, words: readonly string[]): boolean {
  row.text ??= (row.element.textContent ?? '').toLowerCase();
  const { text } = row;
  return words.every((word) => text.includes(word));
}

customElements.define('event-list', EventList);
