import { copy } from '../copy.ts';
import { button, make } from '../element.ts';
import type { ShownEvent } from './protocol.ts';

/** The event as it was pasted, with the places of its values, and in the forms that it can be passed on in. */
export function sourcePane(event: ShownEvent, remembered: { tab: string }): HTMLElement {
  const { input } = event;
  const forms = [
    ...(input ? [{ id: 'input', title: 'As pasted', text: input.text }] : []),
    ...event.forms,
  ];
  const panel = make('div', 'source-panel');
  panel.setAttribute('role', 'tabpanel');
  panel.id = 'source-panel';
  let shown = forms[0];
  const copied = button('Copy', () => copy(shown?.text ?? '', copied));
  const show = (id: string) => {
    const form = forms.find((one) => one.id === id) ?? forms[0];
    if (!form) return;
    for (const tab of tabs) {
      const chosen = tab.dataset['form'] === form.id;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) panel.setAttribute('aria-labelledby', tab.id);
    }
    const text = make('pre', '');
    text.tabIndex = 0;
    if (form.id === 'input' && input) text.append(...marked(input), input.cut ? ' …' : '');
    else text.textContent = form.text;
    shown = form;
    copied.setAttribute(
      'aria-label',
      form.id === 'input' ? 'Copy as it was pasted' : `Copy as ${form.title}`,
    );
    panel.replaceChildren(text);
  };
  const tabs = forms.map(({ id, title }) => {
    const tab = button(title, () => choose(id));
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', panel.id);
    tab.id = `tab-${id}`;
    tab.dataset['form'] = id;
    return tab;
  });
  const choose = (id: string) => {
    remembered.tab = id;
    show(id);
  };
  const bar = make('div', 'tabs', ...tabs);
  bar.setAttribute('role', 'tablist');
  bar.setAttribute('aria-label', 'The event as');
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next?.focus();
    next?.click();
  });
  show(remembered.tab);
  return make('div', 'source', make('div', 'source-bar', bar, copied), panel);
}

function marked({ text, spans }: NonNullable<ShownEvent['input']>): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const { from, to, field } of spans) {
    if (from < at || to <= from) continue;
    const mark = make('mark', '', text.slice(from, to));
    mark.dataset['field'] = String(field);
    nodes.push(document.createTextNode(text.slice(at, from)), mark);
    at = to;
  }
  nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/** A value and its place in the input light up together, whichever of the two is pointed at or has the focus. */
export function pairUp(card: HTMLElement): void {
  let lit: string | undefined;
  const light = (field: string | undefined, scroll: boolean) => {
    if (field === lit) return;
    lit = field;
    for (const old of card.querySelectorAll('.lit')) old.classList.remove('lit');
    if (field === undefined) return;
    for (const found of card.querySelectorAll<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)) {
      found.classList.add('lit');
      if (scroll && found.tagName === 'MARK') scrollInto(found);
    }
  };
  const fieldOf = (target: EventTarget | null) =>
    target instanceof Element
      ? (target.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? undefined)
      : undefined;
  card.addEventListener('pointerover', ({ target }) => light(fieldOf(target), false));
  card.addEventListener('pointerleave', () => light(undefined, false));
  card.addEventListener('focusin', ({ target }) => light(fieldOf(target), true));
  card.addEventListener('click', ({ target }) => {
    const field = fieldOf(target);
    lit = undefined;
    light(field, true);
    if (target instanceof HTMLElement && target.tagName === 'MARK') {
      card.querySelector(`tr[data-field="${field ?? ''}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  });
}

/** Scrolls the box around an element only, not the page. */
function scrollInto(element: HTMLElement): void {
  const box = element.closest('pre');
  if (!box) return;
  const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (top < 0 || top > box.clientHeight - 30) box.scrollTop += top - box.clientHeight / 3;
}
