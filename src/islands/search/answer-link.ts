import type { Answer } from '../../catalog/lookup/answer.ts';
import { make } from '../element.ts';
import { shortened } from './quoted.ts';

const kinds: Record<Answer['kind'], string> = {
  event: 'event',
  legacy: 'legacy event',
  code: 'code',
  field: 'field',
  subcategory: 'audit subcategory',
  table: 'code table',
  page: 'page',
  words: 'words',
};

/** A link that shows one answer; made of text nodes only, since a query may be anything. */
export function answerLink({ kind, name, title, url, detail }: Answer): HTMLAnchorElement {
  return make(
    'a',
    { class: `answer of-${kind}`, href: url },
    make('span', 'id', kind === 'words' ? shortened(name) : name),
    title === name ? ' ' : ` ${title} `,
    make('small', {}, detail ?? kinds[kind]),
  );
}
