import type { CollectionKey } from 'astro:content';
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

/** Keeps the facts, samples and logs that were read for this thread. */
export function keepFacts({ records, samples, logs }: Omit<Facts, 'prose'>): void {
  const { collections } = kept();
  const keep = (name: string, entries: Iterable<readonly [string, Omit<Entry, 'id'>]>) =>
    collections.set(name, new Map([...entries].map(([id, entry]) => [id, { id, ...entry }])));
  const texts = (from: ReadonlyMap<string, string>) =>
    [...from].map(([id, xml]) => [id, { data: { xml } }] as const);
  for (const [folder, entries] of Object.entries(records)) {
    keep(
      folder,
      [...(entries as Map<string, unknown>)].map(([id, data]) => [id, { data }]),
    );
  }
  keep('samples', texts(samples));
  keep('logs', texts(logs));
}

/** The entries of a collection, in the order in which they were read. */
export async function entriesOf(name: CollectionKey): Promise<Entry[]> {
  const entries = kept().collections.get(name);
  if (entries) return [...entries.values()];
  const { getCollection } = await import('astro:content');
  return getCollection(name);
}
