import type { Answer } from '../catalog/answer.ts';

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
export function answerLink(answer: Answer): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = answer.url;
  link.className = `answer of-${answer.kind}`;
  const name = document.createElement('span');
  name.className = 'id';
  name.textContent = answer.name;
  link.append(name);
  if (answer.title !== answer.name) link.append(` ${answer.title}`);
  const small = document.createElement('small');
  small.textContent = answer.detail ?? kinds[answer.kind];
  link.append(' ', small);
  return link;
}
