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

interface Pagefind {
  init(): Promise<void>;
  /** Loads the values of all filters, without which no search counts them. */
  filters(): Promise<unknown>;
  search(
    query: string,
    options?: { filters?: Record<string, { any: string[] }> },
  ): Promise<{
    results: { data(): Promise<PagefindResult> }[];
    filters: Record<string, Record<string, number>>;
  }>;
}

let loaded: Promise<Pagefind> | undefined;

/** Loads Pagefind, which searches the index that was made with the site. */
export function loadPagefind(): Promise<Pagefind> {
  loaded ??= (async () => {
    const address = '/pagefind/pagefind.js';
    const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
    await pagefind.init();
    await pagefind.filters();
    return pagefind;
  })();
  return loaded;
}

/**
 * Pages whose text holds the words, one page of hits at a time.
 *
 * @returns `filters` counts, for each value, the pages that it would leave
 */
export async function searchText(
  query: string,
  filters: Filters,
  page: number,
  size: number,
): Promise<{ hits: Hit[]; total: number; filters: Record<string, Record<string, number>> }> {
  const pagefind = await loadPagefind();
  const wanted = Object.fromEntries(
    Object.entries(filters)
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name, { any: values }]),
  );
  const found = await pagefind.search(query, { filters: wanted });
  const shown = found.results.slice((page - 1) * size, page * size);
  const data = await Promise.all(shown.map((result) => result.data()));
  const hits = data.map(({ url, meta, excerpt }) => ({
    url,
    title: meta.title,
    kind: meta.kind,
    excerpt: marked(excerpt),
  }));
  return { hits, total: found.results.length, filters: found.filters };
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
