import type { Answer } from '../../catalog/lookup/answer.ts';
import { plainText } from '../../catalog/lookup/plain-text.ts';
import { isEventText, readQuery } from '../../catalog/lookup/read-query.ts';
import { button, find, make } from '../element.ts';
import { handOver, PASTED } from '../handed-paste.ts';
import { answerLink } from './answer-link.ts';
import { forgetRecent, isPinned, keptLookups, rememberLookup, togglePin } from './kept-lookups.ts';
import { answersFor, exactOf, loadIndex } from './lookup-data.ts';
import { hitLink } from './hit-link.ts';
import { prefetch } from './prefetch.ts';
import { quoted } from './quoted.ts';
import { searchText, wakeTextSearch } from './text-search.ts';

const QUIET = 500;
/** The full text is asked once the typing pauses, and only where names answer less than this. */
const PAUSE = 150;
const ENOUGH = 6;
const HITS = 4;
const NOT_LOADED = 'Ids and names could not be loaded. Reload the page, or search all text.';

/** One row of the list: where it leads, and what it does before. */
interface Row {
  link: HTMLAnchorElement;
  before: () => void;
}

/**
 * The list below a search box, by the combobox pattern of WAI-ARIA: the focus stays in the box, the arrow keys move
 * the active option, every option is a link.
 */
export class Combobox {
  readonly #input: HTMLInputElement;
  readonly #leave: () => void;
  readonly #list: HTMLElement;
  readonly #popup: HTMLElement;
  readonly #status: HTMLElement;
  #rows: Row[] = [];
  #at = -1;
  #run = 0;
  #pasted: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: ReturnType<typeof setTimeout> | undefined;

  /** @param leave gives the focus back to where it was before the box was opened */
  constructor(host: HTMLElement, input: HTMLInputElement, leave: () => void) {
    this.#input = input;
    this.#leave = leave;
    this.#popup = find('.popup', host);
    this.#list = find('[role=listbox]', host);
    this.#status = find('[role=status]', host);
    void loadIndex().catch(() => undefined);
    input.addEventListener('keydown', (event) => this.#key(event));
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', this.#list.id);
    input.setAttribute('aria-expanded', 'false');
    input.addEventListener('input', () => {
      this.#pasted = undefined;
      void this.#update();
    });
    input.addEventListener('click', () => this.show());
    host.addEventListener('focusout', (event) => {
      if (!host.contains(event.relatedTarget as Node | null)) this.#close();
    });
    // The focus stays in the box, so that a click on an option does not close the list before it counts.
    this.#popup.addEventListener('mousedown', (event) => event.preventDefault());
    if (input.value !== '') void this.#update();
  }

  /** Opens the list: of an empty box, what was looked up before. */
  show(): void {
    if (this.#popup.hidden) void this.#update();
  }

  /** Goes to the active option, to what the query is exactly, or to the search page. */
  async go(newTab = false): Promise<void> {
    const query = plainText(this.#input.value);
    const row = this.#rows[this.#at];
    if (row && this.#pasted === undefined) {
      row.before();
      open(row.link.href, newTab);
      return;
    }
    if (this.#pasted !== undefined) {
      this.#decode(this.#pasted);
      return;
    }
    if (query === '') return;
    const found = await answersFor(query, true).catch(() => undefined);
    const exact = exactOf(query, found);
    if (exact) rememberLookup(exact);
    open(exact?.url ?? `/search/?q=${encodeURIComponent(query)}`, newTab);
  }

  async #update(): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    const query = plainText(this.#input.value);
    clearTimeout(this.#timer);
    clearTimeout(this.#asking);
    if (this.#pasted !== undefined) return;
    if (query === '') {
      this.#showKept();
      return;
    }
    const found = await answersFor(query, true).catch(() => undefined);
    if (run !== this.#run) return;
    if (!found) {
      this.#render([searchRow(query, NOT_LOADED)]);
      this.#say(NOT_LOADED);
      return;
    }
    found.more?.then(
      () => {
        // No row is exchanged under the reader's hand.
        if (run === this.#run && this.#at < 0) void this.#update();
      },
      () => undefined,
    );
    const shown = found.answers.length > 0 ? found.answers : found.near;
    const rows = [...shown, ...(found.compared ? [found.compared] : [])].map((answer) =>
      answerRow(answer),
    );
    this.#render([...rows, textRow(query, found.answers.length === 0, rows.length > 0)]);
    const first = shown[0];
    if (first && first.kind !== 'words') prefetch(first.url);
    this.#say(said(query, found.answers.length, found.near.length));
    const exact = found.answers.some((answer) => answer.exact);
    if (found.answers.length < ENOUGH && !exact && isWords(query)) {
      wakeTextSearch();
      this.#asking = setTimeout(() => this.#askText(query, run, shown), PAUSE);
    }
  }

  /** Adds pages whose text holds the words below all else, so that nothing moves under the reader's hand. */
  #askText(query: string, run: number, shown: readonly Answer[]): void {
    const question = { query, filters: {}, page: 1, size: HITS, counted: false };
    searchText(question, (reply) => {
      if (run !== this.#run) return;
      const hits = reply.part === 'best' ? [reply.hit] : reply.part === 'others' ? reply.hits : [];
      const rows = hits
        .filter((hit) => hit !== undefined)
        .filter(({ url }) => !shown.some((answer) => answer.url === url))
        .map((hit) => ({ link: hitLink(hit), before: () => undefined }));
      this.#append(rows);
      if (reply.part === 'best' && shown.length === 0) {
        this.#say(`Nothing is called ${quoted(query)}; ${reply.total} pages hold these words`);
      }
    });
  }

  #showKept(): void {
    const { pinned, recent } = keptLookups();
    const rows = [
      ...pinned.map((kept) => ({ kept, detail: 'pinned' })),
      ...recent.map((kept) => ({ kept, detail: 'looked up before' })),
    ].map(({ kept, detail }) => answerRow({ ...kept, kind: 'page', detail, exact: false }));
    const here = pageAsLookup();
    const tools: HTMLElement[] = [];
    if (recent.length > 0) {
      tools.push(
        button('Clear recent', () => {
          forgetRecent();
          this.#input.focus();
          this.#showKept();
        }),
      );
    }
    if (here) {
      tools.push(
        button(`${isPinned(here.url) ? 'Unpin' : 'Pin'} ${here.name}`, () => {
          togglePin(here);
          this.#input.focus();
          this.#showKept();
        }),
      );
    }
    if (rows.length === 0 && tools.length === 0) {
      this.#close();
      return;
    }
    this.#render(rows, tools);
  }

  /** Takes a pasted text of several lines, or of markup: an event is offered to the decoder, the rest is a query. */
  paste(text: string): void {
    if (!isEventText(text)) {
      const query = text.trim().replace(/\s+/g, ' ');
      const { selectionStart, selectionEnd } = this.#input;
      this.#input.setRangeText(query, selectionStart ?? 0, selectionEnd ?? 0, 'end');
      void this.#update();
      return;
    }
    this.#input.value = (text.trim().split(/\r?\n/)[0] ?? '').slice(0, 80);
    this.#pasted = text;
    this.#run += 1;
    const size = `${text.length.toLocaleString('en')} characters; they stay in this browser`;
    const link = make(
      'a',
      { class: 'answer', href: PASTED },
      make('strong', {}, 'Decode this'),
      ' ',
      make('small', {}, size),
    );
    link.addEventListener('click', (event) => {
      event.preventDefault();
      this.#decode(text);
    });
    this.#render([{ link, before: () => undefined }]);
    this.#say('This is an event: Enter decodes it.');
  }

  /** Hands a pasted event to the decoder of this tab. */
  #decode(text: string): void {
    if (handOver(text)) location.assign(PASTED);
    else this.#say('This is too long to hand over. Open the decoder and paste it there.', 0);
  }

  #render(rows: readonly Row[], tools: readonly HTMLElement[] = []): void {
    this.#rows = [];
    this.#at = -1;
    this.#input.removeAttribute('aria-activedescendant');
    this.#list.replaceChildren();
    this.#append(rows);
    this.#list.hidden = rows.length === 0;
    this.#popup.querySelector('.tools')?.replaceChildren(...tools);
    this.#popup.hidden = rows.length === 0 && tools.length === 0;
    this.#input.ariaExpanded = String(rows.length > 0);
  }

  #append(rows: readonly Row[]): void {
    for (const { link, before } of rows) {
      link.id = `answer-${this.#rows.length}`;
      link.role = 'option';
      link.tabIndex = -1;
      link.ariaSelected = 'false';
      link.addEventListener('click', before);
      this.#rows.push({ link, before });
      this.#list.append(link);
    }
  }

  #key(event: KeyboardEvent): void {
    const { key } = event;
    if (event.isComposing) return;
    if (key === 'Escape') {
      event.preventDefault();
      if (!this.#popup.hidden) this.#close();
      else if (this.#input.value !== '') {
        this.#input.value = '';
        this.#input.dispatchEvent(new Event('input', { bubbles: true }));
        this.#close();
      } else this.#leave();
      return;
    }
    // The buttons below what was looked up before can be reached; a list of answers is left at once.
    if (key === 'Tab' && this.#input.value !== '') this.#close();
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.go(true);
    }
    if ((key === 'ArrowDown' || key === 'ArrowUp') && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      if (this.#popup.hidden) this.show();
      else this.#move(key === 'ArrowDown' ? 1 : -1);
    }
  }

  /** The box itself stands between the last option and the first. */
  #move(step: number): void {
    const size = this.#rows.length + 1;
    this.#at = ((this.#at + 1 + step + size) % size) - 1;
    for (const [index, { link }] of this.#rows.entries()) {
      link.ariaSelected = String(index === this.#at);
      if (index === this.#at) link.scrollIntoView({ block: 'nearest' });
    }
    if (this.#at < 0) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', `answer-${this.#at}`);
  }

  #close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#asking);
    this.#run += 1;
    this.#popup.hidden = true;
    this.#rows = [];
    this.#at = -1;
    this.#input.ariaExpanded = 'false';
    this.#input.removeAttribute('aria-activedescendant');
  }

  /** Says something once the typing has stopped. */
  #say(text: string, after = QUIET): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#status.textContent = text;
    }, after);
  }
}

function answerRow(answer: Answer): Row {
  const keep = answer.kind !== 'words';
  return { link: answerLink(answer), before: () => keep && rememberLookup(answer) };
}

/** The last row: all text that holds the words; where nothing is called so, it says so, and what to do. */
function textRow(query: string, none: boolean, near: boolean): Row {
  const hint = near
    ? 'Nothing is called just so; what comes near stands above.'
    : 'Nothing is called so. Codes are written 0xC000006A, %%1833, S-1-5-18.';
  return searchRow(query, none ? hint : undefined);
}

function searchRow(query: string, hint: string | undefined): Row {
  const link = make(
    'a',
    { class: 'answer words', href: `/search/?q=${encodeURIComponent(query)}` },
    `Search all text for ${quoted(query)} `,
    hint !== undefined && make('small', {}, hint),
  );
  return { link, before: () => undefined };
}

/** Whether a query may be words of a text, as ids and codes are not. */
function isWords(query: string): boolean {
  const { only, parts } = readQuery(query);
  return only === undefined && parts.length === 1 && /[a-z]{3}/i.test(query);
}

function said(query: string, answers: number, near: number): string {
  if (answers > 0) return `${answers} answer${answers === 1 ? '' : 's'}`;
  const meant = near > 0 ? `; ${near} that you may have meant` : '';
  return `Nothing is called ${quoted(query)}${meant}`;
}

/** This page as something to pin, when it is about one thing. */
function pageAsLookup(): { url: string; name: string; title: string } | undefined {
  const heading = document.querySelector('main h1');
  const path = location.pathname;
  if (!heading || path.split('/').filter(Boolean).length < 2) return undefined;
  const id = heading.querySelector('.id')?.textContent?.trim();
  const title = (heading.textContent ?? '').trim().replace(/\s+/g, ' ');
  return { url: path, name: id ?? title, title: id ? title.replace(id, '').trim() : title };
}

function open(url: string, newTab: boolean): void {
  if (newTab) window.open(url, '_blank', 'noopener');
  else location.assign(url);
}
