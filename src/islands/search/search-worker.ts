import { createInstance, type Filtered, type PagefindResult } from 'virtual:pagefind';
import { turnsOf } from './excerpt.ts';
import { holdsWords } from './hit-words.ts';
import { GIVEN, type Hit, type Question, type Reply } from './text-search.ts';

/** Set when the site is built: Pagefind's list of indexes, of which the site has one. */
declare const ENTRY: { languages: Record<string, { hash: string; wasm: string }> };

const FOLDER = '/pagefind/';
/** Milliseconds without another question after which the pages of each filter are counted. */
const CALM = 100;
/** Milliseconds in which a page draws what it was told. */
const FRAME = 16;
/** A number that no text holds: Pagefind finds a shorter one that it begins with, which is another number. */
const NUMBER = /^(?:0x[\da-f]+|\d+)$/i;
/** First byte of what gzip packed (RFC 1952, 2.3.1). */
const GZIP = 0x1f;

/** What a page says: a file that the search starts with, if it could be had, or a question. */
type Said = { file: string; bytes: ArrayBuffer | undefined } | { run: number; question: Question };

const { fetch } = globalThis;
const given = new Map<string, (bytes: ArrayBuffer | undefined) => void>();
// What Pagefind starts with is on its way before it asks.
const ahead = new Map(
  Object.values(ENTRY.languages)
    .flatMap(({ hash, wasm }) => [`pagefind.${hash}.pf_meta`, `wasm.${wasm}.pagefind`])
    .map((file) => [FOLDER + file, start(FOLDER + file)]),
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

async function start(address: string): Promise<Response> {
  if (self.name === GIVEN) {
    const bytes = await new Promise<ArrayBuffer | undefined>((resolve) => {
      given.set(address, resolve);
    });
    if (bytes) return unpacked(bytes);
  }
  const response = await fetch(address);
  return response.ok ? unpacked(await response.arrayBuffer()) : response;
}

/** Pagefind unpacks its files in script; the browser does it in a tenth of the time. */
function unpacked(bytes: ArrayBuffer): Response {
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

addEventListener('message', ({ data }: MessageEvent<Said>) => {
  if ('file' in data) {
    given.get(data.file)?.(data.bytes);
    return;
  }
  const { run, question } = data;
  latest = run;
  const say = (reply: Reply) => postMessage({ run, reply });
  answer(run, question, say).catch(() => say({ part: 'failed' }));
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
  const data = best && (await best.data());
  const hit = data && hitOf(data);
  const isHeld = NUMBER.test(query)
    ? hit && isMarked(hit, query)
    : data && holdsWords(data.content, query);
  if (hit && !isHeld) {
    say({ part: 'best', total: 0 });
    say({ part: 'others', hits: [] });
    say({ part: 'counts', counts: {} });
    return;
  }
  // The texts of the others are loaded after its own and its drawing, which they would only hold up.
  say({ part: 'best', total: found.results.length, hit });
  await new Promise((resolve) => setTimeout(resolve, FRAME));
  if (stale()) return;
  const texts = await Promise.all(others.map((result) => result.data()));
  say({ part: 'others', hits: texts.map(hitOf) });
  if (!counted) return;
  // Whoever types on would only wait for the counts of what was typed before.
  await new Promise((resolve) => setTimeout(resolve, CALM));
  if (stale()) return;
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

function isMarked({ excerpt }: Hit, word: string): boolean {
  const marked = excerpt.filter((_, turn) => turn % 2 === 1).map((text) => text.toLowerCase());
  return marked.some((text) => text.includes(word.toLowerCase()));
}
