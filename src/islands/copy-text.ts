import { copy } from './copy.ts';

/** Copies the text that it holds. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button') as HTMLButtonElement;
    button.hidden = false;
    button.addEventListener('click', () =>
      copy(this.querySelector('pre')?.textContent ?? '', button),
    );
  }
}

customElements.define('copy-text', CopyText);
