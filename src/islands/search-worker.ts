import { createInstance, type Filtered, type PagefindResult } from 'virtual:pagefind';
import type { Hit, Question, Reply } from './text-search.ts';

/** Set when the site is built: Pagefind's list of indexes, of which the site has one. */
declare const ENTRY: { languages: Record<string, { hash: string; wasm: string }> };

const FOLDER = '/pagefind/';
/** First byte of what gzip packed (RFC 1952, 2.3.1). */
const GZIP = 0x1f;

const { fetch } = globalThis;
// What Pagefind starts with is on its way before it asks.
const ahead = new Map(
  Object.values(ENTRY.languages)
    .flatMap(({ hash, wasm }) => [`pagefind.${hash}.pf_meta`, `wasm.${wasm}.pagefind`])
    .map((file) => [FOLDER + file, unpacked(FOLDER + file)]),
);
globalThis.fetch = (input, init) => {
  const address = String(input);
  if (address.includes('pagefind-entry.json')) return Promise.resolve(Response.json(ENTRY));
  const known = ahead.get(address);
  ahead.delete(address);
  return known ?? fetch(input, init);
};
// Pagefind would make one for each search, which costs more than the search; English needs none.
Reflect.deleteProperty(Intl, 'Segmenter');

/** Pagefind unpacks its files in script; the browser does it in a tenth of the time. */
async function unpacked(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) return response;
  const bytes = await response.arrayBuffer();
  if (new Uint8Array(bytes)[0] !== GZIP) return new Response(bytes);
  return new Response(new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip')));
}

const pagefind = createInstance({
  noWorker: true,
  basePath: FOLDER,
  // A page that is called so goes before a short one that says the word often.
  ranking: { pageLength: 0.4, termFrequency: 0.5, termSaturation: 1.2, metaWeights: { title: 8 } },
});
let latest = 0;
let counting = false;

addEventListener('message', ({ data }: MessageEvent<{ run: number; question: Question }>) => {
  latest = data.run;
  const say = (reply: Reply) => postMessage({ run: data.run, reply });
  answer(data.run, data.question, say).catch(() => say({ part: 'failed' }));
});

async function answer(
  run: number,
  { query, filters, page, size, counted }: Question,
  say: (reply: Reply) => void,
): Promise<void> {
  const stale = () => run !== latest;
  const options = {
    filters: Object.fromEntries(
      Object.entries(filters)
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => [name, { any: values }]),
    ),
  };
  const found = await pagefind.search(query, options);
  if (stale()) return;
  const [best, ...others] = found.results.slice((page - 1) * size, page * size);
  // The texts of the others are loaded after its own, which they would only hold up.
  say({ part: 'best', total: found.results.length, hit: best && hitOf(await best.data()) });
  if (stale()) return;
  const texts = await Promise.all(others.map((result) => result.data()));
  say({ part: 'others', hits: texts.map(hitOf) });
  if (stale() || !counted) return;
  say({ part: 'counts', counts: await count(query, options, found.filters) });
}

/** The first search does not wait for the filters: what it counted is counted again when they are there. */
async function count(
  query: string,
  options: { filters: Record<string, { any: string[] }> },
  known: Filtered,
): Promise<Filtered> {
  if (counting) return known;
  await pagefind.filters();
  counting = true;
  return (await pagefind.search(query, options)).filters;
}

function hitOf({ url, meta, excerpt }: PagefindResult): Hit {
  return { url, title: meta.title, kind: meta.kind, excerpt: turnsOf(excerpt) };
}

/** Pagefind marks hits with <mark> and writes angle brackets of the text as entities; all else of an excerpt is text. */
function turnsOf(excerpt: string): string[] {
  return excerpt
    .split(/<\/?mark>/)
    .map((text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'));
}
