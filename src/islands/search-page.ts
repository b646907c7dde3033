import { counted } from '../catalog/grouped.ts';
import { readQuery } from '../catalog/read-query.ts';
import { answerLink } from './answer-link.ts';
import { answersTable } from './answers-table.ts';
import { hitLink } from './hit-link.ts';
import { rememberLookup } from './kept-lookups.ts';
import { answersFor, loadIndex, type Found } from './lookup-data.ts';
import { addressOf, PAGE, questionOf, readState, type State } from './search-state.ts';
import { searchText, type Counts, type Reply } from './text-search.ts';

/** A letter or two begin so many words that the next key is waited for. */
const SHORT = 2;
const PAUSE = 120;

const part = (id: string) => document.querySelector(`#${id}`) as HTMLElement;
const host = document.querySelector('site-search') as HTMLElement;
const input = host.querySelector('input') as HTMLInputElement;
let run = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

void loadIndex().catch(() => undefined);

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

function showDirect(query: string, several: boolean, { answers, near }: Found): void {
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
  part('found').className = several ? 'several' : 'found';
  if (!several) return;
  for (const id of ['words', 'filters', 'pages']) part(id).replaceChildren();
  part('search-status').textContent = counted(answers.length, 'answer');
}

function showText(reply: Reply, state: State, { answers, near }: Found): void {
  if (reply.part === 'failed') failed();
  else if (reply.part === 'best') {
    const { total, hit } = reply;
    part('search-status').textContent = said(state.query, answers.length, near.length, total);
    part('words').replaceChildren(...(hit ? [item(hitLink(hit))] : []));
    part('pages').replaceChildren(...pageLinks(total, state));
  } else if (reply.part === 'others') {
    part('words').append(...reply.hits.map((hit) => item(hitLink(hit))));
  } else {
    const box = document.activeElement as HTMLInputElement | null;
    const focused = box?.closest('#filters') ? { name: box.name, value: box.value } : undefined;
    part('filters').replaceChildren(...filterBoxes(reply.counts, state));
    if (focused) focusBox(focused);
  }
}

function item(link: HTMLElement): HTMLLIElement {
  const li = document.createElement('li');
  li.append(link);
  return li;
}

/** One group of boxes a filter, each with the number of pages that it leaves. */
function filterBoxes(counts: Counts, state: State): HTMLFieldSetElement[] {
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
  const text = `${counted(words, 'page')} hold${words === 1 ? 's' : ''} these words.`;
  if (direct > 0) return `${counted(direct, 'direct answer')}; ${text}`;
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
