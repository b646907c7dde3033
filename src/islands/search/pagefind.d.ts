/** Pagefind as the build of the site writes it, of which the search uses this. */
declare module 'virtual:pagefind' {
  export interface PagefindResult {
    url: string;
    excerpt: string;
    /** The whole text of the page. */
    content: string;
    meta: { title: string; kind: string };
  }
  /** Pages that each value of each filter would leave. */
  export type Filtered = Record<string, Record<string, number>>;
  /** How much each of what makes a page rank high counts (https://pagefind.app/docs/ranking/). */
  export interface Ranking {
    pageLength: number;
    termFrequency: number;
    termSaturation: number;
    metaWeights: Record<string, number>;
  }
  export function createInstance(options: {
    noWorker: boolean;
    basePath: string;
    ranking: Ranking;
  }): {
    /** Loads the values of all filters, without which no search counts them. */
    filters(): Promise<unknown>;
    search(
      query: string,
      options: { filters: Record<string, { any: string[] }> },
    ): Promise<{ results: { data(): Promise<PagefindResult> }[]; filters: Filtered }>;
  };
}
