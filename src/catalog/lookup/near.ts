import type { NamedEvent } from '../../schema/text.ts';
import { editDistance, nearest } from '../nearest.ts';
import { isAside, rootsHeld, rootsOf, squash, withoutEvent } from '../words.ts';
import {
  dedupe,
  eventAnswer,
  eventRef,
  fieldAnswer,
  legacyAnswer,
  pageAnswer,
  type Answer,
} from './answer.ts';
import type { LookupIndex } from './lookup-index.ts';
import type { Query } from './read-query.ts';
import { eventsOf, nameAnswers } from './names.ts';

const MOST = 8;
const NEIGHBOURS = 2;
const LONGEST_ID = 5;
const FEW = 4;
/** A slip in a shorter word may have meant too much. */
const SHORTEST_SLIP = 5;
const SHORTEST_NAME = 4;
/** What a phrase counts that holds no more than half of the words. */
const MINORITY = 0.05;
/** Hexadecimal digits of a status, of which the first says how grave it is. */
const EIGHT = 8;
const STATUS = /^(?:0x)?([89c-f])0{2,8}([1-9a-f][\da-f]{0,3})$/;
/** What a term about an event counts beside the title of the event. */
const ABOUT = 0.8;

/**
 * What a query that names nothing may have meant: of an address of a log (`sysmon/2`) the ids of that log nearby, of a
 * slip of the keyboard what is spelled nearly so (`46324` → 4624, 4634; `TargetLogonld` → TargetLogonId; `kerbros` →
 * kerberos), else what holds most of its words.
 */
export function lookupNear({ text: asked, only, parts }: Query, index: LookupIndex): Answer[] {
  const text = withoutEvent(asked) ?? asked;
  const [, log, id] = /^\/?([a-z\d.-]+)\/(\d{1,5})\/?$/.exec(text.toLowerCase()) ?? [];
  if (id !== undefined && index.events.some(([, slug]) => slug === log))
    return nearIds(id, onlyOf(index, log));
  if (parts.length > 1) return [];
  if (/^\d{2,7}$/.test(text)) return only ? [] : nearIds(text, index);
  const spelled = nearCode(text);
  if (spelled) return [spelled];
  if (text.length < 3 || /^[%{-]|^0x/i.test(text)) return [];
  const fields = only === 'policy' || /\s/.test(text.trim()) ? [] : nearFields(text, index);
  if (only) return fields;
  const mended = nearWords(text, index);
  const meant = mended.length > 0 ? mended : partlyNamed(text, index);
  return dedupe([...fields, ...(meant.length > 0 ? meant : namedAmong(text, index))]);
}

/** What the index knows of one log. */
const onlyOf = (index: LookupIndex, log: string | undefined): LookupIndex => ({
  ...index,
  events: index.events.filter(([, slug]) => slug === log),
  legacy: index.legacy.filter(([, slug]) => slug === log),
});

/** Ids one slip away, the nearest number first; when there is none, the ids next to the number. */
function nearIds(text: string, index: LookupIndex): Answer[] {
  const slips = slipsOf(text, index);
  if (slips.length > 0) return slips;
  const number = Number(text);
  if (text.length > LONGEST_ID) return [];
  const sorted = idsOf(index).toSorted((a, b) => a.id - b.id);
  const after = sorted.findIndex(({ id }) => id > number);
  const cut = after < 0 ? sorted.length : after;
  return sorted.slice(Math.max(0, cut - NEIGHBOURS), cut + NEIGHBOURS).map(({ answer }) => answer);
}

/** Ids one slip away, the nearest number first. */
export function slipsOf(text: string, index: LookupIndex): Answer[] {
  const number = Number(text);
  const off = (id: number) => (String(id).length === text.length ? Math.abs(id - number) : number);
  // Two digits that changed places, or one more at the end, are likelier than another digit of an event that is met.
  const sorted = (digits: string) => [...digits].sort().join('');
  const met = new Set(index.events.flatMap(([id, , , , rules]) => (rules > 0 ? [id] : [])));
  const isSlip = (id: number) =>
    met.has(id) && (text.startsWith(String(id)) || sorted(String(id)) === sorted(text));
  return idsOf(index)
    .filter(({ id }) => editDistance(text, String(id)) === 1)
    .sort((a, b) => Number(isSlip(b.id)) - Number(isSlip(a.id)) || off(a.id) - off(b.id))
    .slice(0, MOST)
    .map(({ answer }) => answer);
}

/** A status with a zero too many or too few, or the letter for it: `0xC00006D` → `0xc000006d`. */
export function nearCode(text: string): Answer | undefined {
  const digits = text.toLowerCase().replaceAll('o', '0');
  const [, first = '', last = ''] = STATUS.exec(digits) ?? [];
  const code = `0x${first}${last.padStart(EIGHT - 1, '0')}`;
  return last === '' || code === text.toLowerCase()
    ? undefined
    : wordsAnswer(code, 'a status has eight digits');
}

const wordsAnswer = (text: string, detail: string): Answer => ({
  kind: 'words',
  name: text,
  title: text,
  url: `/search/?q=${encodeURIComponent(text)}`,
  detail,
  exact: false,
});

const idsOf = (index: LookupIndex) => [
  ...index.events.map((row) => ({ id: row[0], answer: eventAnswer(row, index) })),
  ...index.legacy.map((row) => ({ id: row[0], answer: legacyAnswer(row) })),
];

function nearFields(text: string, index: LookupIndex): Answer[] {
  const wanted = squash(text);
  const limit = Math.max(1, Math.floor(wanted.length / 4));
  const distanceOf = (name: string) =>
    Math.abs(name.length - wanted.length) > limit ? Infinity : editDistance(wanted, name);
  return index.fields
    .map((row) => ({
      row,
      distance: Math.min(...row[0].map((name) => distanceOf(squash(name)))),
    }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || b.row[1] - a.row[1])
    .slice(0, 3)
    .map(({ row }) => fieldAnswer(row));
}

/** The same words with those that no title has replaced by the nearest that one has. */
function nearWords(text: string, index: LookupIndex): Answer[] {
  const titles = [
    ...index.events.map((row) => row[2]),
    ...index.subcategories.map((row) => row[1]),
    ...index.tables.map((row) => row[1]),
    ...index.pages.flatMap(([, title, also]) => [title, ...also]),
    ...index.tasks.flatMap(([phrases]) => phrases),
  ];
  const known = new Set(
    titles.flatMap((title) => title.toLowerCase().match(/\p{L}[\p{L}\p{N}]{2,}\$?/gu) ?? []),
  );
  const begun = (word: string) =>
    rootsOf(word).every((root) => [...known].some((one) => one.startsWith(root)));
  const words = text.toLowerCase().split(/(?<=[\s_])|(?=[\s_])/);
  const mended = words.map((word) =>
    word.length < SHORTEST_SLIP || isAside(word) || begun(word)
      ? word
      : (nearest(word, known, 4) ?? word),
  );
  const better = mended.join('');
  if (better === words.join('')) return [];
  const meant = nameAnswers(better, index).slice(0, FEW);
  return [
    wordsAnswer(better, 'the same with words that titles have'),
    ...(meant.length > 0 ? meant : partlyNamed(better, index)).map((answer) => ({
      ...answer,
      exact: false,
    })),
  ];
}

/** What single words of a query are the names of, as those of a command line: `nltest /domain_trusts`. */
function namedAmong(text: string, index: LookupIndex): Answer[] {
  const words = text.split(/[^\p{L}\p{N}$]+/u).filter((word) => word.length >= SHORTEST_NAME);
  const roots = new Set(words.flatMap(rootsOf));
  const isNamed = (name: string) => !/\s/.test(name) && roots.has(rootsOf(name)[0] ?? '');
  const pages = index.pages.filter(([, title, also]) => [title, ...also].some(isNamed));
  const events = [
    ...index.tasks.flatMap(([phrases, ids]) => (phrases.some(isNamed) ? ids : [])),
    ...pages.flatMap(([, , , , about]) => about),
  ];
  return [...pages.slice(0, FEW).map(pageAnswer), ...eventsOf([...new Set(events)], index)].slice(
    0,
    MOST,
  );
}

/** The words of a query that something holds: all of them, and those of each of its titles, terms or questions. */
interface Held {
  roots: Set<string>;
  phrases: { found: string[]; share: number }[];
}

/**
 * Events and pages that hold more than half of the words in their titles, terms and questions; first what holds most of
 * them in one of these, where rare words count more.
 */
function partlyNamed(text: string, index: LookupIndex): Answer[] {
  const roots = rootsOf(text);
  if (roots.length < 2) return [];
  const events = new Map<NamedEvent, Held>();
  const pages = new Map<number, Held>();
  const note = <Key>(
    held: Map<Key, Held>,
    keys: readonly Key[],
    phrases: readonly string[],
    share = 1,
  ) => {
    for (const phrase of phrases) {
      const found = rootsHeld(phrase, roots);
      // A phrase of other words besides is about something narrower.
      const whole = 0.8 + 0.2 * Math.min(1, found.length / rootsOf(phrase).length);
      for (const [place, key] of (found.length > 0 ? keys : []).entries()) {
        const known = held.get(key) ?? { roots: new Set(), phrases: [] };
        held.set(key, known);
        for (const root of found) known.roots.add(root);
        const most = found.length * 2 > roots.length ? 1 : MINORITY;
        known.phrases.push({ found, share: share * whole * most * (1 - place / 100) });
      }
    }
  };
  for (const row of index.events) note(events, [eventRef(row, index)], [row[2]]);
  for (const [phrases, ids] of index.tasks) note(events, ids, phrases);
  for (const [place, [, title, also, , about]] of index.pages.entries()) {
    note(pages, [place], [title, ...also]);
    note(events, about, [title, ...also], ABOUT);
  }
  const all = [...events.values(), ...pages.values()];
  const weights = new Map(
    roots.map((root) => [root, 1 / (1 + all.filter((held) => held.roots.has(root)).length)]),
  );
  const weighRoots = (held: Iterable<string>) =>
    [...held].reduce((sum, root) => sum + (weights.get(root) ?? 0), 0);
  const weigh = (held: Held) =>
    Math.max(...held.phrases.map(({ found, share }) => weighRoots(found) * share));
  const ranked = [
    ...[...pages].map(([place, held]) => ({
      held,
      rules: 0,
      answer: index.pages[place] && pageAnswer(index.pages[place]),
    })),
    ...index.events.flatMap((row) => {
      const held = events.get(eventRef(row, index));
      return held ? [{ held, rules: row[4], answer: eventAnswer(row, index) }] : [];
    }),
  ];
  return ranked
    .filter(({ held }) => held.roots.size * 2 > roots.length)
    .map((one) => ({ ...one, weight: weigh(one.held), all: weighRoots(one.held.roots) }))
    .sort((a, b) => b.weight - a.weight || b.all - a.all || b.rules - a.rules)
    .slice(0, FEW)
    .flatMap(({ answer }) => answer ?? []);
}
