import { readArchive, type Archive } from './archive.ts';

/** What the worker uses of its scope (W3C Service Workers, 4.1); the types of pages and of workers exclude each other. */
interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Event {
  request: Request;
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

let archive: Promise<Archive> | undefined;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.add(new Request(COPY, { cache: 'reload' }))),
  );
});

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
  event.respondWith(answer(request, pathname));
});

/** The network where it answers, the copy on this device where it does not. */
async function answer(request: Request, path: string): Promise<Response> {
  try {
    return request.mode === 'navigate' ? await askForPage(request) : await fetch(request);
  } catch (error) {
    const copied = await fromCopy(path, path.endsWith('/') || request.mode === 'navigate');
    if (copied) return copied;
    throw error;
  }
}

/** A page that has begun to come may take its time. */
async function askForPage(request: Request): Promise<Response> {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: given.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** An address typed by hand may lack the slash at its end. */
async function fromCopy(path: string, isPage: boolean): Promise<Response | undefined> {
  archive ??= openCopy();
  archive.catch(() => (archive = undefined));
  const { read } = await archive;
  return read(path) ?? read(`${path}/`) ?? (isPage ? read('/404.html', 404) : undefined);
}

async function openCopy(): Promise<Archive> {
  const copy = await caches.match(COPY);
  if (!copy) throw new Error('There is no copy of the site on this device.');
  return readArchive(await copy.arrayBuffer());
}

async function removeOldCopies(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith('audit-atlas-') && name !== CACHE)
      .map((name) => caches.delete(name)),
  );
}
