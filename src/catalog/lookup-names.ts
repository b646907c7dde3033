import {
  eventAnswer,
  fieldAnswer,
  pageAnswer,
  subcategoryAnswer,
  tableAnswer,
  type Answer,
} from './answer.ts';
import type { LookupIndex } from './lookup-index.ts';

const EVENTS = 8;
const OTHERS = 4;

/** A name as it is compared: `logon id`, `Logon-ID` and `LogonId` are one. */
export const squash = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');

/** Fields that are called so, the shortest name first. */
export function fieldAnswers(text: string, index: LookupIndex): Answer[] {
  const wanted = squash(text);
  if (wanted.length < 2) return [];
  const shortest = (names: readonly string[]) => Math.min(...names.map((name) => name.length));
  return index.fields
    .filter(([, names]) => names.some((name) => squash(name).includes(wanted)))
    .sort((a, b) => shortest(a[1]) - shortest(b[1]) || b[2] - a[2])
    .map((row) => ({ ...fieldAnswer(row), exact: row[1].some((name) => squash(name) === wanted) }))
    .sort((a, b) => Number(b.exact) - Number(a.exact));
}

/** Audit subcategories that are called so. */
export function subcategoryAnswers(text: string, index: LookupIndex): Answer[] {
  const wanted = squash(text.replace(/^audit\s+/i, ''));
  const all = holds(text.replace(/^audit\s+/i, ''));
  return index.subcategories
    .filter(([, title]) => all(title))
    .map((row) => ({ ...subcategoryAnswer(row), exact: squash(row[1]) === wanted }));
}

/** Titles, names and terms that hold all the words: events that most detections use first. */
export function nameAnswers(text: string, index: LookupIndex): Answer[] {
  if (text.length < 2) return [];
  const wanted = squash(text);
  const all = holds(text);
  const fields = fieldAnswers(text, index);
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
  const pages = index.pages
    .filter(([, title, also]) => [title, ...also].some(all))
    .map((row) => ({
      ...pageAnswer(row),
      exact: [row[1], ...row[2]].some((name) => squash(name) === wanted),
    }));
  return [
    ...fields.filter((answer) => answer.exact),
    ...events.slice(0, EVENTS),
    ...subcategoryAnswers(text, index),
    ...tables.slice(0, OTHERS),
    ...pages.slice(0, OTHERS),
    ...fields.filter((answer) => !answer.exact).slice(0, OTHERS),
  ];
}

/** Whether a title holds all words of a text, as words or joined: `logon` is in "failed to log on". */
export function holds(text: string): (title: string) => boolean {
  const words = text.toLowerCase().split(/\s+/).map(squash).filter(Boolean);
  return (title) => {
    const lower = title.toLowerCase();
    const joined = squash(title);
    return words.every((word) => lower.includes(word) || joined.includes(word));
  };
}
