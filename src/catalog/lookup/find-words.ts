import { countHeld, rootsOf } from '../words.ts';
import type { Answer } from './answer.ts';
import type { SearchRecord } from './search-records.ts';

const MOST = 8;
const LONGEST = 160;

/**
 * Records that hold all the words of a query: those with the words in the title first, then those
 * with all of them in one line, which is the answer's detail.
 */
export function findWords(text: string, records: readonly SearchRecord[]): Answer[] {
  const roots = rootsOf(text);
  if (roots.length === 0) return [];
  const heldBy = (line: string) => countHeld(line, roots);
  return records
    .filter(({ content }) => heldBy(content) === roots.length)
    .map((record) => {
      const lines = record.content.split('\n').slice(1);
      const counts = lines.map(heldBy);
      const best = Math.max(0, ...counts);
      const line = lines[counts.indexOf(best)] ?? '';
      return { record, line, rank: heldBy(record.meta.title ?? '') * 2 + best };
    })
    .sort((a, b) => b.rank - a.rank || a.line.length - b.line.length)
    .slice(0, MOST)
    .map(({ record: { url, meta }, line }) => ({
      kind: 'page',
      name: meta.title ?? url,
      title: meta.title ?? url,
      url,
      detail: line.length > LONGEST ? `${line.slice(0, LONGEST - 2)} …` : line,
      exact: false,
    }));
}
