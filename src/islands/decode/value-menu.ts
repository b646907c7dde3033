import { toClipboard } from '../copy.ts';
import { button, make } from '../element.ts';
import type { Term } from './term.ts';

export interface ValueActions {
  /** Adds a condition to the filter; undefined where there is no list. */
  filter?: (term: Term) => void;
}

let open: HTMLElement | undefined;

function close(back?: HTMLElement): void {
  open?.remove();
  open = undefined;
  back?.focus();
}

/** What can be done with one value, as a menu below its button. */
export function valueMenu(
  opener: HTMLElement,
  value: string,
  term: Term,
  actions: ValueActions,
): void {
  const again = open?.dataset['of'] === opener.id;
  close();
  if (again) return;
  opener.id ||= `menu-${Math.random().toString(36).slice(2)}`;
  const item = (text: string, act: () => void) => {
    const element = button(text, () => {
      close(opener);
      act();
    });
    element.setAttribute('role', 'menuitem');
    return element;
  };
  const { filter } = actions;
  const items = [
    item('Copy value', () => void toClipboard(value).catch(() => undefined)),
    ...(filter
      ? [
          item('Only these', () => filter(term)),
          item('Without these', () => filter({ ...term, not: true })),
        ]
      : []),
    item('Look up', () => {
      location.href = `/search/?q=${encodeURIComponent(value.slice(0, 200))}`;
    }),
  ];
  const menu = make('div', 'value-menu', ...items);
  menu.setAttribute('role', 'menu');
  menu.dataset['of'] = opener.id;
  menu.addEventListener('keydown', (event) => {
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === 'Escape') close(opener);
    else if (event.key === 'Tab') close();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  });
  opener.after(menu);
  open = menu;
  items[0]?.focus();
}

document.addEventListener('click', (event) => {
  if (open && event.target instanceof Node && !open.contains(event.target)) {
    const opener = document.getElementById(open.dataset['of'] ?? '');
    if (!opener?.contains(event.target)) close();
  }
});
