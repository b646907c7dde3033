import type { Answer } from './answer.ts';
import type { LookupIndex } from './lookup-index.ts';
import type { Query } from './read-query.ts';

const ASKED = /\b(?:compared?|comparison|differences?|different|differs?|vs|versus)\b/i;

/**
 * The page that compares two events, where a query names these and nothing else.
 *
 * @returns exact where the query asks for a comparison: `4624 vs 4648`
 */
export function comparison(
  { text, parts }: Query,
  answers: readonly Answer[],
  index: Pick<LookupIndex, 'events'>,
): Answer | undefined {
  const [one, other] = answers;
  if (parts.length !== 2 || answers.length !== 2 || !one || !other) return undefined;
  if (answers.some(({ kind }) => kind !== 'event')) return undefined;
  const main = `/${index.events[0]?.[1]}/`;
  const [a, b] = [one, other].map(({ url }) =>
    url.replace(main, '/').replaceAll(/^\/|\/$/g, ''),
  ) as [string, string];
  const title = `Compare ${a} with ${b}`;
  return {
    kind: 'page',
    name: title,
    title,
    url: `/compare/?a=${a}&b=${b}`,
    detail: 'facts, fields and messages side by side',
    exact: ASKED.test(text),
  };
}
