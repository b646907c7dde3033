import type { NamedEvent } from '../../schema/text.ts';
import { countHeld, holds, isAlike, rootsOf, squash, withoutEvent } from '../words.ts';
import {
  dedupe,
  eventAnswer,
  eventRef,
  fieldAnswer,
  legacyAnswer,
  pageAnswer,
  subcategoryAnswer,
  tableAnswer,
  SCENARIO,
  type Answer,
} from './answer.ts';
import { codeAnswer } from './codes.ts';
import type { LookupIndex } from './lookup-index.ts';

const EVENTS = 8;
const OTHERS = 4;
/** Letters of the id of a technique that is no part of another: `T1558`. */
const WHOLE = 5;
const TECHNIQUE = /(?<![\w.])T\d{4}(?:\.\d{3})?(?![\w.])/i;

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
    .filter(
      ([, title, category, , setting = '']) =>
        all(title) || all(setting) || squash(category) === wanted,
    )
    .map((row) => ({
      ...subcategoryAnswer(row),
      exact: [row[1], row[4] ?? ''].some((name) => squash(name) === wanted),
    }))
    .sort((a, b) => Number(b.exact) - Number(a.exact));
}

/** Words of one who wants to switch something on: `gpo audit logon`, `how to enable object access auditing`. */
const SETTING =
  /\b(?:advanced|configur(?:e|ation)|enabl(?:e|ing)|gpo|group policy|how to|path|polic(?:y|ies)|set|settings?|turn on)\b/gi;
const SWITCHED = /\b(?:audit(?:ing)?|configure|enabl(?:e|ing)|turn on)\b/i;
const AUDIT = /\baudit(?:ing)?\b/gi;

/** What a query is to switch on: subcategories and pages that its other words name, and what else holds them. */
export function settingAnswers(
  text: string,
  index: LookupIndex,
): { alike: Answer[]; others: Answer[] } {
  const thing = text.replace(SETTING, ' ').trim();
  const rest = thing.replace(AUDIT, ' ').trim();
  if (!SWITCHED.test(text) || rest === '') return { alike: [], others: [] };
  const isNamed = ({ title }: Answer) => isAlike(title, thing) || isAlike(title, rest);
  const pages = nameAnswers(thing, index).filter(({ exact }) => exact);
  const all = [...pages, ...subcategoryAnswers(rest, index)];
  const plain = (answers: readonly Answer[]) =>
    answers.map((answer) => ({ ...answer, exact: false }));
  return {
    alike: plain(all.filter(isNamed)),
    others: plain([...all, ...nameAnswers(rest, index)]),
  };
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
  const alike = [...tables, ...pages].filter(
    ({ exact, title, detail }) => exact || (detail !== SCENARIO && isAlike(title, text)),
  );
  const category = index.subcategories.some(([, , own]) => squash(own) === wanted);
  const subcategories = subcategoryAnswers(text, index);
  const techniques = techniqueAnswers(text, index);
  const isTechnique =
    /\s/.test(text) && index.techniques.some(([, title]) => squash(title) === wanted);
  const former = index.legacy.filter(([, , title]) => isAlike(title, text));
  return dedupe([
    ...named.slice(0, OTHERS),
    ...asked.same,
    ...(category ? subcategories : []),
    ...alike,
    ...(isTechnique ? techniques : []),
    ...(rootsOf(text).length > 1
      ? rows.filter(([, , also]) => also.some(all)).map(pageAnswer)
      : []),
    ...events.slice(0, EVENTS),
    ...subcategories,
    ...tables.slice(0, OTHERS),
    ...pages,
    ...rows.flatMap((row) => eventsOf(row[4], index)),
    ...asked.alike,
    ...techniques,
    ...partly.slice(0, OTHERS),
    ...former.flatMap((row) => [...eventsOf(row[3], index), legacyAnswer(row)]),
  ]);
}

/** What answers a question that is asked in these words, and what answers one that they are part of. */
export function taskAnswers(text: string, index: LookupIndex): { same: Answer[]; alike: Answer[] } {
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

/**
 * Events that detections of a technique and of its parts use, by its id, one that it had before, or its title: first those
 * that come first for most of them. The term that is called as the technique comes last.
 */
function techniqueAnswers(text: string, index: LookupIndex): Answer[] {
  const id = TECHNIQUE.exec(text)?.[0].toUpperCase();
  const all = holds(text);
  const called = (name: string) =>
    index.techniques.filter(([own, , , replaces = []]) => own === name || replaces.includes(name));
  const known = id && called(id);
  // A part that nothing is known of is looked for in the whole.
  const named = known
    ? known.length > 0
      ? known
      : called(id.slice(0, WHOLE))
    : index.techniques.filter(([, title]) => all(title));
  const rows = index.techniques.filter(([own]) =>
    named.some(([whole]) => own === whole || own.startsWith(`${whole}.`)),
  );
  const weights = new Map<NamedEvent, number>();
  for (const [own, , events] of rows) {
    // What is tagged by the whole alone tells less than what is tagged by a part.
    const share = rows.some(([part]) => part.startsWith(`${own}.`)) ? 0.5 : 1;
    for (const [place, event] of events.entries()) {
      weights.set(event, (weights.get(event) ?? 0) + share / (1 + place));
    }
  }
  const events = [...weights].sort((a, b) => b[1] - a[1]).map(([event]) => event);
  const isTerm = ([, title, also, , about]: LookupIndex['pages'][number]) =>
    about.length > 0 &&
    named.some(([, name]) => id && [title, ...also].some((one) => isAlike(one, name)));
  return [
    ...events.flatMap((event) => {
      const of = rows.find(([, , used]) => used.includes(event));
      return eventsOf([event], index).map((answer) => ({
        ...answer,
        detail: `${of?.[0] ?? ''} ${of?.[1] ?? ''}; ${answer.detail ?? 'no subcategory'}`,
      }));
    }),
    ...index.pages.filter(isTerm).map(pageAnswer),
  ];
}

/** A path through the settings of Group Policy, and what stands between its steps where that is no backslash. */
const SETTINGS =
  /^(?:computer configuration|(?:windows|security) settings|advanced audit|local polic)/i;
const STEP = /\s?(?:-?>|→|»|›)\s?/g;

/**
 * What a path, or the name of a file, is about: an audit subcategory that it ends in, its kind of file, or else where it
 * begins, which of a path on another computer is behind that one's name, or ends.
 */
export function pathAnswers(path: string, index: LookupIndex): Answer[] {
  const text = SETTINGS.test(path) ? path.split(STEP).join('\\') : path;
  if (!/\\|^[\w-]+\.[a-z]\w{1,3}$/i.test(text)) return [];
  const last = text.split(/\\+/).filter(Boolean).at(-1) ?? '';
  const isCategory = index.subcategories.some(([, , own]) => squash(own) === squash(last));
  const policies = subcategoryAnswers(last, index).filter(({ exact }) => exact || isCategory);
  if (policies.length > 0) return policies;
  if (/^audit\s/i.test(last)) return settingAnswers(withoutEvent(last) ?? last, index).others;
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

/** Events that the index names so. */
export function eventsOf(named: readonly NamedEvent[], index: LookupIndex): Answer[] {
  return named.flatMap((one) => {
    const row = index.events.find((row) => eventRef(row, index) === one);
    return row ? [eventAnswer(row, index)] : [];
  });
}
