import { counted } from '../../catalog/grouped.ts';
import type { Answer } from '../../catalog/lookup/answer.ts';
import { plainText } from '../../catalog/lookup/plain-text.ts';
import { readQuery } from '../../catalog/lookup/read-query.ts';
import { find, link, make } from '../element.ts';
import { answerLink } from './answer-link.ts';
import { answersTable } from './answers-table.ts';
import { hitLink } from './hit-link.ts';
import { rememberLookup } from './kept-lookups.ts';
import { answersFor, exactOf, loadIndex, type Found } from './lookup-data.ts';
import { quoted, shortened } from './quoted.ts';
import { addressOf, PAGE, questionOf, readState, type State } from './search-state.ts';
import { searchText, type Counts, type Reply } from './text-search.ts';

/** A letter or two begin so many words that the next key is waited for. */
const SHORT = 2;
const PAUSE = 120;

const part = (id: string) => find(`#${id}`);
const host = find('site-search');
const input = find<HTMLInputElement>('input', host);
let run = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

void loadIndex().catch(() => undefined);

/** Results of a state: what the id index knows at once, then the full text. */
async function show(state: State): Promise<void> {
  run += 1;
  const own = run;
  const { query } = state;
  document.title = `${query === '' ? '' : `${shortened(query)} · `}Search · Audit Atlas`;
  document.documentElement.toggleAttribute('data-asked', query !== '');
  if (query === '') {
    for (const id of ['direct', 'words', 'filters', 'pages']) part(id).replaceChildren();
    part('search-status').textContent = '';
    return;
  }
  const several = readQuery(query).parts.length > 1;
  const direct = answersFor(query).then(async (found) => {
    // To look an answer up and to show it are two tasks, between which a slow phone can answer a tap.
    await new Promise((resolve) => setTimeout(resolve));
    if (own === run) showDirect(query, several, found);
    return found;
  });
  // What stands below the direct answers is shown when its place is known.
  if (!several) {
    searchText(questionOf(state), (reply) => {
      void direct.then((found) => own === run && showText(reply, state, found)).catch(failed);
    });
  }
  await direct;
}

function showDirect(query: string, several: boolean, { answers, near, compared }: Found): void {
  const item = (answer: Answer) => {
    const shown = answerLink(answer);
    shown.addEventListener('click', () => rememberLookup(answer));
    return make('li', {}, shown);
  };
  part('direct').replaceChildren(
    ...(several
      ? [answersTable(readQuery(query), answers), ...(compared ? [item(compared)] : [])]
      : [...answers, ...near].map(item)),
  );
  part('looking').hidden = true;
  part('near').hidden = answers.length > 0 || near.length === 0;
  part('found').className = several ? 'several' : 'found';
  if (!several) return;
  for (const id of ['words', 'filters', 'pages']) part(id).replaceChildren();
  part('search-status').textContent = counted(answers.length, 'answer');
}

function showText(reply: Reply, state: State, { answers, near }: Found): void {
  if (reply.part === 'failed') {
    part('search-status').textContent =
      `${answers.length > 0 ? `${counted(answers.length, 'direct answer')}. ` : ''}The full text could not be loaded. Reload the page to search it.`;
    part('narrow').hidden = true;
  } else if (reply.part === 'best') {
    const { total, hit } = reply;
    part('search-status').textContent = said(state.query, answers.length, near.length, total);
    // Where nothing was found there is nothing to narrow, unless it was narrowed to that.
    part('narrow').hidden = total === 0 && Object.keys(state.filters).length === 0;
    part('words').replaceChildren(...(hit ? [make('li', {}, hitLink(hit))] : []));
    part('pages').replaceChildren(...pageLinks(total, state));
  } else if (reply.part === 'others') {
    part('words').append(...reply.hits.map((hit) => make('li', {}, hitLink(hit))));
  } else {
    const box = document.activeElement as HTMLInputElement | null;
    const focused = box?.closest('#filters') ? { name: box.name, value: box.value } : undefined;
    part('filters').replaceChildren(...filterBoxes(reply.counts, state));
    if (focused) focusBox(focused);
  }
}

/** One group of boxes a filter, each with the number of pages that it leaves. */
function filterBoxes(counts: Counts, state: State): HTMLFieldSetElement[] {
  return Object.entries(counts).flatMap(([name, values]) => {
    const chosen = state.filters[name] ?? [];
    const shown = Object.entries(values).filter(([value, n]) => n > 0 || chosen.includes(value));
    if (shown.length < 2 && chosen.length === 0) return [];
    const labels = shown
      .sort((a, b) => b[1] - a[1])
      .map(([value, count]) => {
        const type = { type: 'checkbox', name, value };
        const box = make('input', { ...type, checked: chosen.includes(value) });
        box.addEventListener('change', () => {
          const others = chosen.filter((one) => one !== value);
          const next = box.checked ? [...others, value] : others;
          go({ ...state, page: 1, filters: { ...state.filters, [name]: next } });
        });
        return make('label', {}, box, ` ${value} `, make('span', 'note', String(count)));
      });
    return [make('fieldset', {}, make('legend', {}, name), ...labels)];
  });
}

/** The boxes are made anew with their counts; the focus stays on the one that was used. */
function focusBox({ name, value }: { name: string; value: string }): void {
  const boxes = [...part('filters').querySelectorAll('input')];
  const same = boxes.find((box) => box.name === name && box.value === value);
  (same ?? part('search-status')).focus();
}

function pageLinks(total: number, state: State): HTMLElement[] {
  const last = Math.ceil(total / PAGE);
  if (last < 2) return [];
  const to = (label: string, page: number) => link(addressOf({ ...state, page }), label);
  return [
    ...(state.page > 1 ? [to('Previous page', state.page - 1)] : []),
    make('span', {}, `Page ${state.page} of ${last}`),
    ...(state.page < last ? [to('Next page', state.page + 1)] : []),
  ];
}

function said(query: string, direct: number, near: number, words: number): string {
  const pages = words === 0 ? 'No page' : counted(words, 'page');
  const text = `${pages} hold${words < 2 ? 's' : ''} these words.`;
  if (direct > 0) return `${counted(direct, 'direct answer')}; ${text}`;
  if (near > 0) return `Nothing is called ${quoted(query)}; did you mean one of these? ${text}`;
  return `Nothing is called ${quoted(query)}. ${text} Write codes as S-1-5-18, %%1833 or 0xC000006A.`;
}

/** Shows another state. The address follows what is shown: the browser, which then asks for the icon, comes second. */
function go(state: State): void {
  const shown = show(state).catch(failed);
  const own = run;
  void shown.then(() => own === run && history.replaceState(null, '', addressOf(state)));
}

function failed(): void {
  part('looking').hidden = true;
  part('search-status').textContent =
    'The search could not be loaded. Reload the page, or use the list of events.';
}

input.addEventListener('input', () => {
  clearTimeout(timer);
  const query = plainText(input.value);
  const search = () => go({ query, filters: {}, page: 1 });
  if (query.length > SHORT) search();
  else timer = setTimeout(search, PAUSE);
});
host.querySelector('form')?.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(timer);
  const query = plainText(input.value);
  void answersFor(query)
    .catch(() => undefined)
    .then((found) => {
      const exact = exactOf(query, found);
      if (exact) {
        rememberLookup(exact);
        location.assign(exact.url);
      } else go({ query, filters: {}, page: 1 });
    });
});
addEventListener('popstate', () => start());

function start(): void {
  const state = readState();
  input.value = state.query;
  void show(state).catch(failed);
}
// Beside the results it is open, above them folded, also where the window is turned.
const beside = matchMedia('(width >= 56rem)');
const fold = () => {
  find<HTMLDetailsElement>('#narrow').open = beside.matches;
};
beside.addEventListener('change', fold);
fold();
start();
