import { counted } from '../catalog/grouped.ts';
import {
  convertLegacy,
  legacyCsv,
  legacyRows,
  relation,
  type ConvertedPart,
  type LegacyMap,
} from '../catalog/convert-legacy.ts';

const PAUSE = 120;

/** Puts the ids of today into a pasted text and shows what each legacy id became. */
class LegacyConverter extends HTMLElement {
  #map: Promise<LegacyMap> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #csv = '';
  #text = '';

  connectedCallback(): void {
    this.hidden = false;
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
    const button = this.#part<HTMLButtonElement>(selector);
    const label = button.textContent;
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(text()).then(
        () => (button.textContent = 'Copied'),
        () => (button.textContent = 'The browser does not allow copying'),
      );
      setTimeout(() => (button.textContent = label), 2000);
    });
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
    const made = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.append(link(`${base}legacy/${id}/`, String(id)));
    made.append(head);
    made.insertCell().textContent = title;
    const today = made.insertCell();
    if (successors.length === 0) today.textContent = 'no successor is known';
    for (const [next, name, basis] of successors) {
      const line = document.createElement('div');
      line.append(link(`${base}${next}/`, String(next)), ` ${name}`);
      if (basis === 'derived') {
        const unsure = document.createElement('span');
        unsure.className = 'unsure';
        unsure.textContent = 'derived';
        line.append(' ', unsure);
      }
      today.append(line);
    }
    made.insertCell().textContent = relation(row, map);
    return made;
  }
}

function link(href: string, text: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.href = href;
  made.className = 'id';
  made.textContent = text;
  return made;
}

function marked(part: ConvertedPart): Node {
  if (part.kind === 'text') return document.createTextNode(part.to);
  const mark = document.createElement('mark');
  mark.className = part.kind;
  if (part.kind === 'converted') {
    const old = document.createElement('del');
    old.textContent = part.from;
    const now = document.createElement('ins');
    now.textContent = part.to;
    mark.append(old, now);
    return mark;
  }
  mark.textContent = part.to;
  const why = document.createElement('small');
  why.textContent = part.kind === 'left' ? ` left: ${part.why}` : ' no successor known';
  mark.append(why);
  return mark;
}

function said(parts: readonly ConvertedPart[], rows: LegacyMap): string {
  const count = (kind: ConvertedPart['kind']) => parts.filter((part) => part.kind === kind).length;
  const [changed, unmapped, left] = [count('converted'), count('unmapped'), count('left')];
  if (changed + unmapped + left === 0) return 'No legacy event id was found in the text.';
  const pieces = [
    `${counted(changed, 'place')} changed, ${counted(rows.length, 'legacy id')}`,
    unmapped > 0 ? `${unmapped} without a successor stay` : '',
    left > 0 ? `${counted(left, 'number')} left, since no id is expected there` : '',
  ];
  return `${pieces.filter(Boolean).join('; ')}.`;
}

customElements.define('legacy-converter', LegacyConverter);
