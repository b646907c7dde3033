import { answerLink } from './search/answer-link.ts';
import { answersFor } from './search/lookup-data.ts';
import { shortened } from './search/quoted.ts';

/** Says what the address may have meant: its last part is a query, or else the number nearest to its end. */
async function help(): Promise<void> {
  const parts = decodeURIComponent(location.pathname).split('/').filter(Boolean);
  const last = (parts.at(-1) ?? '').replace(/\.(?:html?|md|json)$/, '');
  if (last === '') return;
  const words = last.replaceAll(/[-_+]/g, ' ');
  const named = (await answersFor(words)).answers.some(({ exact }) => exact);
  const numbers = parts.join(' ').match(/(?<!\d)\d{3,5}(?!\d)/g);
  const query = (named ? undefined : numbers?.at(-1)) ?? words;
  const { answers, near } = await answersFor(query);
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
