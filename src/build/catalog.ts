import type { CollectionKey } from 'astro:content';
import { buildCatalog, type Catalog } from '../catalog/build.ts';
import { contentFolders, type ContentRecords } from '../catalog/folders.ts';
import { definitionsOf, type Definitions } from '../catalog/definitions.ts';
import { eventLinks, type EventLinks } from '../catalog/event-links.ts';
import { entriesOf, kept } from './collections.ts';

export interface Site {
  catalog: Catalog;
  definitions: Definitions;
  links: EventLinks;
}

/** While the content is watched: goes with this module, which a change has read again. */
let built: Promise<Site> | undefined;

/** The catalog of the content collections and what is worked out from it, built once in each thread of a build. */
export function getCatalog(): Promise<Site> {
  const thread = kept();
  if (thread.collections.size > 0) return (thread.site ??= build());
  return (built ??= build());
}

async function build(): Promise<Site> {
  const records: Record<string, Map<string, unknown>> = {};
  for (const folder of Object.keys(contentFolders)) {
    const entries = await entriesOf(folder as CollectionKey);
    records[folder] = new Map(
      entries.map((entry) => [entry.id, entry.data] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
  const catalog = buildCatalog(
    records as unknown as ContentRecords,
    new Map((await textsOf('samples')).sort()),
    new Map(await textsOf('logs')),
  );
  return { catalog, definitions: definitionsOf(catalog), links: eventLinks(catalog) };
}

async function textsOf(name: 'samples' | 'logs'): Promise<[string, string][]> {
  const entries = await entriesOf(name);
  return entries.map(({ id, data }) => [id, (data as { xml: string }).xml]);
}
