/** Tabs of the ARIA kind: one is in the order of the Tab key, arrows move between them. */
export function useTabs(
  list: HTMLElement,
  onTab: (id: string) => void,
): { show(id: string): void } {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const show = (tab: HTMLElement, focus: boolean) => {
    for (const one of tabs) {
      const on = one === tab;
      one.setAttribute('aria-selected', String(on));
      one.tabIndex = on ? 0 : -1;
      const panel = document.getElementById(one.getAttribute('aria-controls') ?? '');
      if (panel) panel.hidden = !on;
    }
    if (focus) tab.focus();
    onTab(tab.id);
  };
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener('click', () => show(tab, false));
    tab.addEventListener('keydown', ({ key }) => {
      const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
      const next = tabs[(at + by + tabs.length) % tabs.length];
      if (by !== 0 && next) show(next, true);
    });
  }
  return {
    show(id) {
      const tab = tabs.find((one) => one.id === id);
      if (tab) show(tab, false);
    },
  };
}
