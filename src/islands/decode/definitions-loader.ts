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
  readonly #coming = new Set<Promise<void>>();
  readonly #failed = new Set<string>();
  #arrived = 0;
  #misses = 0;
  #loading: Promise<Definitions> | undefined;
  #notes: Promise<Record<string, string>> | undefined;

  get(): Promise<Definitions> {
    this.#loading ??= getJson<Loaded>('/decode/definitions.json').then((loaded) => {
      for (const table of loaded.tables) this.#tables.set(table.id, table);
      for (const id of loaded.others) this.#others.add(id);
      return indexDefinitions(loaded.definitions, (id) => {
        const table = this.#tables.get(id);
        if (!table && this.#others.has(id)) {
          this.#missed.add(id);
          this.#misses += 1;
        }
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

  /** How often a table was asked for and not there. */
  get misses(): number {
    return this.#misses;
  }

  /** How many tables have come so far. */
  get arrived(): number {
    return this.#arrived;
  }

  /**
   * Loads the tables that were asked for and not there, and waits for those that others asked for.
   *
   * @param since what `arrived` was before the first was asked for
   * @returns whether any came since, so that what was made without it is to be made again
   */
  async loadMissed(since: number): Promise<boolean> {
    for (const id of this.#missed) {
      const load = this.#load(id).finally(() => this.#coming.delete(load));
      this.#coming.add(load);
    }
    this.#missed.clear();
    await Promise.all(this.#coming);
    return this.#arrived > since;
  }

  async #load(id: string): Promise<void> {
    try {
      this.#tables.set(id, await getJson<TableData>(`/decode/tables/${id}.json`));
      this.#failed.delete(id);
      this.#arrived += 1;
    } catch {
      this.#failed.add(id);
    }
  }

  /** Tables that are missing because they could not be loaded. */
  get failed(): string[] {
    return [...this.#failed];
  }

  /** Does something as often as tables are missing for it. */
  async whole<T>(make: () => T | Promise<T>): Promise<T> {
    for (;;) {
      const since = this.#arrived;
      const made = await make();
      if (!(await this.loadMissed(since))) return made;
    }
  }
}
