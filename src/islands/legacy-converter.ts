import { counted } from '../catalog/grouped.ts';
import {
  convertLegacy,
  legacyCsv,
  legacyRows,
  relation,
  type ConvertedPart,
  type LegacyMap,
} from '../catalog/convert-legacy.ts';
import { copy } from './copy.ts';
import { make } from './element.ts';

const PAUSE = 120;

/** Puts the ids of today into a pasted text and shows what each legacy id became. */
class LegacyConverter extends HTMLElement {
  #map: Promise<LegacyMap> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #csv = '';
  #text = '';

  connectedCallback(): void {
    const area = this.#part<HTMLTextAreaElement>('textarea');
    const every = this.#part<HTMLInputElement>('.every');
    const update = () => void this.#update(area.value, every.checked);
    area.addEventListener('focus', () => void this.#load().catch(() => undefined), { once: true });
    area.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(update, PAUSE);
    });
    every.addEventListener('change', update);
    this.#part('.example').addEventListener('click', () => {
      area.value = this.dataset['example'] ?? '';
      update();
    });
    this.#part('.clear').addEventListener('click', () => {
      area.value = '';
      area.focus();
      update();
    });
    this.#copies('.copy-text', () => this.#text);
    this.#copies('.copy-csv', () => this.#csv);
    if (area.value !== '') update();
  }

  #part<T extends HTMLElement = HTMLElement>(selector: string): T {
    return this.querySelector(selector) as T;
  }

  #copies(selector: string, text: () => string): void {
    const button = this.#part(selector);
    button.addEventListener('click', () => copy(text(), button));
  }

  #load(): Promise<LegacyMap> {
    this.#map ??= fetch(this.dataset['map'] ?? '').then((response) => {
      if (!response.ok) throw new Error(String(response.status));
      return response.json() as Promise<LegacyMap>;
    });
    this.#map.catch(() => (this.#map = undefined));
    return this.#map;
  }

  async #update(text: string, every: boolean): Promise<void> {
    const status = this.#part('.said');
    const result = this.#part('.result');
    if (text.trim() === '') {
      result.hidden = true;
      status.textContent = '';
      return;
    }
    let map: LegacyMap;
    try {
      map = await this.#load();
    } catch {
      status.textContent = 'The table of ids could not be loaded. Reload the page.';
      return;
    }
    const parts = convertLegacy(text, map, every);
    const rows = legacyRows(parts, map);
    this.#text = parts.map((part) => part.to).join('');
    this.#csv = legacyCsv(rows, map);
    status.textContent = said(parts, rows);
    result.hidden = rows.length === 0 && !parts.some((part) => part.kind === 'left');
    this.#part('pre').replaceChildren(...parts.map(marked));
    this.#part('tbody').replaceChildren(...rows.map((row) => this.#row(row, map)));
    const link = this.#part<HTMLAnchorElement>('a.csv');
    link.download = 'legacy-event-ids.csv';
    link.href = `data:text/csv;charset=utf-8,${encodeURIComponent(this.#csv)}`;
  }

  #row(row: LegacyMap[number], map: LegacyMap): HTMLTableRowElement {
    const [id, title, successors] = row;
    const base = location.pathname.replace(/legacy\/.*/, '');
    const today = successors.map(([next, name, basis]) =>
      make(
        'div',
        '',
        idLink(`${base}${next}/`, next),
        ` ${name}`,
        basis === 'derived' && ' ',
        basis === 'derived' && make('span', 'unsure', 'derived'),
      ),
    );
    return make(
      'tr',
      '',
      make('th', { scope: 'row' }, idLink(`${base}legacy/${id}/`, id)),
      make('td', '', title),
      make('td', '', ...(today.length > 0 ? today : ['no successor is known'])),
      make('td', { 'data-in': 'Relation' }, successors.length > 0 && relation(row, map)),
    );
  }
}

const idLink = (href: string, id: number) => make('a', { href, class: 'id' }, String(id));

function marked(part: ConvertedPart): Node | string {
  if (part.kind === 'text') return part.to;
  if (part.kind === 'converted')
    return make('mark', part.kind, make('del', '', part.from), make('ins', '', part.to));
  const why = part.kind === 'left' ? ` left: ${part.why}` : ' no successor known';
  return make('mark', part.kind, part.to, make('small', '', why));
}

function said(parts: readonly ConvertedPart[], rows: LegacyMap): string {
  const count = (kind: ConvertedPart['kind']) => parts.filter((part) => part.kind === kind).length;
  const [changed, unmapped, left] = [count('converted'), count('unmapped'), count('left')];
  if (changed + unmapped + left === 0) return 'No legacy event id was found in the text.';
  const pieces = [
    `${counted(changed, 'place')} changed, ${counted(rows.length, 'legacy id')}`,
    unmapped > 0 ? `${unmapped} without a successor ${unmapped === 1 ? 'stays' : 'stay'}` : '',
    left > 0 ? `${counted(left, 'number')} left, since no id is expected there` : '',
  ];
  return `${pieces.filter(Boolean).join('; ')}.`;
}

customElements.define('legacy-converter', LegacyConverter);
