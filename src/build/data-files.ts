import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { APIContext, APIRoute } from 'astro';
import type { SiteFile } from './site-files.ts';

type Params = Record<string, string | undefined>;

/** What a module below src/pages exports that makes files, not pages. */
interface DataModule {
  getStaticPaths?: () => Paths | Promise<Paths>;
  GET: APIRoute;
}
type Paths = readonly { params: Params; props?: Record<string, unknown> }[];

/**
 * The files that are no pages: JSON, Markdown, pictures. They are made by modules that Node reads as they are, so that a
 * thread can make them before the pages are bundled.
 *
 * @param pages folder of the routes
 * @param site address of the site
 */
export async function dataFiles(pages: string, site: string): Promise<SiteFile[]> {
  const modules = readdirSync(pages, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort();
  const address = new URL(site);
  const files: SiteFile[] = [];
  for (const path of modules) {
    const { getStaticPaths, GET } = (await import(
      pathToFileURL(join(pages, path)).href
    )) as DataModule;
    const route = path.split(sep).join('/').replace(/\.ts$/, '');
    for (const { params, props = {} } of (await getStaticPaths?.()) ?? [{ params: {} }]) {
      const name = route.replace(/\[(?:\.{3})?(\w+)\]/g, (_, key: string) => params[key] ?? '');
      files.push({
        path: name,
        component: `src/pages/${path}`,
        render: () => {
          const context = {
            params,
            props,
            site: address,
            // Read by one of many: an address takes longer to make than many a file.
            get url() {
              return new URL(`/${name}`, site);
            },
          };
          return GET(context as unknown as APIContext);
        },
      });
    }
  }
  return files;
}
