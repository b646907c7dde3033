import { join } from 'node:path';
import type { RouteData, SSRManifest } from 'astro';
import { StaticPaths } from 'astro/runtime/prerender/static-paths.js';
import type { SiteFile } from './site-files.ts';

/** What renders pages: the app of Astro's bundle. */
export interface PageApp {
  manifest: SSRManifest;
  render(request: Request, options: { routeData: RouteData }): Promise<Response>;
}

/** A page of the site, with the name that Astro has for it: its address without the first slash. */
export interface PageFile extends SiteFile {
  name: string;
}

/**
 * The pages that a bundle renders, in the same order in every thread.
 *
 * @param site address of the site
 */
export async function bundledPages(app: PageApp, site: string): Promise<PageFile[]> {
  const routes = app.manifest.routes.filter(({ routeData }) => routeData.type === 'page');
  // Asked for through the app: what Astro finds out of a route here, it knows when it renders.
  const ofPages: PageApp = Object.create(app, {
    manifest: { value: { ...app.manifest, routes } },
  }) as PageApp;
  const { origin } = new URL(site);
  const paths = await new StaticPaths(ofPages as never).getAll();
  return paths.map(({ pathname, route }) => {
    const name = pathname.replace(/^\/+|\/+$/g, '');
    const page = name === '' ? '' : `${name}/`;
    return {
      name: page || '/',
      path: name === '404' ? '404.html' : join(name, 'index.html'),
      component: route.component,
      render: () => app.render(new Request(`${origin}/${page}`), { routeData: route }),
    };
  });
}
