import {
  eventAnswer,
  fieldAnswer,
  pageAnswer,
  subcategoryAnswer,
  tableAnswer,
  type Answer,
} from './answer.ts';
import { codeAnswer } from './codes.ts';
import type { LookupIndex } from './lookup-index.ts';
import { countHeld, holds, rootsOf, squash } from '../words.ts';

const EVENTS = 8;
const OTHERS = 4;
const TECHNIQUE = /^T\d{4}(?:\.\d{3})?$/i;

/** Fields of a name, then those that messages label so, then those whose names hold it, the shortest first. */
export function fieldAnswers(text: string, index: LookupIndex): Answer[] {
  const { named, partly } = fieldsCalled(text, index);
  return [...named, ...partly];
}

/** Whether fields are called so, by name or in messages. */
export const isField = (text: string, index: LookupIndex) =>
  fieldsCalled(text, index).named.length > 0;

function fieldsCalled(text: string, index: LookupIndex): { named: Answer[]; partly: Answer[] } {
  const wanted = squash(text);
  if (wanted.length < 2) return { named: [], partly: [] };
  const shortest = (names: readonly string[]) => Math.min(...names.map((name) => name.length));
  const held = index.fields
    .filter(([names]) =>
      names.some((name) => squash(name).includes(wanted) && countHeld(name, [wanted]) > 0),
    )
    .sort((a, b) => shortest(a[0]) - shortest(b[0]) || b[1] - a[1])
    .map((row) => ({ ...fieldAnswer(row), exact: row[0].some((name) => squash(name) === wanted) }));
  return {
    named: [...held.filter(({ exact }) => exact), ...labelledAnswers(wanted, index)],
    partly: held.filter(({ exact }) => !exact),
  };
}

function labelledAnswers(wanted: string, index: LookupIndex): Answer[] {
  return index.fields
    .flatMap((row) => {
      const label = row[2].find((one) => squash(one) === wanted);
      return label === undefined ? [] : [{ row, label }];
    })
    .sort((a, b) => b.row[1] - a.row[1])
    .map(({ row, label }) => {
      const answer = fieldAnswer(row);
      return { ...answer, detail: `${label} in messages; ${answer.detail}` };
    });
}

/** Audit subcategories that are called so. */
export function subcategoryAnswers(text: string, index: LookupIndex): Answer[] {
  const wanted = squash(text.replace(/^audit\s+/i, ''));
  const all = holds(text.replace(/^audit\s+/i, ''));
  return index.subcategories
    .filter(([, title, category]) => all(title) || squash(category) === wanted)
    .map((row) => ({ ...subcategoryAnswer(row), exact: squash(row[1]) === wanted }));
}

/** Titles, names, terms, questions and techniques that hold all the words: events that most detections use first. */
export function nameAnswers(text: string, index: LookupIndex): Answer[] {
  if (rootsOf(text).join('').length < 2) return [];
  const wanted = squash(text);
  const all = holds(text);
  const { named, partly } = fieldsCalled(text, index);
  const asked = taskAnswers(text, index);
  const events = index.events
    .filter(([, , title]) => all(title))
    .sort((a, b) => b[4] - a[4] || a[0] - b[0])
    .map((row) => ({ ...eventAnswer(row, index), exact: squash(row[2]) === wanted }));
  const tables = index.tables
    .filter(([id, title]) => all(title) || squash(id) === wanted)
    .map((row) => ({
      ...tableAnswer(row),
      exact: [row[0], row[1]].some((name) => squash(name) === wanted),
    }));
  const rows = index.pages.filter(([, title, also]) => [title, ...also].some(all)).slice(0, OTHERS);
  const pages = rows.map((row) => ({
    ...pageAnswer(row),
    exact: [row[1], ...row[2]].some((name) => squash(name) === wanted),
  }));
  return [
    ...named.slice(0, OTHERS),
    ...asked.same,
    ...events.slice(0, EVENTS),
    ...subcategoryAnswers(text, index),
    ...tables.slice(0, OTHERS),
    ...pages,
    ...rows.flatMap((row) => eventsOf(row[4], index)),
    ...asked.alike,
    ...techniqueAnswers(text, index),
    ...partly.slice(0, OTHERS),
  ];
}

/** What answers a question that is asked in these words, and what answers one that they are part of. */
function taskAnswers(text: string, index: LookupIndex): { same: Answer[]; alike: Answer[] } {
  const all = holds(text);
  const same: Answer[] = [];
  const alike: Answer[] = [];
  for (const [phrases, events, codes] of index.tasks) {
    const held = phrases.filter(all);
    if (held.length === 0 && !all(phrases.join(' \n'))) continue;
    (held.some((phrase) => holds(phrase)(text)) ? same : alike).push(
      ...eventsOf(events, index),
      ...codes.flatMap(([value, place, name, means]) => {
        const table = index.tables[place];
        return table ? [codeAnswer(value, name, means, table, false)] : [];
      }),
    );
  }
  return { same, alike };
}

/** Events that detections of a technique use, by its id or title; those of its parts by the id of the whole. */
function techniqueAnswers(text: string, index: LookupIndex): Answer[] {
  const id = TECHNIQUE.test(text) ? text.toUpperCase() : undefined;
  const all = holds(text);
  return index.techniques
    .filter(([own, title]) => (id ? own === id || own.startsWith(`${id}.`) : all(title)))
    .flatMap(([own, title, events]) =>
      eventsOf(events, index).map((answer) => ({
        ...answer,
        detail: `${own} ${title}; ${answer.detail ?? 'no subcategory'}`,
      })),
    );
}

/**
 * What a path, or the name of a file, is about: an audit subcategory that it ends in, its kind of file, or else where it
 * begins, which of a path on another computer is behind that one's name, or ends.
 */
export function pathAnswers(text: string, index: LookupIndex): Answer[] {
  if (!/\\|^[\w-]+\.[a-z]\w{1,3}$/i.test(text)) return [];
  const last = text.split(/\\+/).filter(Boolean).at(-1) ?? '';
  const isCategory = index.subcategories.some(([, , own]) => squash(own) === squash(last));
  const policies = subcategoryAnswers(last, index).filter(({ exact }) => exact || isCategory);
  if (policies.length > 0) return policies;
  const steps = text
    .replace(/^\\\\[^\\]+/, '')
    .split(/[\\/:]+/)
    .filter(Boolean);
  const [, stem, kind] = /^(.+)\.([a-z]\w{1,3})$/i.exec(steps.at(-1) ?? '') ?? [];
  const names = [stem, kind, steps[0], steps[0]?.split(' ').at(-1), steps.at(-1)].filter(
    (name) => name !== undefined,
  );
  return names.map((name) => nameAnswers(name, index)).find((found) => found.length > 0) ?? [];
}

/** Events of the log with these ids. */
export function eventsOf(ids: readonly number[], index: LookupIndex): Answer[] {
  return ids.flatMap((id) => {
    const row = index.events.find(([own]) => own === id);
    return row ? [eventAnswer(row, index)] : [];
  });
}
