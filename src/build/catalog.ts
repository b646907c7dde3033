import { getCollection, type CollectionKey } from 'astro:content';
import { buildCatalog, type Catalog } from '../catalog/build.ts';
import { contentFolders, type ContentRecords } from '../catalog/folders.ts';
import { definitionsOf, type Definitions } from '../catalog/definitions.ts';
import { eventLinks, type EventLinks } from '../catalog/event-links.ts';

export interface Site {
  catalog: Catalog;
  definitions: Definitions;
  links: EventLinks;
}

let built: Promise<Site> | undefined;

/** The catalog of the content collections and what is worked out from it, built once a build. */
export function getCatalog(): Promise<Site> {
  built ??= build();
  return built;
}

async function build(): Promise<Site> {
  const records: Record<string, Map<string, unknown>> = {};
  for (const folder of Object.keys(contentFolders)) {
    const entries = (await getCollection(folder as CollectionKey)) as {
      id: string;
      data: unknown;
    }[];
    records[folder] = new Map(
      entries.map((entry) => [entry.id, entry.data] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
  const samples = new Map(
    (await getCollection('samples')).map((entry) => [entry.id, entry.data.xml] as const).sort(),
  );
  const logs = new Map(
    (await getCollection('logs')).map((entry) => [entry.id, entry.data.xml] as const),
  );
  const catalog = buildCatalog(records as unknown as ContentRecords, samples, logs);
  return { catalog, definitions: definitionsOf(catalog), links: eventLinks(catalog) };
}
