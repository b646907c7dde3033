import { grouped } from '../../catalog/grouped.ts';
import { button, link, make } from '../element.ts';

/** Characters of a value that are shown at first, and at all. */
const SHORT = 600;
const MOST = 200_000;

interface Named {
  name: string;
  label: string | null;
  /** Headings that stand before the label. */
  section?: string | null;
  /** Page of what the field is. */
  concept?: string | undefined;
}

/** Head of a row: a field by the label that Windows shows and by its name, which leads to its page. */
export function fieldHead({ name, label, section, concept }: Named, tag?: string): HTMLElement {
  const own = make('code', '', name);
  const title = [section, label].filter(Boolean).join(' / ');
  const head = make(
    'th',
    '',
    make(
      'div',
      'field-name',
      title ? make('span', 'label', title) : undefined,
      concept ? link(`/fields/${concept}/`, own) : own,
      tag ? make('span', 'tag', tag) : undefined,
    ),
  );
  head.scope = 'row';
  return head;
}

/** Row that heads others, over the whole width of a table. */
export function sectionRow(title: string, columns: number, className = ''): HTMLElement {
  const heading = make('th', 'section', title);
  heading.scope = 'rowgroup';
  heading.colSpan = columns;
  return make('tr', className, heading);
}

/** A value as it stands; of a long one the beginning, and a button for the rest. */
export function valueText(value: string): HTMLElement[] {
  const code = make('code', '', value.slice(0, SHORT));
  if (value.length <= SHORT) return [code];
  const more = button(
    `Show all ${grouped(value.length)} characters`,
    () => {
      code.textContent = value.slice(0, MOST);
      more.remove();
    },
    'quiet',
  );
  return [code, more];
}

/** Head of a table's columns. */
export function tableHead(...titles: (string | HTMLElement)[]): HTMLElement {
  const cells = titles.map((title) => {
    const cell = make('th', '', title);
    cell.scope = 'col';
    return cell;
  });
  return make('thead', '', make('tr', '', ...cells));
}

/** Rows that follow one another under one heading. */
export function inSections<T>(
  rows: readonly T[],
  sectionOf: (row: T) => string | null,
): { section: string | null; rows: T[] }[] {
  const found: { section: string | null; rows: T[] }[] = [];
  for (const row of rows) {
    const section = sectionOf(row);
    const last = found.at(-1);
    if (last && last.section === section) last.rows.push(row);
    else found.push({ section, rows: [row] });
  }
  return found;
}
