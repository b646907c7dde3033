import { addKeys, showKeys } from '../keys.ts';
import type { Combobox } from './search-combobox.ts';

const LONGEST_SELECTION = 60;

/** The search box of a page. What answers it is loaded when the box is first wanted. */
class SiteSearch extends HTMLElement {
  #combobox: Promise<Combobox> | undefined;
  #before: HTMLElement | undefined;

  connectedCallback(): void {
    const input = this.querySelector('input') as HTMLInputElement;
    const help = this.querySelector<HTMLButtonElement>('button[data-keys]');
    if (help) {
      help.hidden = false;
      help.addEventListener('click', showKeys);
    }
    // A page that shows answers itself takes the form over.
    if (this.#live) {
      input.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.preventDefault();
        if (input.value === '') this.leave();
        else write(input, '');
      });
    } else {
      const wake = () => void this.#wake(input).catch(() => undefined);
      this.addEventListener('focusin', wake, { once: true });
      this.addEventListener('pointerenter', wake, { once: true });
      if (this.contains(document.activeElement)) wake();
      // A box of one line would lose the line ends of an event.
      input.addEventListener('paste', (event) => {
        const text = event.clipboardData?.getData('text/plain') ?? '';
        if (!/[\n<{]/.test(text.trim())) return;
        event.preventDefault();
        void this.#wake(input).then((combobox) => combobox.paste(text));
      });
      this.querySelector('form')?.addEventListener('submit', (event) => {
        event.preventDefault();
        this.#wake(input)
          .then((combobox) => combobox.go())
          .catch(() => location.assign(`/search/?q=${encodeURIComponent(input.value)}`));
      });
    }
    const open = (event: KeyboardEvent) => {
      event.preventDefault();
      this.#open(input, selected());
    };
    addKeys([
      { key: '/', does: 'Search; what is selected is the query', run: open },
      {
        key: [...'0123456789'],
        shown: '0 – 9',
        does: 'Search for an event id that begins so',
        run: (event) => this.#open(input, event.key),
      },
    ]);
    document.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key.toLowerCase() === 'k') open(event);
    });
  }

  get #live(): boolean {
    return this.hasAttribute('live');
  }

  /** Puts the focus back to where it was before a key opened the box. */
  leave(): void {
    const before = this.#before;
    this.#before = undefined;
    if (before?.isConnected && before !== document.body) before.focus();
    else (document.activeElement as HTMLElement | null)?.blur();
  }

  #open(input: HTMLInputElement, text: string): void {
    const active = document.activeElement as HTMLElement | null;
    if (active !== input) this.#before = active ?? undefined;
    input.focus();
    if (text !== '') write(input, text);
    if (text.length > 1 || text === '') input.select();
    if (!this.#live) void this.#wake(input).then((combobox) => combobox.show());
  }

  #wake(input: HTMLInputElement): Promise<Combobox> {
    this.#combobox ??= import('./search-combobox.ts').then(
      ({ Combobox }) => new Combobox(this, input, () => this.leave()),
    );
    return this.#combobox;
  }
}

/** Writes into the box as a reader does. */
function write(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

function selected(): string {
  const text = getSelection()?.toString().trim() ?? '';
  return text.length <= LONGEST_SELECTION ? text : '';
}

customElements.define('site-search', SiteSearch);
