import type { Hit } from './text-search.ts';

/** A link that shows one hit of the full text, its words marked; made of text nodes only. */
export function hitLink({ url, title, kind, excerpt }: Hit): HTMLAnchorElement {
  const link = document.createElement('a');
  link.className = 'answer';
  link.href = url;
  const name = document.createElement('strong');
  name.textContent = title;
  const what = document.createElement('span');
  what.className = 'kind';
  what.textContent = kind;
  const small = document.createElement('small');
  small.append(...excerpt.map((text, at) => (at % 2 === 0 ? text : marked(text))));
  link.append(name, ' ', what, small);
  return link;
}

function marked(text: string): HTMLElement {
  const mark = document.createElement('mark');
  mark.textContent = text;
  return mark;
}
