import { anchorOf } from './anchor.ts';
import type { Answer } from './answer.ts';
import { codeKey, type CodeRows } from './code-rows.ts';
import type { LookupIndex } from './lookup-index.ts';
import type { QueryPart } from './read-query.ts';
import { sidPattern } from './sid-pattern.ts';

/**
 * Entries of code tables that a query names by value, in any spelling, or by constant. Tables that events hold come
 * first. A short decimal number stands in many tables, so it is exact for none.
 *
 * @param rows the rows of the files that the query's shapes ask for
 */
export function codeAnswers(part: QueryPart, index: LookupIndex, rows: CodeRows): Answer[] {
  const keys = new Map(part.shapes.map((shape) => [shape, codeKey(part.text, shape)]));
  const exact = part.id === undefined;
  const found = rows.filter(([value, , name]) => {
    if (value.includes('<')) return keys.has('sid') && sidPattern(value).test(part.text);
    for (const [shape, key] of keys) {
      if (shape === 'name' ? name.toLowerCase() === key : codeKey(value, shape) === key)
        return true;
    }
    return false;
  });
  return found
    .flatMap(([value, place, name, means]) => {
      const table = index.tables[place];
      return table
        ? [{ answer: codeAnswer(value, name, means, table, exact), use: useOf(table, index) }]
        : [];
    })
    .sort((a, b) => b.use - a.use)
    .map(({ answer }) => answer);
}

/** How much a table is met: detections of the event that is met most, then the number of events. */
function useOf([, , events]: LookupIndex['tables'][number], index: LookupIndex): number {
  const rules = index.events.find(([id]) => id === events[0])?.[4] ?? 0;
  return rules * 10 + events.length;
}

function codeAnswer(
  value: string,
  name: string,
  means: string,
  [id, title, events]: LookupIndex['tables'][number],
  exact: boolean,
): Answer {
  const parts = [means, title, events.length > 0 ? `seen in ${events.join(', ')}` : ''];
  return {
    kind: 'code',
    name: value,
    title: name,
    url: `/codes/${id}/#${anchorOf(value)}`,
    detail: parts
      .filter(Boolean)
      .map((part) => part.replace(/[.;]$/, ''))
      .join('; '),
    exact,
  };
}
