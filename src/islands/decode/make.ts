type Child = string | Node | undefined | false | null;

/** An element with a class and children; text is never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(
    ...children.filter((child) => child !== undefined && child !== false && child !== null),
  );
  return element;
}

export function link(href: string, ...children: Child[]): HTMLAnchorElement {
  const anchor = make('a', '', ...children);
  anchor.href = href;
  return anchor;
}

/** A button that does something; `name` is for those who cannot see its sign. */
export function button(
  className: string,
  text: string | Node,
  act: (event: MouseEvent) => void,
  name?: string,
): HTMLButtonElement {
  const element = make('button', className, text);
  element.type = 'button';
  if (name) element.setAttribute('aria-label', name);
  element.addEventListener('click', act);
  return element;
}

/** Says on a button, for a moment, how it went. */
export function say(element: HTMLElement, text: string): void {
  const before = element.dataset['words'] ?? element.textContent;
  element.dataset['words'] = before;
  element.textContent = text;
  setTimeout(() => (element.textContent = before), 1_500);
}

/** Puts a text on the clipboard and says so on the button. */
export function copy(text: string, element: HTMLElement): void {
  navigator.clipboard.writeText(text).then(
    () => say(element, 'Copied'),
    () => say(element, 'The browser did not allow it'),
  );
}

export function find<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}
