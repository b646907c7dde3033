import { counted, grouped } from '../../catalog/grouped.ts';
import { make } from '../element.ts';

/**
 * A list of events as it is printed: a plain table of its first rows, and a word on those that are left out.
 *
 * @param columns a heading and the cells below it; one whose cells are all empty is left out
 * @param count events of the whole list
 */
export function printedList(
  columns: readonly { title: string; cells: readonly string[] }[],
  count: number,
): HTMLElement {
  const used = columns.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const length = used[0]?.cells.length ?? 0;
  const rows = Array.from({ length }, (_, index) =>
    make('tr', '', ...used.map(({ cells }) => make('td', '', cells[index]))),
  );
  const heads = used.map(({ title }) => make('th', { scope: 'col' }, title));
  return make(
    'div',
    'printed',
    length < count &&
      make(
        'p',
        'note',
        `Printed are the first ${grouped(length)} of ${counted(count, 'event')}. A filter chooses others; ` +
          '“Copy or download …” gives all of them.',
      ),
    make('table', '', make('thead', '', make('tr', '', ...heads)), make('tbody', '', ...rows)),
  );
}
