import { getCatalog } from './catalog.ts';

/** The paths of what is made once for the legacy events of each provider. */
export async function legacyPaths() {
  const { catalog } = await getCatalog();
  const slugs = new Set([...catalog.legacy.values()].map((legacy) => legacy.url.split('/')[1]));
  return [...slugs].map((slug) => ({ params: { slug } }));
}
