import type { Answer } from '../../catalog/lookup/answer.ts';
import { labelShardsOf, shardsOf, type CodeRows } from '../../catalog/lookup/code-rows.ts';
import { bitShardsOf, labelParts } from '../../catalog/lookup/codes.ts';
import { comparison } from '../../catalog/lookup/comparison.ts';
import { rowsOf, type LookupColumns } from '../../catalog/lookup/columns.ts';
import type { LookupIndex } from '../../catalog/lookup/lookup-index.ts';
import { lookupNear } from '../../catalog/lookup/near.ts';
import { mayBeRule, type RuleRows } from '../../catalog/lookup/rules.ts';
import { mayBeSchemaName, type SchemaRows } from '../../catalog/lookup/schemas.ts';
import { lookup, lookupFurther } from '../../catalog/lookup/lookup.ts';
import { readQuery, type Query } from '../../catalog/lookup/read-query.ts';

const loads = new Map<string, Promise<unknown>>();

function load<T, File = T>(url: string, read = (file: File) => file as unknown as T): Promise<T> {
  let known = loads.get(url);
  if (!known) {
    known = fetch(url).then(async (response) => {
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return read((await response.json()) as File);
    });
    known.catch(() => loads.delete(url));
    loads.set(url, known);
  }
  return known as Promise<T>;
}

/** Loads the index of ids and names, so that the first key finds it there. */
export const loadIndex = () => load<LookupIndex, LookupColumns>('/search/index.json', rowsOf);

/** What a query means, and what it may have meant when it means nothing. */
export interface Found {
  answers: Answer[];
  near: Answer[];
  /** The page that compares the two events that are asked for. */
  compared?: Answer | undefined;
  /** What answers were given without; once it is loaded, they say more. It fails where it could not be loaded. */
  more?: Promise<unknown> | undefined;
}

/**
 * Answers of a query. Codes are loaded, a few kilobytes each, when the query looks like one.
 *
 * @param hurry whether ids are answered before the names of the flags are loaded that they may be the sum of
 */
export async function answersFor(text: string, hurry = false): Promise<Found> {
  const query = readQuery(text);
  // Codes that are no ids are asked for beside the index.
  if (query.parts.every(({ id }) => id === undefined))
    loadCodes(shardsOf(query)).catch(() => undefined);
  const index = await loadIndex();
  const bits = bitShardsOf(query, index);
  const needed = needsCodes(query, index);
  const late = needed || !hurry ? [] : bits.filter((file) => !atHand.has(file));
  const more = late.length > 0 ? loadCodes(late) : undefined;
  more?.catch(() => undefined);
  const codes = await loadCodes([
    ...(needed ? shardsOf(query) : []),
    ...bits.filter((file) => !late.includes(file)),
  ]);
  const known = lookup(query, index, codes);
  const answers = known.length > 0 ? known : await lookFurther(query, index);
  const near = answers.length === 0 ? lookupNear(query, index) : [];
  return { answers, near, compared: comparison(query, answers, index), more };
}

/** What a query is exactly: Enter goes there. Several ids are no one page, but where they are to be compared. */
export function exactOf(query: string, found: Found | undefined): Answer | undefined {
  const several = readQuery(query).parts.length > 1;
  return (several ? [found?.compared] : (found?.answers ?? [])).find((answer) => answer?.exact);
}

/** What a query means by names that few queries ask for. */
async function lookFurther(query: Query, index: LookupIndex): Promise<Answer[]> {
  if (query.only !== undefined || query.parts.length !== 1) return [];
  const [names, labels, rules] = await Promise.all([
    mayBeSchemaName(query) ? load<SchemaRows>('/search/names.json') : [],
    loadCodes(labelShardsOf(labelParts(query.text, index))),
    mayBeRule(query) ? load<RuleRows>('/search/rules.json') : [],
  ]);
  return lookupFurther(query, index, names, labels, rules);
}

/** Files of codes that are loaded. */
const atHand = new Set<string>();

async function loadCodes(files: readonly string[]): Promise<CodeRows> {
  const loaded = [...new Set(files)].map(async (file) => {
    const rows = await load<CodeRows>(`/search/codes/${file}.json`);
    atHand.add(file);
    return rows;
  });
  return (await Promise.all(loaded)).flat();
}

/** The ids of events are answered from the index alone. */
function needsCodes({ parts, only }: Query, { events, legacy }: LookupIndex): boolean {
  const known = (id: number | undefined) =>
    events.some((row) => row[0] === id) || legacy.some((row) => row[0] === id);
  return only === 'code' || !parts.every(({ id }) => known(id));
}
