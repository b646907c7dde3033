import type { Answer } from '../../catalog/lookup/answer.ts';
import { partName, type Query, type QueryPart } from '../../catalog/lookup/read-query.ts';
import { link, make } from '../element.ts';
import { shortened } from './quoted.ts';

/** Several ids or codes as one table, in the order asked; what nothing is known of says so. */
export function answersTable({ parts }: Query, answers: readonly Answer[]): HTMLElement {
  const head = ['Asked for', 'What it is'].map((title) => make('th', { scope: 'col' }, title));
  const rows = parts.flatMap((part) => {
    const own = answers.filter(({ asked }) => asked === partName(part));
    return (own.length > 0 ? own : [undefined]).map((answer) => row(part, answer));
  });
  const table = make(
    'table',
    {},
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...rows),
  );
  return make('li', {}, table);
}

function row(part: QueryPart, answer: Answer | undefined): HTMLElement {
  return make(
    'tr',
    {},
    make(
      'th',
      { class: 'id', scope: 'row' },
      answer ? link(answer.url, answer.name) : shortened(part.text),
    ),
    make('td', {}, answer?.title ?? 'not known', make('small', {}, answer?.detail)),
  );
}
