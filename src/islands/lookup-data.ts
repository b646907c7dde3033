import type { CodeRows, CodeShape, LookupIndex } from '../catalog/lookup-index.ts';
import { lookup, nearIds, shapeOfQuery, type Answer } from '../catalog/lookup.ts';

const loads = new Map<string, Promise<unknown>>();

function load<T>(url: string): Promise<T> {
  let known = loads.get(url);
  if (!known) {
    known = fetch(url).then((response) => {
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return response.json() as Promise<T>;
    });
    known.catch(() => loads.delete(url));
    loads.set(url, known);
  }
  return known as Promise<T>;
}

/** Loads the index of ids and names, so that the first key finds it there. */
export const loadIndex = () => load<LookupIndex>('/search/index.json');

const loadCodes = (shape: CodeShape) => load<CodeRows>(`/search/codes-${shape}.json`);

/** Answers of a query, and ids near it when there are none. Codes are loaded when a query looks like one. */
export async function answersFor(query: string): Promise<{ answers: Answer[]; near: Answer[] }> {
  const index = await loadIndex();
  const shape = shapeOfQuery(query);
  const plainId = /^\s*\d{1,5}\s*$/.test(query);
  const answers = lookup(query, index, shape && !plainId ? await loadCodes(shape) : []);
  return { answers, near: answers.length === 0 ? nearIds(query, index) : [] };
}
