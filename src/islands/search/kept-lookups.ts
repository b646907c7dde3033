/** A lookup that this device remembers. */
export interface Kept {
  url: string;
  name: string;
  title: string;
}

interface Store {
  recent: Kept[];
  pinned: Kept[];
}

const KEY = 'audit-atlas:lookups';
const RECENT = 5;

function read(): Store {
  try {
    const store = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Store>;
    return { recent: clean(store.recent), pinned: clean(store.pinned) };
  } catch {
    return { recent: [], pinned: [] };
  }
}

/** What is stored may be anything; an address must be one of this site. */
function clean(list: unknown): Kept[] {
  if (!Array.isArray(list)) return [];
  return (list as Partial<Kept>[])
    .filter((one) => typeof one?.url === 'string' && /^\/(?!\/)/.test(one.url))
    .map((one) => ({ url: one.url ?? '', name: String(one.name), title: String(one.title) }));
}

/** A browser may refuse to store; the box then forgets. */
function write(store: Store): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(store));
  } catch {
    return;
  }
}

/** Pinned lookups, and the last five that are not among them. */
export function keptLookups(): Store {
  const { recent, pinned } = read();
  return { pinned, recent: recent.filter((one) => !pinned.some(({ url }) => url === one.url)) };
}

/** Remembers a lookup on this device, newest first. */
export function rememberLookup({ url, name, title }: Kept): void {
  const store = read();
  const others = store.recent.filter((one) => one.url !== url);
  write({ ...store, recent: [{ url, name, title }, ...others].slice(0, RECENT) });
}

export function forgetRecent(): void {
  write({ ...read(), recent: [] });
}

/** Pins a lookup, or lets it go; says whether it is pinned now. */
export function togglePin({ url, name, title }: Kept): boolean {
  const store = read();
  const pinned = store.pinned.filter((one) => one.url !== url);
  const was = pinned.length < store.pinned.length;
  write({ ...store, pinned: was ? pinned : [...pinned, { url, name, title }] });
  return !was;
}

export function isPinned(url: string): boolean {
  return read().pinned.some((one) => one.url === url);
}
