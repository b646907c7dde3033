import { make } from './element.ts';

type Setting = 'none' | 'success' | 'failure' | 'both';

interface Baseline {
  title: string;
  role: string;
  settings: Record<string, Setting>;
}

const words: Record<Setting, string> = { none: 'none', success: 'S', failure: 'F', both: 'S + F' };

/** Compares the baselines that are chosen; `?b=` keeps the choice, in the order chosen. */
class PolicyBaselines extends HTMLElement {
  #all: Record<string, Baseline> = {};
  #chosen: string[] = [];

  connectedCallback(): void {
    const params = new URLSearchParams(location.search);
    const wanted = params.get('b') ?? this.dataset['first'] ?? '';
    this.#chosen = wanted.split(',').filter(Boolean);
    for (const box of this.#boxes()) {
      box.checked = this.#chosen.includes(box.value);
      box.addEventListener('change', () => {
        const others = this.#chosen.filter((id) => id !== box.value);
        this.#chosen = box.checked ? [...others, box.value] : others;
        void this.#show(true);
      });
    }
    const differ = this.querySelector<HTMLInputElement>('.differ') as HTMLInputElement;
    differ.checked = params.has('differ');
    differ.addEventListener('change', () => void this.#show(true));
    if (params.has('b') || differ.checked) void this.#show(false);
  }

  #boxes() {
    return this.querySelectorAll<HTMLInputElement>('.choose input');
  }

  async #show(write: boolean): Promise<void> {
    if (Object.keys(this.#all).length === 0) {
      const response = await fetch(this.dataset['settings'] ?? '').catch(() => undefined);
      if (!response?.ok) {
        this.#say('The settings could not be loaded. Reload the page.');
        return;
      }
      this.#all = (await response.json()) as Record<string, Baseline>;
    }
    const chosen = this.#chosen.flatMap((id) => {
      const baseline = this.#all[id];
      return baseline ? [{ id, ...baseline }] : [];
    });
    const differ = this.querySelector<HTMLInputElement>('.differ')?.checked ?? false;
    const head = this.querySelector('thead tr') as HTMLTableRowElement;
    head.replaceChildren(head.cells[0] as HTMLElement, ...chosen.map(heading));
    for (const body of this.querySelectorAll<HTMLTableSectionElement>('tbody')) {
      let left = 0;
      for (const row of body.querySelectorAll<HTMLTableRowElement>('tr[data-subcategory]')) {
        const values = chosen.map(({ settings }) => settings[row.dataset['subcategory'] ?? '']);
        row.hidden = differ && new Set(values).size < 2;
        if (!row.hidden) left += 1;
        const cells = values.map((value) =>
          make('td', '', value === undefined ? '' : words[value]),
        );
        row.replaceChildren(row.cells[0] as HTMLElement, ...cells);
      }
      const title = body.rows[0]?.cells[0];
      if (title) title.colSpan = chosen.length + 1;
      body.hidden = left === 0;
    }
    this.#say();
    if (!write) return;
    const params = new URLSearchParams();
    params.set('b', chosen.map(({ id }) => id).join(','));
    if (differ) params.set('differ', '');
    history.replaceState(
      null,
      '',
      `?${params.toString().replaceAll('%2C', ',').replace('differ=', 'differ')}`,
    );
  }

  #say(text?: string): void {
    const rows = [...this.querySelectorAll<HTMLElement>('tr[data-subcategory]')];
    const shown = rows.filter((row) => !row.hidden).length;
    const status = this.querySelector('[role=status]') as HTMLElement;
    status.textContent =
      text ??
      `${this.#chosen.length} baseline${this.#chosen.length === 1 ? '' : 's'}, ${shown} subcategor${shown === 1 ? 'y' : 'ies'}`;
  }
}

function heading({ id, title, role }: Baseline & { id: string }): HTMLTableCellElement {
  return make(
    'th',
    { scope: 'col' },
    make('a', { href: `/policy/baselines/${id}/` }, title),
    make('div', 'note', role.replaceAll('-', ' ')),
  );
}

customElements.define('policy-baselines', PolicyBaselines);
