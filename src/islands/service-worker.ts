import { readArchive, type Archive } from './archive.ts';

/** What the worker uses of its scope (W3C Service Workers, 4.1); the types of pages and of workers exclude each other. */
interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Event {
  request: Request;
  clientId: string;
  /** The page that a request for a page leads to. */
  resultingClientId: string;
  respondWith(response: Promise<Response>): void;
}
declare const self: {
  location: Location;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lifetime) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
};
/** Set when the site is built: changes with any file of it. */
declare const BUILD: string;

const COPY = '/audit-atlas.zip';
const CACHE = `audit-atlas-${BUILD}`;
/** A network that says nothing for this long counts as none. */
const PATIENCE = 4_000;

let archive: Promise<Archive | undefined> | undefined;
/** Pages that came from the copy: what they ask for comes from the same build. */
const copiedPages = new Set<string>();

self.addEventListener('install', (event) => event.waitUntil(keepCopy()));

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOldCopies().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'use-now') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || pathname === COPY) return;
  event.respondWith(answer(event, pathname));
});

/**
 * Keeps the copy only where it is whole and of this build: a host that is being written to gives halves, or the archive of
 * the build before. What fails is tried again with the next page.
 *
 * @throws {Error} where it is neither, or has no room on this device
 */
async function keepCopy(): Promise<void> {
  const response = await fetch(COPY, { cache: 'reload' });
  const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
  if (Number(response.headers.get('content-length')) > quota - usage) {
    await response.body?.cancel();
    throw new Error('There is no room for a copy of the site on this device.');
  }
  const bytes = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const id = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!id.startsWith(BUILD)) throw new Error(`${COPY} is not the one of this build.`);
  const cache = await caches.open(CACHE);
  await cache.put(COPY, new Response(bytes));
}

/**
 * The network where it answers, the copy on this device where it does not or the host has a fault. A file that the host no
 * longer has may belong to a page of the build before, whose copy has it.
 */
async function answer(event: FetchEvent, path: string): Promise<Response> {
  const { request, clientId, resultingClientId } = event;
  const isPage = request.mode === 'navigate';
  const kept = copiedPages.has(clientId) && !isPage ? await fromCopy(path, false) : undefined;
  if (kept) return kept;
  const given = new AbortController();
  const asked = fetch(request, { signal: given.signal });
  const silence = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
  const response = await Promise.race([asked.catch(() => undefined), silence]);
  if (response && (isPage ? response.status < 500 : response.ok)) return response;
  const copied = await fromCopy(path, !response && (isPage || path.endsWith('/')));
  if (!copied) return asked;
  given.abort();
  if (isPage) copiedPages.add(resultingClientId);
  return copied;
}

/** An address typed by hand may lack the slash at its end. */
async function fromCopy(path: string, isPage: boolean): Promise<Response | undefined> {
  archive ??= openCopy();
  const copy = await archive.catch(() => undefined);
  if (!copy) archive = undefined;
  return (
    copy?.read(path) ??
    copy?.read(`${path}/`) ??
    (isPage ? copy?.read('/404.html', 404) : undefined)
  );
}

async function openCopy(): Promise<Archive | undefined> {
  const cache = await caches.open(CACHE);
  const copy = await cache.match(COPY);
  return copy && readArchive(await copy.arrayBuffer());
}

async function removeOldCopies(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith('audit-atlas-') && name !== CACHE)
      .map((name) => caches.delete(name)),
  );
}
