/** On the page of an event: a value's place in the message and its row light up together; rows change order. */
import { addKeys } from './keys.ts';

const message = document.querySelector<HTMLElement>('.message');
const table = document.querySelector<HTMLTableElement>('table.fields');

let lit: Element[] = [];

/** Name of the field that an element of the message or the table stands for. */
function fieldOf(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  const place = target.closest<HTMLAnchorElement>('.message a');
  if (place) return decodeURIComponent(place.hash.slice(1));
  return target.closest('.fields tr[id]')?.id;
}

function light(target: EventTarget | null): void {
  const name = fieldOf(target);
  for (const element of lit) element.classList.remove('lit');
  lit = [];
  if (!name || !message || !table) return;
  const row = document.getElementById(name);
  const places = [...message.querySelectorAll('a')].filter(
    (place) => decodeURIComponent(place.hash.slice(1)) === name,
  );
  lit = [...(row ? [row] : []), ...places];
  for (const element of lit) element.classList.add('lit');
}

if (message && table) {
  for (const side of [message, table]) {
    side.addEventListener('pointerover', (event) => light(event.target));
    side.addEventListener('focusin', (event) => light(event.target));
    side.addEventListener('pointerleave', () => light(document.activeElement));
  }
}

/** Rows by the headings of the message, as the page has them, or in the order of the XML. */
if (table && table.tBodies.length > 1) {
  const bodies = [...table.tBodies];
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tr[id]')];
  const home = rows.map((row) => row.parentElement as HTMLElement);
  const caption = table.caption as HTMLTableCaptionElement;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'In XML order';
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', () => {
    const xml = button.getAttribute('aria-pressed') === 'false';
    button.setAttribute('aria-pressed', String(xml));
    const first = bodies[0] as HTMLElement;
    const order = (row: HTMLTableRowElement) =>
      Number(row.dataset['order'] ?? row.cells[0]?.textContent);
    if (xml) first.append(...[...rows].sort((a, b) => order(a) - order(b)));
    else for (const [index, row] of rows.entries()) home[index]?.append(row);
    table.classList.toggle('flat', xml);
  });
  caption.append(' ', button);
}

function open(rel: string): void {
  document.querySelector<HTMLAnchorElement>(`.beside [rel=${rel}]`)?.click();
}

addKeys([
  { key: '[', does: 'Previous event', run: () => open('prev') },
  { key: ']', does: 'Next event', run: () => open('next') },
  {
    key: 'c',
    does: 'Copy the address of this page',
    run: () => void import('./copy.ts').then(({ toClipboard }) => toClipboard(location.href)),
  },
]);
