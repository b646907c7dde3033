import { integerText } from '../catalog/integer.ts';

const ROWS = 'row-filter ~ .table tbody tr, row-filter ~ ul > li';
const PAUSE = 60;

/**
 * Narrows the rows of the table or list that follows to those that hold all the words typed; `?filter=` keeps them.
 * A number is found in any spelling: hexadecimal, decimal, negative.
 */
class RowFilter extends HTMLElement {
  #rows: { row: HTMLElement; text: string; number: string | undefined }[] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const input = this.querySelector('input') as HTMLInputElement;
    this.hidden = false;
    input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#narrow(input.value), PAUSE);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || input.value === '') return;
      event.preventDefault();
      input.value = '';
      this.#narrow('');
    });
    input.value = new URLSearchParams(location.search).get('filter') ?? '';
    if (input.value !== '') this.#narrow(input.value);
  }

  /** The rows and their texts, read when they are first needed. */
  #read() {
    this.#rows ??= [
      ...(this.parentElement?.querySelectorAll<HTMLElement>(this.dataset['rows'] ?? ROWS) ?? []),
    ].map((row) => ({
      row,
      text: (row.textContent ?? '').toLowerCase(),
      number: integerText(row.querySelector('code')?.textContent ?? ''),
    }));
    return this.#rows;
  }

  #narrow(typed: string): void {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const numbers = words.map((word) =>
      integerText(/^[0-9a-f]{8}$/.test(word) ? `0x${word}` : word),
    );
    const rows = this.#read();
    let count = 0;
    for (const { row, text, number } of rows) {
      const shown = words.every(
        (word, index) => text.includes(word) || (number !== undefined && number === numbers[index]),
      );
      if (row.hidden === shown) row.hidden = !shown;
      if (shown) count += 1;
    }
    const status = this.querySelector('[role=status]') as HTMLElement;
    status.textContent = words.length > 0 ? `${count} of ${rows.length}` : '';
    const address = new URL(location.href);
    if (words.length > 0) address.searchParams.set('filter', typed.trim());
    else address.searchParams.delete('filter');
    history.replaceState(null, '', address);
  }
}

customElements.define('row-filter', RowFilter);
