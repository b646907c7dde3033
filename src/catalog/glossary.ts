import type { GlossaryFacts } from '../schema/glossary.ts';

/** Terms with their ids in the order of the alphabet; marks before a name, as in `%% codes`, do not count. */
export function termsByTitle(
  glossary: ReadonlyMap<string, GlossaryFacts>,
): (readonly [id: string, term: GlossaryFacts])[] {
  const key = ({ title }: GlossaryFacts) => title.replace(/^%+\s*/, '');
  return [...glossary].sort(([, a], [, b]) => key(a).localeCompare(key(b), 'en'));
}
