/** A file with the name that it is called by. */
export interface NamedFile {
  name: string;
  file: Blob;
}

const READY = 'audit-atlas:ready';
/** Milliseconds in which a tab that is there answers, however busy it is. */
const PATIENCE = 5_000;

/**
 * Opens a page of this site in another tab, and gives it files when it asks for them. They pass from tab to tab: nothing
 * is stored, and nothing leaves the browser.
 *
 * @returns whether the browser opened the tab
 */
export function openWithFiles(address: string, files: readonly NamedFile[]): boolean {
  const other = open(address);
  if (!other) return false;
  addEventListener('message', function give({ source, origin, data }: MessageEvent<unknown>) {
    if (source !== other || origin !== location.origin || data !== READY) return;
    removeEventListener('message', give);
    other.postMessage(files, origin);
  });
  return true;
}

/**
 * Asks the tab that opened this one for its files.
 *
 * @returns what it gives; nothing where no such tab is there or answers in time
 */
export function takeFiles(): Promise<NamedFile[] | undefined> {
  const from = opener as Window | null;
  if (!from) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    addEventListener('message', function take({ source, origin, data }: MessageEvent<unknown>) {
      if (source !== from || origin !== location.origin || !Array.isArray(data)) return;
      removeEventListener('message', take);
      resolve(data as NamedFile[]);
    });
    setTimeout(resolve, PATIENCE, undefined);
    from.postMessage(READY, location.origin);
  });
}
