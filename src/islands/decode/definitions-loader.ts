import {
  indexDefinitions,
  type Definitions,
  type DefinitionsData,
  type TableData,
} from '../../catalog/definitions.ts';
import { getJson } from '../get-json.ts';

interface Loaded {
  definitions: DefinitionsData;
  tables: TableData[];
  others: string[];
}

/** Definitions from the site's own files; big code tables are loaded when a value asks for them. */
export class DefinitionsLoader {
  readonly #tables = new Map<string, TableData>();
  readonly #others = new Set<string>();
  readonly #missed = new Set<string>();
  readonly #failed = new Set<string>();
  #loading: Promise<Definitions> | undefined;
  #notes: Promise<Record<string, string>> | undefined;

  get(): Promise<Definitions> {
    this.#loading ??= getJson<Loaded>('/decode/definitions.json').then((loaded) => {
      for (const table of loaded.tables) this.#tables.set(table.id, table);
      for (const id of loaded.others) this.#others.add(id);
      return indexDefinitions(loaded.definitions, (id) => {
        const table = this.#tables.get(id);
        if (!table && this.#others.has(id)) this.#missed.add(id);
        return table;
      });
    });
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }

  /** What fields are, by concept; nothing when it cannot be loaded, for an event explains itself without. */
  notes(): Promise<Record<string, string>> {
    this.#notes ??= getJson<Record<string, string>>('/decode/field-notes.json').catch(() => {
      this.#notes = undefined;
      return {};
    });
    return this.#notes;
  }

  /** Loads the tables that were asked for and not there. @returns whether any was */
  async loadMissed(): Promise<boolean> {
    if (this.#missed.size === 0) return false;
    const ids = [...this.#missed];
    this.#missed.clear();
    const loads = await Promise.allSettled(
      ids.map(async (id) => {
        this.#tables.set(id, await getJson<TableData>(`/decode/tables/${id}.json`));
        this.#failed.delete(id);
      }),
    );
    for (const [at, { status }] of loads.entries())
      if (status === 'rejected') this.#failed.add(ids[at] as string);
    return loads.some(({ status }) => status === 'fulfilled');
  }

  /** Tables that are missing because they could not be loaded. */
  get failed(): string[] {
    return [...this.#failed];
  }

  /** Does something as often as tables are missing for it. */
  async whole<T>(make: () => T | Promise<T>): Promise<T> {
    for (;;) {
      const made = await make();
      if (!(await this.loadMissed())) return made;
    }
  }
}
