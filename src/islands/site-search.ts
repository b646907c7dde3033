import type { Answer } from '../catalog/lookup.ts';
import { answerLink } from './answer-link.ts';
import { answersFor, loadIndex } from './lookup-data.ts';

/** The search box: answers below it as one types, Enter goes to the first that is exact. */
class SiteSearch extends HTMLElement {
  #answers: Answer[] = [];
  #at = -1;
  #run = 0;

  connectedCallback(): void {
    const { input, form } = this.#parts();
    input.addEventListener('focus', () => void loadIndex().catch(() => undefined), { once: true });
    input.addEventListener('input', () => void this.#update());
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('blur', () => setTimeout(() => this.#close(), 150));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#go();
    });
    document.addEventListener('keydown', (event) => this.#shortcut(event));
  }

  #parts() {
    return {
      input: this.querySelector('input') as HTMLInputElement,
      form: this.querySelector('form') as HTMLFormElement,
      list: this.querySelector('.answers') as HTMLElement,
      status: this.querySelector('[role=status]') as HTMLElement,
    };
  }

  #shortcut(event: KeyboardEvent): void {
    const { input } = this.#parts();
    const target = event.target as HTMLElement;
    const typing = target.matches('input, textarea, select, [contenteditable]');
    const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
    if (
      !command &&
      (typing || event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey)
    ) {
      return;
    }
    event.preventDefault();
    input.focus();
    input.select();
  }

  async #update(): Promise<void> {
    const { input, list, status } = this.#parts();
    this.#run += 1;
    const run = this.#run;
    const query = input.value;
    const found = query.trim() === '' ? undefined : await answersFor(query).catch(() => undefined);
    if (run !== this.#run) return;
    this.#answers = found ? [...found.answers, ...found.near] : [];
    this.#at = -1;
    const words = { kind: 'event', name: `Search all text for “${query.trim()}”` } as const;
    if (query.trim() !== '') {
      this.#answers.push({
        ...words,
        title: words.name,
        url: `/search/?q=${encodeURIComponent(query.trim())}`,
        detail: 'full text',
        exact: false,
      });
    }
    list.replaceChildren(
      ...this.#answers.map((answer, index) => {
        const link = answerLink(answer);
        link.id = `answer-${index}`;
        link.role = 'option';
        link.tabIndex = -1;
        link.ariaSelected = 'false';
        return link;
      }),
    );
    list.hidden = this.#answers.length === 0;
    input.ariaExpanded = String(!list.hidden);
    input.removeAttribute('aria-activedescendant');
    const count = found?.answers.length ?? 0;
    status.textContent = query.trim() === '' ? '' : `${count} answer${count === 1 ? '' : 's'}`;
  }

  #key(event: KeyboardEvent): void {
    const { input, list } = this.#parts();
    if (event.key === 'Escape') {
      if (!list.hidden) event.preventDefault();
      this.#close();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (list.hidden) return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const size = this.#answers.length;
    this.#at = (this.#at + step + size + (this.#at < 0 && step < 0 ? 1 : 0)) % size;
    for (const [index, option] of [...list.children].entries()) {
      option.ariaSelected = String(index === this.#at);
      if (index === this.#at) option.scrollIntoView({ block: 'nearest' });
    }
    input.setAttribute('aria-activedescendant', `answer-${this.#at}`);
  }

  async #go(): Promise<void> {
    const { input } = this.#parts();
    const query = input.value.trim();
    if (query === '') return;
    const chosen = this.#answers[this.#at];
    if (chosen) {
      location.assign(chosen.url);
      return;
    }
    const found = await answersFor(query).catch(() => undefined);
    const several = /[\s,;|]/.test(query);
    const exact = several ? undefined : found?.answers.find((answer) => answer.exact);
    location.assign(exact?.url ?? `/search/?q=${encodeURIComponent(query)}`);
  }

  #close(): void {
    const { input, list } = this.#parts();
    list.hidden = true;
    input.ariaExpanded = 'false';
    input.removeAttribute('aria-activedescendant');
  }
}

customElements.define('site-search', SiteSearch);
