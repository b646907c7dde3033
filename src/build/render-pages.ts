import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RouteData } from 'astro';
import type { PathWithRoute } from 'astro/runtime/prerender/static-paths.js';

/** What renders a page: the app of Astro's bundle. */
export interface PageApp {
  render(request: Request, options: { routeData: RouteData }): Promise<Response>;
}

/** What all threads of a build know. */
export interface PageJob {
  /** Folder that the site is written to. */
  folder: string;
  /** Address of the site. */
  site: string;
  /** How many paths were taken so far, by any thread. */
  taken: Int32Array;
}

/** Paths taken together: neighbours share a template, which a thread then has at hand. */
const AT_ONCE = 8;

/**
 * Renders and writes pages until no path is left that no other thread took.
 *
 * @param paths all paths of the site, in the order that every thread has
 * @returns the paths that it rendered
 * @throws {Error} naming the page that could not be rendered; the other threads then take no more
 */
export async function renderPages(
  app: PageApp,
  paths: readonly PathWithRoute[],
  { folder, site, taken }: PageJob,
): Promise<string[]> {
  const rendered: string[] = [];
  const folders = new Set<string>();
  for (;;) {
    const from = Atomics.add(taken, 0, AT_ONCE);
    if (from >= paths.length) return rendered;
    for (const path of paths.slice(from, from + AT_ONCE)) {
      const file = join(folder, fileOf(path));
      try {
        const request = new Request(new URL(addressOf(path), site));
        const response = await app.render(request, { routeData: path.route });
        const parent = dirname(file);
        if (!folders.has(parent)) mkdirSync(parent, { recursive: true });
        folders.add(parent);
        await writeBody(file, response);
      } catch (error) {
        Atomics.store(taken, 0, paths.length);
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`${path.route.component} failed at ${path.pathname}: ${reason}`, {
          cause: error,
        });
      }
      rendered.push(path.pathname);
    }
  }
}

/** Piece by piece: the largest file is longer than all pages together. */
async function writeBody(file: string, { body }: Response): Promise<void> {
  const open = openSync(file, 'w');
  try {
    for await (const piece of body ?? []) writeFileSync(open, piece);
  } finally {
    closeSync(open);
  }
}

/** @returns the file that a path is written to, below the site's folder; pages are folders with an index */
export function fileOf({ pathname, route }: PathWithRoute): string {
  const name = trimmed(pathname);
  if (route.type !== 'page') return name;
  return name === '404' ? '404.html' : join(name, 'index.html');
}

/** @returns the address of a path, as pages read it: that of a page ends in a slash */
function addressOf({ pathname, route }: PathWithRoute): string {
  const name = trimmed(pathname);
  if (route.type === 'page') return name === '' ? '/' : `/${name}/`;
  return pathname.startsWith('/') ? pathname : `/${pathname}`;
}

function trimmed(pathname: string): string {
  return pathname.replace(/^\/+|\/+$/g, '');
}
