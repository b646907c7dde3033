import { grouped } from '../../catalog/grouped.ts';
import { find, make } from '../element.ts';
import type { ChainRow, ShownNoise, ShownRule } from './protocol.ts';
import { statusWords } from './chain-words.ts';

type Facet = 'rule' | 'computer' | 'account' | 'type' | 'status';

const FACETS: readonly { id: Facet; label: string; all: string }[] = [
  { id: 'rule', label: 'Rule', all: 'All rules' },
  { id: 'computer', label: 'Computer', all: 'All computers' },
  { id: 'account', label: 'Account', all: 'All accounts' },
  { id: 'type', label: 'Logon type', all: 'All types' },
  { id: 'status', label: 'Status', all: 'Any status' },
];

/** Rows between two places where the work may rest. */
const STEP = 2_000;

/** What was let through, and what was not. */
export interface Filtered {
  rows: ChainRow[];
  hidden: number;
}

/** The boxes above the picture: by rule, computer, account, type and status, and which kinds of noise are hidden. */
export class Filters {
  #root: HTMLElement;
  #selects = new Map<Facet, HTMLSelectElement>();
  #noise = new Map<string, HTMLInputElement>();
  #rules: readonly ShownRule[] = [];
  #kinds: readonly ShownNoise[] = [];
  #onChange: () => void;

  constructor(root: HTMLElement, onChange: () => void) {
    this.#root = root;
    this.#onChange = onChange;
    const boxes = FACETS.map(({ id, label }) => {
      const select = make('select', { id: `filter-${id}` });
      select.addEventListener('change', onChange);
      this.#selects.set(id, select);
      const name = make('label', { for: select.id }, label);
      return make('div', { class: 'filter' }, name, select);
    });
    find('.facets', root).prepend(...boxes);
    find<HTMLButtonElement>('#filter-clear', root).addEventListener('click', () => this.clear());
  }

  setNames(rules: readonly ShownRule[], kinds: readonly ShownNoise[]): void {
    this.#rules = rules;
    this.#kinds = kinds;
    const list = find('.noise-kinds', this.#root);
    list.replaceChildren(
      ...kinds.map((kind) => {
        const box = make('input', { type: 'checkbox', checked: true });
        box.addEventListener('change', this.#onChange);
        this.#noise.set(kind.id, box);
        const words = make(
          'span',
          {},
          kind.title,
          ' ',
          make('span', { class: 'number', 'data-noise': kind.id }),
        );
        return make('label', { title: kind.means }, box, words);
      }),
    );
  }

  /** Fills the boxes with what is in the chains, each with its number; what was chosen stays where it still can; yields
   * where it may rest. */
  *fill(rows: readonly ChainRow[]): Generator<undefined, void> {
    for (const { id, all } of FACETS) {
      yield;
      const select = this.#selects.get(id) as HTMLSelectElement;
      const chosen = select.value;
      const numbers = new Map<string, { number: number; row: ChainRow }>();
      for (const row of rows) {
        const value = valueOf(row, id);
        if (value === undefined) continue;
        const found = numbers.get(value);
        if (found) found.number += 1;
        else numbers.set(value, { number: 1, row });
      }
      const values = [...numbers].sort(
        ([a, one], [b, other]) => other.number - one.number || (a < b ? -1 : 1),
      );
      if (id === 'rule') values.sort(([a], [b]) => this.#orderOf(a) - this.#orderOf(b));
      const options = values.slice(0, 500).map(([value, { number, row }]) => {
        const words = `${this.#nameOf(id, value, row)} (${grouped(number)})`;
        return make('option', { value }, words);
      });
      select.replaceChildren(make('option', { value: '' }, all), ...options);
      select.value = numbers.has(chosen) ? chosen : '';
      (select.parentElement as HTMLElement).hidden = values.length < 2 && select.value === '';
    }
    const noisy = new Map<string, number>();
    for (const row of rows) {
      for (const kind of row.noise) noisy.set(kind, (noisy.get(kind) ?? 0) + 1);
    }
    for (const kind of this.#kinds) {
      const number = noisy.get(kind.id) ?? 0;
      const words = find(`[data-noise="${kind.id}"]`, this.#root);
      words.textContent = grouped(number);
      (words.closest('label') as HTMLElement).hidden = number === 0;
    }
  }

  /** The chains that the boxes let through, what hangs below hidden noise left out as well; yields where it may rest. */
  *apply(rows: readonly ChainRow[]): Generator<undefined, Filtered> {
    const off = new Set([...this.#noise].filter(([, box]) => box.checked).map(([id]) => id));
    const byId = new Map(rows.map((row) => [row.id, row]));
    yield;
    const known = new Map<string, boolean>();
    // A log may nest as deep as it is long: no call within a call.
    const isNoise = (row: ChainRow): boolean => {
      const path: ChainRow[] = [];
      let found = false;
      let at: ChainRow | undefined = row;
      for (; at && !known.has(at.id) && !found; at = byId.get(at.parent ?? '')) {
        path.push(at);
        known.set(at.id, false);
        found = at.noise.some((kind) => off.has(kind));
      }
      if (!found && at) found = known.get(at.id) ?? false;
      for (const one of path) known.set(one.id, found);
      return found;
    };
    const chosen = FACETS.flatMap(({ id }) => {
      const value = this.#selects.get(id)?.value;
      return value ? [[id, value] as const] : [];
    });
    let hidden = 0;
    const left: ChainRow[] = [];
    for (const [at, row] of rows.entries()) {
      if (at % STEP === STEP - 1) yield;
      if (isNoise(row)) hidden += 1;
      else if (chosen.every(([id, value]) => valueOf(row, id) === value)) left.push(row);
    }
    find<HTMLButtonElement>('#filter-clear', this.#root).hidden = chosen.length === 0;
    return { rows: left, hidden };
  }

  get rule(): string {
    return this.#selects.get('rule')?.value ?? '';
  }

  setRule(rule: string): void {
    const select = this.#selects.get('rule') as HTMLSelectElement;
    select.value = [...select.options].some((option) => option.value === rule) ? rule : '';
  }

  /** Takes all filters away; what is hidden as noise stays hidden. */
  clear(): void {
    for (const select of this.#selects.values()) select.value = '';
    this.#onChange();
  }

  /** Shows a chain that is hidden as noise: its kinds are switched off. */
  reveal(row: ChainRow): void {
    for (const kind of row.noise) {
      const box = this.#noise.get(kind);
      if (box) box.checked = false;
    }
    this.clear();
  }

  #orderOf(rule: string): number {
    return this.#rules.findIndex(({ id }) => id === rule);
  }

  #nameOf(facet: Facet, value: string, row: ChainRow): string {
    if (facet === 'rule') return this.#rules.find(({ id }) => id === value)?.title ?? value;
    if (facet === 'type') return `${value} ${row.type?.name ?? ''}`.trim();
    if (facet === 'status') return statusWords(row.status);
    return value;
  }
}

function valueOf(row: ChainRow, facet: Facet): string | undefined {
  return facet === 'type' ? row.type?.value : row[facet] || undefined;
}
