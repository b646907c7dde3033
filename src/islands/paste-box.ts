import { handOver, PASTED } from './handed-paste.ts';

/** Takes a pasted event to the decoder. It stays in this tab: the session's storage carries it over. */
class PasteBox extends HTMLElement {
  connectedCallback(): void {
    const box = this.querySelector('textarea');
    const button = this.querySelector('button');
    if (!box || !button) return;
    const go = () => {
      if (box.value.trim() === '') {
        box.focus();
        return;
      }
      // Too long for the storage, or none: the decoder opens empty.
      handOver(box.value);
      location.assign(PASTED);
    };
    button.addEventListener('click', go);
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) go();
    });
  }
}

customElements.define('paste-box', PasteBox);
