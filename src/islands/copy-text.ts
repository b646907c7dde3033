const SAID = 2000;

/** Copies the text that it holds. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button') as HTMLButtonElement;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(this.querySelector('pre')?.textContent ?? '').then(
        () => (button.textContent = 'Copied'),
        () => (button.textContent = 'The browser does not allow copying'),
      );
      setTimeout(() => (button.textContent = label), SAID);
    });
  }
}

customElements.define('copy-text', CopyText);
