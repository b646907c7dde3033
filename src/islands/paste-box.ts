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
      try {
        sessionStorage.setItem('audit-atlas:paste', box.value);
      } catch {
        // Too long for the storage, or none: the decoder opens empty.
      }
      location.assign('/decode/#pasted');
    };
    button.hidden = false;
    button.addEventListener('click', go);
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) go();
    });
  }
}

customElements.define('paste-box', PasteBox);
