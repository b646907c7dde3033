type Child = Node | string | false | null | undefined;
/** Attributes by their names; a text is a class. */
type Attributes = string | Record<string, string | number | boolean | undefined>;

const SVG = 'http://www.w3.org/2000/svg';

function fill(element: Element, attributes: Attributes, children: readonly Child[]): void {
  const given = typeof attributes === 'string' ? { class: attributes || undefined } : attributes;
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.filter((child) => child !== undefined && child !== false && child !== null),
  );
}

/** An HTML element with attributes and children; text is never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** An SVG element with attributes and children. */
export function draw<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag) as SVGElementTagNameMap[K];
  fill(element, attributes, children);
  return element;
}

export function link(href: string, ...children: Child[]): HTMLAnchorElement {
  return make('a', { href }, ...children);
}

/** A button that does one thing. */
export function button(
  text: string | Node,
  act: (event: MouseEvent) => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const element = make('button', attributes, text);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

/** Whether the page is narrower than so many rem: as its styles ask it, so that larger letters count. */
export function narrowerThan(rem: number): boolean {
  const { fontSize } = getComputedStyle(document.documentElement);
  return document.body.clientWidth < rem * Number.parseFloat(fontSize);
}

/** The one element of the page that a selector names. */
export function find<E extends Element = HTMLElement>(
  selector: string,
  root: ParentNode = document,
): E {
  const element = root.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
}
