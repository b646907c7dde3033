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
  /** Loads the part of the index that a search for these words reads. */
  preload(query: string): Promise<void>;
  /** Loads the values of all filters, without which no search counts them. */
  filters(): Promise<unknown>;
  search(
    query: string,
    options: { filters: Record<string, { any: string[] }> },
  ): Promise<{ results: { data(): Promise<PagefindResult> }[]; filters: Counts }>;
}

let loaded: Promise<Pagefind> | undefined;
let counting = false;

const FOLDER = '/pagefind/';
/** First byte of what gzip packed (RFC 1952, 2.3.1). */
const GZIP = 0x1f;

/**
 * Loads Pagefind, which searches the index that was made with the site. It runs in the page: a search takes it a few
 * milliseconds, and the first one need not wait for a worker to load it again.
 */
export function loadPagefind(): Promise<Pagefind> {
  loaded ??= (async () => {
    unpackInBrowser();
    const address = `${FOLDER}pagefind.js`;
    const { createInstance } = (await import(/* @vite-ignore */ address)) as {
      createInstance(options: { noWorker: boolean; metaCacheTag?: string | undefined }): Pagefind;
    };
    // The page has asked for the list of indexes already, by an address that changes with them.
    const entry = document.querySelector<HTMLLinkElement>('link[href*="pagefind-entry.json"]');
    const tag = entry && new URL(entry.href).searchParams.get('ts');
    return createInstance({ noWorker: true, metaCacheTag: tag ?? undefined });
  })();
  return loaded;
}

/** Loads all that the first result of a query needs but its text. */
export async function loadWords(query: string): Promise<void> {
  const pagefind = await loadPagefind();
  if (query !== '') await pagefind.preload(query);
}

/**
 * Pagefind unpacks its files in script, which keeps the page from answering. The browser does it in a tenth of the time,
 * apart from the page; what comes unpacked Pagefind takes as it is.
 */
function unpackInBrowser(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || typeof input !== 'string' || !/\.(?:pf_\w+|pagefind)$/.test(input)) {
      return response;
    }
    const bytes = await response.arrayBuffer();
    if (new Uint8Array(bytes)[0] !== GZIP) return new Response(bytes);
    return new Response(new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip')));
  };
}

/** Pages that hold the words of a query, one page of hits of them. */
export interface Found {
  total: number;
  /** The best, when its text is there; none where nothing was found. */
  best: Promise<Hit> | undefined;
  /** The others, best first. Their texts are loaded when asked for: they would only hold up that of the best. */
  others(): Promise<Hit[]>;
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
  const [best, ...others] = found.results.slice((page - 1) * size, page * size);
  return {
    total: found.results.length,
    best: best?.data().then(hitOf),
    others: () => Promise.all(others.map((result) => result.data().then(hitOf))),
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
