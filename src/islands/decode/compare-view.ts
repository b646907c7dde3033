import type { ComparedValue, CompareRow } from '../../decode/compare.ts';
import { button, make, many } from './make.ts';

/** Two events side by side; what differs is marked by sign and ground. */
export function compareView(
  rows: readonly CompareRow[],
  names: readonly [string, string],
  close: () => void,
): HTMLElement {
  const differing = rows.filter(({ same }) => !same).length;
  const only = make('input', '');
  only.type = 'checkbox';
  const table = make('table', 'compare', header(names), ...bodies(rows));
  only.addEventListener('change', () => table.classList.toggle('only', only.checked));
  const heading = make('h2', '', 'Two events side by side');
  heading.tabIndex = -1;
  return make(
    'article',
    'event-card',
    make(
      'header',
      '',
      heading,
      make('p', 'about', `${many(differing, 'value')} of ${rows.length} differ`),
      make(
        'div',
        'actions',
        make('label', 'check', only, ' Only what differs'),
        button('', 'Close the comparison', close),
      ),
    ),
    make('div', 'table', table),
  );
}

function header(names: readonly [string, string]): HTMLElement {
  const cells = ['Field', '', ...names].map((text) => {
    const cell = make('th', '', text);
    cell.scope = 'col';
    return cell;
  });
  cells[1]?.append(make('span', 'hidden', 'Differs'));
  return make('thead', '', make('tr', '', ...cells));
}

function bodies(rows: readonly CompareRow[]): HTMLElement[] {
  const found: HTMLElement[] = [];
  let section: string | null | undefined;
  let body: HTMLElement | undefined;
  for (const row of rows) {
    if (!body || row.section !== section) {
      ({ section } = row);
      body = make('tbody', '');
      if (section) {
        const heading = make('th', 'section', section);
        heading.scope = 'rowgroup';
        heading.colSpan = 4;
        body.append(make('tr', 'same', heading));
      }
      found.push(body);
    }
    const name = make(
      'th',
      '',
      make(
        'div',
        'field-name',
        row.label ? make('span', 'label', row.label) : undefined,
        make('code', '', row.name),
      ),
    );
    name.scope = 'row';
    const sign = make('td', 'sign', row.same ? '' : '≠');
    if (!row.same) sign.append(make('span', 'hidden', ' differs'));
    body.append(
      make('tr', row.same ? 'same' : 'differs', name, sign, ...row.values.map(valueCell)),
    );
  }
  return found;
}

function valueCell(value: ComparedValue | null): HTMLElement {
  if (!value) return make('td', 'value', make('span', 'note', 'not there'));
  const { meaning } = value;
  return make(
    'td',
    'value',
    make('code', '', value.value.slice(0, 2_000)),
    meaning && meaning !== value.value ? make('div', 'means', meaning) : undefined,
  );
}
