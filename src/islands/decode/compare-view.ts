import { grouped } from '../../catalog/grouped.ts';
import type { ComparedValue, CompareRow } from '../../decode/compare.ts';
import { fieldHead, inSections, sectionRow, tableHead, valueText } from './cells.ts';
import { button, make } from '../element.ts';

/** Two events side by side; what differs is marked by sign and ground. */
export function compareView(
  rows: readonly CompareRow[],
  names: readonly [string, string],
  close: () => void,
): HTMLElement {
  const only = make('input', '');
  only.type = 'checkbox';
  const table = make(
    'table',
    'compare',
    tableHead('Field', make('span', 'hidden', 'Differs'), ...names),
    ...inSections(rows, ({ section }) => section).map(sectionBody),
  );
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
      make('p', 'about', differenceWords(rows)),
      make(
        'div',
        'actions',
        make('label', 'check', only, ' Only what differs'),
        button('Close the comparison', close),
      ),
    ),
    make('div', 'table', table),
  );
}

function differenceWords(rows: readonly CompareRow[]): string {
  const differing = rows.filter(({ same }) => !same).length;
  if (differing === 0) return `All ${grouped(rows.length)} values are the same`;
  return `${grouped(differing)} of ${grouped(rows.length)} values ${differing === 1 ? 'differs' : 'differ'}`;
}

function sectionBody({
  section,
  rows,
}: {
  section: string | null;
  rows: CompareRow[];
}): HTMLElement {
  // A heading goes with its rows when only what differs is shown.
  const alike = rows.every(({ same }) => same) ? 'same' : '';
  return make(
    'tbody',
    '',
    section ? sectionRow(section, 4, alike) : undefined,
    ...rows.map(compareRow),
  );
}

function compareRow({ name, label, same, values }: CompareRow): HTMLElement {
  const sign = make('td', 'sign', same ? '' : '≠');
  if (!same) sign.append(make('span', 'hidden', ' differs'));
  return make(
    'tr',
    same ? 'same' : 'differs',
    fieldHead({ name, label }),
    sign,
    ...values.map(valueCell),
  );
}

function valueCell(value: ComparedValue | null): HTMLElement {
  if (!value) return make('td', 'value', make('span', 'note', 'not there'));
  const { meaning } = value;
  return make(
    'td',
    'value',
    ...valueText(value.value),
    meaning && meaning !== value.value ? make('div', 'means', meaning) : undefined,
  );
}
