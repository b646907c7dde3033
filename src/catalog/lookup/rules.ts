import type { NamedEvent } from '../../schema/text.ts';
import type { Catalog } from '../build.ts';
import { mainNames } from '../event-address.ts';
import { holds, squash } from '../words.ts';
import type { Answer } from './answer.ts';
import { codeKey } from './code-rows.ts';
import type { LookupIndex } from './lookup-index.ts';
import { eventsOf } from './names.ts';
import type { Query } from './read-query.ts';

/** Public Sigma rules: title, UUID, name of the file, the events that the rule tests. */
export type RuleRows = [title: string, uuid: string, file: string, events: NamedEvent[]][];

export function ruleRows(catalog: Catalog): RuleRows {
  return [...catalog.records.sigma].map(([file, { title, id, events }]) => [
    title,
    id,
    file,
    mainNames(catalog, Object.keys(events)),
  ]);
}

/** Whether a query may name a rule: a UUID, a name of several words, or that of a file. */
export const mayBeRule = ({ text, parts: [part, ...others], only }: Query): boolean =>
  only === undefined &&
  others.length === 0 &&
  (/[a-z]\w*[\s_-]\w/i.test(text) || part?.shapes.includes('guid') === true);

/**
 * The events that a public rule tests.
 *
 * @returns those of the rule that has this UUID, this title or this file's name, which comes first, and of those whose
 *   titles hold all the words
 */
export function ruleAnswers(
  text: string,
  index: LookupIndex,
  rules: RuleRows,
): { same: Answer[]; alike: Answer[] } {
  const wanted = squash(text.replace(/\.ya?ml$/i, ''));
  const uuid = codeKey(text, 'guid');
  const all = holds(text);
  const is = ([title, id, file]: RuleRows[number]) =>
    id === uuid || squash(title) === wanted || squash(file) === wanted;
  const answers = ([title, , , events]: RuleRows[number], exact: boolean) =>
    eventsOf(events, index).map((answer) => ({
      ...answer,
      detail: `Sigma rule ${title}; ${answer.detail ?? 'no subcategory'}`,
      exact: exact && events.length === 1,
    }));
  return {
    same: rules.filter(is).flatMap((rule) => answers(rule, true)),
    alike: rules
      .filter((rule) => !is(rule) && all(rule[0]))
      .flatMap((rule) => answers(rule, false)),
  };
}
