import { make } from '../element.ts';
import type { Hit } from './text-search.ts';

/** A link that shows one hit of the full text, its words marked; made of text nodes only. */
export function hitLink({ url, title, kind, excerpt }: Hit): HTMLAnchorElement {
  const text = excerpt.map((turn, at) => (at % 2 === 0 ? turn : make('mark', {}, turn)));
  return make(
    'a',
    { class: 'answer', href: url },
    make('strong', {}, title),
    ' ',
    make('span', 'kind', kind),
    make('small', {}, ...text),
  );
}
