/** Narrows the rows of the table or list that follows to those that hold all the words typed; `?filter=` keeps them. */
class RowFilter extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector('input') as HTMLInputElement;
    const status = this.querySelector('[role=status]') as HTMLElement;
    const target = this.parentElement?.querySelector('row-filter ~ .table, row-filter ~ ul');
    const rows = [...(target?.querySelectorAll<HTMLElement>('tbody tr, li') ?? [])];
    const texts = rows.map((row) => (row.textContent ?? '').toLowerCase());
    const update = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const [index, row] of rows.entries()) {
        const shown = words.every((word) => texts[index]?.includes(word));
        row.hidden = !shown;
        if (shown) count += 1;
      }
      status.textContent = words.length > 0 ? `${count} of ${rows.length}` : '';
      const address = new URL(location.href);
      if (words.length > 0) address.searchParams.set('filter', input.value.trim());
      else address.searchParams.delete('filter');
      history.replaceState(null, '', address);
    };
    this.hidden = false;
    input.addEventListener('input', update);
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || input.value === '') return;
      event.preventDefault();
      input.value = '';
      update();
    });
    input.value = new URLSearchParams(location.search).get('filter') ?? '';
    if (input.value !== '') update();
  }
}

customElements.define('row-filter', RowFilter);
