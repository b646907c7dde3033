import type { CollectionKey } from 'astro:content';
import type { ContentFolder } from '../catalog/folders.ts';
import type { Facts } from '../cli/load-content.ts';
import type { Site } from './catalog.ts';

/** An entry of a content collection, as Astro keeps it. */
export interface Entry {
  id: string;
  data: unknown;
  /** Markdown, of prose. */
  body?: string;
  rendered?: { html: string };
}

/** Entries by their id, by the name of their collection. */
type Collections = Map<string, Map<string, Entry>>;

const HERE = Symbol.for('audit-atlas.build');
interface Kept {
  collections: Collections;
  site?: Promise<Site>;
  /** In the main thread of a build: what another thread reads for it, while Astro starts. */
  facts?: Promise<Facts>;
}
const thread = globalThis as typeof globalThis & { [HERE]?: Kept };

/**
 * What this thread keeps while the site is built; nothing while the content is being watched, where Astro's store is asked.
 * It stands beside all modules, as the bundle of the pages has its own.
 */
export function kept(): Kept {
  return (thread[HERE] ??= { collections: new Map() });
}

/** A collection that is read with the facts; prose, which Astro renders, is kept by itself. */
export type FactsCollection = ContentFolder | 'samples' | 'logs';

/** Id and data of each entry of a collection. */
export function dataOf(facts: Facts, name: FactsCollection): [string, unknown][] {
  if (name !== 'samples' && name !== 'logs') return [...facts.records[name]];
  return [...facts[name]].map(([id, xml]) => [id, { xml }]);
}

/** Keeps the facts, samples and logs that were read for this thread. */
export function keepFacts(facts: Facts): void {
  const folders = Object.keys(facts.records) as ContentFolder[];
  for (const name of [...folders, 'samples', 'logs'] as const) {
    const entries = dataOf(facts, name).map(([id, data]) => [id, { id, data }] as const);
    kept().collections.set(name, new Map(entries));
  }
}

/** The entries of a collection, in the order in which they were read. */
export async function entriesOf(name: CollectionKey): Promise<Entry[]> {
  const entries = kept().collections.get(name);
  if (entries) return [...entries.values()];
  const { getCollection } = await import('astro:content');
  return getCollection(name);
}
