import { readQuery } from '../catalog/read-query.ts';
import { answerLink } from './answer-link.ts';
import { answersTable } from './answers-table.ts';
import { rememberLookup } from './kept-lookups.ts';
import { answersFor, loadIndex } from './lookup-data.ts';
import { searchText, type Filters, type Hit } from './text-search.ts';

/** A letter or two begin so many words that the next key is waited for. */
const SHORT = 2;
const PAUSE = 120;
const PAGE = 10;

const part = (id: string) => document.querySelector(`#${id}`) as HTMLElement;
const host = document.querySelector('site-search') as HTMLElement;
const input = host.querySelector('input') as HTMLInputElement;
let run = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

void loadIndex().catch(() => undefined);

/** The state of the page, all of it in the address. */
interface State {
  query: string;
  filters: Filters;
  page: number;
}

function readState(): State {
  const params = new URLSearchParams(location.search);
  const filters: Filters = {};
  for (const [name, value] of params) {
    if (name !== 'q' && name !== 'page') filters[name] = value.split('~').filter(Boolean);
  }
  return {
    query: params.get('q')?.trim() ?? '',
    filters,
    page: Math.max(1, Number(params.get('page')) || 1),
  };
}

function addressOf({ query, filters, page }: State): string {
  const params = new URLSearchParams();
  if (query !== '') params.set('q', query);
  for (const [name, values] of Object.entries(filters)) {
    if (values.length > 0) params.set(name, values.join('~'));
  }
  if (page > 1) params.set('page', String(page));
  const text = params.toString();
  return text === '' ? location.pathname : `?${text}`;
}

/** Results of a state: what the id index knows at once, then the full text. */
async function show(state: State): Promise<void> {
  run += 1;
  const own = run;
  const { query } = state;
  document.title = `${query === '' ? 'Search' : `${query} · Search`} · Audit Atlas`;
  document.documentElement.toggleAttribute('data-asked', query !== '');
  if (query === '') {
    for (const id of ['direct', 'words', 'filters', 'pages']) part(id).replaceChildren();
    part('search-status').textContent = '';
    return;
  }
  const several = readQuery(query).parts.length > 1;
  const words = several ? undefined : searchText(query, state.filters, state.page, PAGE);
  words?.catch(() => undefined);
  const { answers, near } = await answersFor(query);
  if (own !== run) return;
  part('direct').replaceChildren(
    ...(several
      ? [answersTable(readQuery(query), answers)]
      : [...answers, ...near].map((answer) => {
          const link = answerLink(answer);
          link.addEventListener('click', () => rememberLookup(answer));
          return item(link);
        })),
  );
  part('looking').hidden = true;
  part('near').hidden = answers.length > 0 || near.length === 0;
  // What stands below the direct answers is shown when its place is known.
  part('found').className = words ? 'found' : 'several';
  if (!words) {
    for (const id of ['words', 'filters', 'pages']) part(id).replaceChildren();
    part('search-status').textContent = `${answers.length} answers`;
    return;
  }
  const found = await words;
  if (own !== run) return;
  part('search-status').textContent = said(query, answers.length, near.length, found.total);
  if (found.total === 0) part('words').replaceChildren();
  const best = await found.best;
  if (own !== run) return;
  if (best) part('words').replaceChildren(item(hitLink(best)));
  // It is drawn before the others are asked for.
  await new Promise(requestAnimationFrame);
  if (own !== run) return;
  const rest = await found.others();
  if (own !== run) return;
  part('words').append(...rest.map((hit) => item(hitLink(hit))));
  part('pages').replaceChildren(...pageLinks(found.total, state));
  const counts = await found.counts();
  if (own !== run) return;
  const box = document.activeElement as HTMLInputElement | null;
  const focused = box?.closest('#filters') ? { name: box.name, value: box.value } : undefined;
  part('filters').replaceChildren(...filterBoxes(counts, state));
  if (focused) focusBox(focused);
}

function item(link: HTMLElement): HTMLLIElement {
  const li = document.createElement('li');
  li.append(link);
  return li;
}

function hitLink(hit: Hit): HTMLAnchorElement {
  const link = document.createElement('a');
  link.className = 'answer';
  link.href = hit.url;
  const name = document.createElement('strong');
  name.textContent = hit.title;
  const kind = document.createElement('span');
  kind.className = 'kind';
  kind.textContent = hit.kind;
  const small = document.createElement('small');
  small.append(...hit.excerpt);
  link.append(name, ' ', kind, small);
  return link;
}

/** One group of boxes a filter, each with the number of pages that it leaves. */
function filterBoxes(
  counts: Record<string, Record<string, number>>,
  state: State,
): HTMLFieldSetElement[] {
  return Object.entries(counts).flatMap(([name, values]) => {
    const chosen = state.filters[name] ?? [];
    const shown = Object.entries(values).filter(([value, n]) => n > 0 || chosen.includes(value));
    if (shown.length < 2 && chosen.length === 0) return [];
    const set = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.textContent = name;
    set.append(legend);
    for (const [value, count] of shown.sort((a, b) => b[1] - a[1])) {
      const label = document.createElement('label');
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.name = name;
      box.value = value;
      box.checked = chosen.includes(value);
      box.addEventListener('change', () => {
        const others = chosen.filter((one) => one !== value);
        const next = box.checked ? [...others, value] : others;
        go({ ...state, page: 1, filters: { ...state.filters, [name]: next } });
      });
      const number = document.createElement('span');
      number.className = 'note';
      number.textContent = String(count);
      label.append(box, ` ${value} `, number);
      set.append(label);
    }
    return [set];
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
  const link = (label: string, page: number) => {
    const a = document.createElement('a');
    a.textContent = label;
    a.href = addressOf({ ...state, page });
    return a;
  };
  const here = document.createElement('span');
  here.textContent = `Page ${state.page} of ${last}`;
  return [
    ...(state.page > 1 ? [link('Previous page', state.page - 1)] : []),
    here,
    ...(state.page < last ? [link('Next page', state.page + 1)] : []),
  ];
}

function said(query: string, direct: number, near: number, words: number): string {
  const text = `${words} page${words === 1 ? '' : 's'} hold${words === 1 ? 's' : ''} these words.`;
  if (direct > 0) return `${direct} direct answer${direct === 1 ? '' : 's'}; ${text}`;
  if (near > 0) return `Nothing is called “${query}”; did you mean one of these? ${text}`;
  return `Nothing is called “${query}”. ${text} Write codes as 0xC000006A, %%1833 or S-1-5-18.`;
}

function go(state: State): void {
  history.replaceState(null, '', addressOf(state));
  void show(state).catch(failed);
}

function failed(): void {
  part('looking').hidden = true;
  part('search-status').textContent =
    'The search could not be loaded. Reload the page, or use the list of events.';
}

input.addEventListener('input', () => {
  clearTimeout(timer);
  const query = input.value.trim();
  const search = () => go({ query, filters: {}, page: 1 });
  if (query.length > SHORT) search();
  else timer = setTimeout(search, PAUSE);
});
host.querySelector('form')?.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(timer);
  const query = input.value.trim();
  void answersFor(query)
    .catch(() => undefined)
    .then((found) => {
      const several = readQuery(query).parts.length > 1;
      const exact = several ? undefined : found?.answers.find((answer) => answer.exact);
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
(part('narrow') as HTMLDetailsElement).open = matchMedia('(width >= 56rem)').matches;
start();
