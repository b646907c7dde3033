import type { Answer } from '../catalog/answer.ts';
import { partName, type Query } from '../catalog/read-query.ts';

/** Several ids or codes as one table, in the order asked; what nothing is known of says so. */
export function answersTable(query: Query, answers: readonly Answer[]): HTMLElement {
  const item = document.createElement('li');
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const title of ['Asked for', 'What it is']) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = title;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const part of query.parts) {
    const own = answers.filter(({ asked }) => asked === partName(part));
    const shown = own.length > 0 ? own : [undefined];
    for (const answer of shown) {
      const row = body.insertRow();
      const name = document.createElement('th');
      name.scope = 'row';
      name.className = 'id';
      if (answer) {
        const link = document.createElement('a');
        link.href = answer.url;
        link.textContent = answer.name;
        name.append(link);
      } else name.textContent = part.text;
      row.append(name);
      const cell = row.insertCell();
      cell.textContent = answer?.title ?? 'not known';
      const small = document.createElement('small');
      small.textContent = answer?.detail ?? '';
      cell.append(small);
    }
  }
  item.append(table);
  return item;
}
