import { answerLink } from './answer-link.ts';
import { answersFor } from './lookup-data.ts';

interface PagefindResult {
  url: string;
  excerpt: string;
  meta: { title: string; kind: string };
}

interface Pagefind {
  search(query: string): Promise<{ results: { data(): Promise<PagefindResult> }[] }>;
}

const SHOWN = 30;

/** Results of `?q=`: what the id index knows at once, then the full text. */
async function show(): Promise<void> {
  const query = new URLSearchParams(location.search).get('q')?.trim() ?? '';
  const input = document.querySelector<HTMLInputElement>('main input[name=q]');
  if (input) input.value = query;
  const status = document.querySelector('#search-status') as HTMLElement;
  const direct = document.querySelector('#direct') as HTMLElement;
  const words = document.querySelector('#words') as HTMLElement;
  if (query === '') return;
  document.title = `${query} · Search · Audit Atlas`;
  status.textContent = 'Searching …';
  const { answers, near } = await answersFor(query);
  const item = (link: HTMLElement) => {
    const li = document.createElement('li');
    li.append(link);
    return li;
  };
  direct.replaceChildren(
    ...[...answers, ...near].map((answer) => {
      const link = answerLink(answer);
      link.classList.add('answer');
      return item(link);
    }),
  );
  const address = '/pagefind/pagefind.js';
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
  words.replaceChildren(
    ...shown.map((result) => {
      const link = document.createElement('a');
      link.className = 'answer';
      link.href = result.url;
      const name = document.createElement('strong');
      name.textContent = result.meta.title;
      const small = document.createElement('small');
      small.append(`${result.meta.kind}: `, ...excerpt(result.excerpt));
      link.append(name, small);
      return item(link);
    }),
  );
  status.textContent = said(query, answers.length, near.length, results.length);
}

/** Pagefind marks hits with <mark>; everything else of the excerpt is text. */
function excerpt(html: string): Node[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return [...parsed.body.childNodes].map((node) => {
    if (!(node instanceof HTMLElement) || node.tagName !== 'MARK') {
      return document.createTextNode(node.textContent ?? '');
    }
    const mark = document.createElement('mark');
    mark.textContent = node.textContent;
    return mark;
  });
}

function said(query: string, direct: number, near: number, words: number): string {
  const text = `${words} page${words === 1 ? '' : 's'} hold${words === 1 ? 's' : ''} these words.`;
  if (direct > 0)
    return `${direct} direct answer${direct === 1 ? '' : 's'} for “${query}”; ${text}`;
  if (near > 0) return `Nothing is called “${query}”; did you mean one of these? ${text}`;
  return `Nothing is called “${query}”. ${text} Write codes as 0xC000006A, %%1833 or S-1-5-18.`;
}

show().catch(() => {
  const status = document.querySelector('#search-status') as HTMLElement;
  status.textContent =
    'The search could not be loaded. Reload the page, or use the list of events.';
});
