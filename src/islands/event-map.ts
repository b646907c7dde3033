/** Finds events on the map: what does not match fades, in the list it goes. Names what is pointed at. */
class EventMap extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type=search]');
    const output = this.querySelector('output');
    if (!input || !output) return;
    const items = [...this.querySelectorAll<HTMLElement>('li[data-id]')];
    const texts = new Map(
      items.map((item) => {
        const group = item.closest('section')?.querySelector('h3')?.textContent ?? '';
        const part = item.closest('details')?.querySelector('summary')?.textContent ?? '';
        const text = `${item.textContent} ${part} ${group}`.toLowerCase();
        return [item.dataset['id'] ?? '', text.replace(/\s+/g, ' ')];
      }),
    );
    const boxes = [...this.querySelectorAll<SVGElement>('svg [data-id]')];
    const update = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const has = (id: string) => words.every((word) => texts.get(id)?.includes(word));
      let count = 0;
      for (const item of items) {
        item.hidden = !has(item.dataset['id'] ?? '');
        if (!item.hidden) count += 1;
      }
      for (const box of boxes) box.classList.toggle('dim', !has(box.dataset['id'] ?? ''));
      for (const part of this.querySelectorAll('details')) {
        const none = part.querySelector('li:not([hidden])') === null;
        part.hidden = none;
        part.open = words.length > 0 && !none;
      }
      for (const group of this.querySelectorAll<HTMLElement>('section'))
        group.hidden = group.querySelector('li:not([hidden])') === null;
      output.textContent = words.length > 0 ? `${count} of ${items.length} events` : '';
      const address = new URL(location.href);
      if (words.length > 0) address.searchParams.set('filter', input.value.trim());
      else address.searchParams.delete('filter');
      history.replaceState(null, '', address);
    };
    input.addEventListener('input', update);
    this.addEventListener('pointerover', (event) => {
      const id = (event.target as Element).closest<SVGElement>('svg [data-id]')?.dataset['id'];
      const item = id && items.find((one) => one.dataset['id'] === id);
      if (item) output.textContent = item.textContent.replace(/\s+/g, ' ').trim();
    });
    input.value = new URLSearchParams(location.search).get('filter') ?? '';
    if (input.value !== '') update();
  }
}

customElements.define('event-map', EventMap);
