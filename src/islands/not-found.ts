import { answerLink } from './search/answer-link.ts';
import { answersFor, type Found } from './search/lookup-data.ts';
import { shortened } from './search/quoted.ts';

/**
 * Says what the address may have meant: an id of its log, or its last part is a query, or else the number nearest to its
 * end.
 */
async function help(): Promise<void> {
  const parts = decodeURIComponent(location.pathname).split('/').filter(Boolean);
  const [log = '', id = ''] = parts;
  const ofLog = /^\d+$/.test(id) ? await answersFor(`${log}/${id}`) : undefined;
  if (ofLog?.near.some(({ url }) => url.startsWith(`/${log}/`))) return show(id, ofLog);
  const last = (parts.at(-1) ?? '').replace(/\.(?:html?|md|json)$/, '');
  if (last === '') return;
  const words = last.replaceAll(/[-_+]/g, ' ');
  const named = (await answersFor(words)).answers.some(({ exact }) => exact);
  const numbers = parts.join(' ').match(/(?<!\d)\d{3,5}(?!\d)/g);
  const query = (named ? undefined : numbers?.at(-1)) ?? words;
  show(query, await answersFor(query));
}

function show(query: string, { answers, near }: Found): void {
  const shown = (answers.length > 0 ? answers : near).slice(0, 6);
  const status = document.querySelector('#near-page');
  const list = document.querySelector('#near-pages');
  if (!status || !list) return;
  const number = /^\d+$/.test(query);
  if (number && !answers.some((answer) => answer.exact)) {
    const ids = near.slice(0, 2).map((answer) => answer.name);
    status.textContent = `${shortened(query)} is no event that is known here${ids.length > 0 ? `; near: ${ids.join(', ')}` : ''}.`;
  } else if (shown.length > 0) {
    status.textContent = 'It may have meant:';
  }
  list.replaceChildren(
    ...shown.map((answer) => {
      const item = document.createElement('li');
      item.append(answerLink(answer));
      return item;
    }),
  );
}

help().catch(() => undefined);
