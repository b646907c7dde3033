/** What the full text is narrowed by: name → values, any of which will do. */
export type Filters = Record<string, string[]>;

/** One page that holds the words. */
export interface Hit {
  url: string;
  title: string;
  kind: string;
  excerpt: Node[];
}

interface PagefindResult {
  url: string;
  excerpt: string;
  meta: { title: string; kind: string };
}

type Counts = Record<string, Record<string, number>>;

interface Pagefind {
  /** Loads the values of all filters, without which no search counts them. */
  filters(): Promise<unknown>;
  search(
    query: string,
    options: { filters: Record<string, { any: string[] }> },
  ): Promise<{ results: { data(): Promise<PagefindResult> }[]; filters: Counts }>;
}

let loaded: Promise<Pagefind> | undefined;
let counting = false;

/**
 * Loads Pagefind, which searches the index that was made with the site. It runs in the page: a search takes it a few
 * milliseconds, and the first one need not wait for a worker to load it again.
 */
export function loadPagefind(): Promise<Pagefind> {
  loaded ??= (async () => {
    const address = '/pagefind/pagefind.js';
    const { createInstance } = (await import(/* @vite-ignore */ address)) as {
      createInstance(options: { noWorker: boolean }): Pagefind;
    };
    return createInstance({ noWorker: true });
  })();
  return loaded;
}

/** Pages that hold the words of a query, one page of hits of them. */
export interface Found {
  total: number;
  /** Best first; each comes when its text is there. */
  hits: Promise<Hit>[];
  /** Counts, for each value of each filter, the pages that it would leave. */
  counts(): Promise<Counts>;
}

/** Pages whose text holds the words, one page of hits at a time. */
export async function searchText(
  query: string,
  filters: Filters,
  page: number,
  size: number,
): Promise<Found> {
  const pagefind = await loadPagefind();
  const options = {
    filters: Object.fromEntries(
      Object.entries(filters)
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => [name, { any: values }]),
    ),
  };
  const found = await pagefind.search(query, options);
  const hits = found.results
    .slice((page - 1) * size, page * size)
    .map((result) => result.data().then(hitOf));
  return {
    total: found.results.length,
    hits,
    counts: () => count(pagefind, query, options, found),
  };
}

/** The first search does not wait for the filters: what it counted is counted again when they are there. */
async function count(
  pagefind: Pagefind,
  query: string,
  options: Parameters<Pagefind['search']>[1],
  found: { filters: Counts },
): Promise<Counts> {
  if (counting) return found.filters;
  await pagefind.filters();
  counting = true;
  return (await pagefind.search(query, options)).filters;
}

function hitOf({ url, meta, excerpt }: PagefindResult): Hit {
  return { url, title: meta.title, kind: meta.kind, excerpt: marked(excerpt) };
}

/** Pagefind marks hits with <mark>; everything else of the excerpt is text. */
function marked(html: string): Node[] {
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
