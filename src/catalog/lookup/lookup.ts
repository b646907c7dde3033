import type { NamedEvent } from '../../schema/text.ts';
import { countHeld, isAside, rootsOf, squash, withoutEvent } from '../words.ts';
import {
  dedupe,
  eventAnswer,
  eventRef,
  legacyAnswer,
  pageAnswer,
  subcategoryAnswer,
  type Answer,
} from './answer.ts';
import { codeKey, type CodeRows } from './code-rows.ts';
import { codeAnswers, countBits, labelParts, sumAnswers } from './codes.ts';
import type { LookupIndex } from './lookup-index.ts';
import { nearCode, slipsOf } from './near.ts';
import {
  fieldAnswers,
  isField,
  nameAnswers,
  pathAnswers,
  settingAnswers,
  subcategoryAnswers,
  taskAnswers,
} from './names.ts';
import { ruleAnswers, type RuleRows } from './rules.ts';
import { schemaAnswers, valueAnswers, type SchemaRows } from './schemas.ts';
import { partName, type Query, type QueryPart } from './read-query.ts';

const MOST = 12;
const MOST_OF_RANGE = 50;
/** `domain admins sid` */
const ACCOUNT_SID = /^([a-z][a-z .-]*[a-z])\s(?:group\s)?[sr]id$/i;
/** An id in a line, an address or the name of a file: `事件ID4625`, `event-4625.md`, `eventid=4625`. */
const ID_AMONG_WORDS =
  /(?<![\p{L}\p{N}]|\d[.-])\d{3,5}(?![\p{L}\p{N}]|[.-]\d)|(?<=(?:event|id))\d{4}(?![\p{L}\p{N}])/giu;
/** An event id of more bits is meant as no sum of flags. */
const FEW_BITS = 2;

/**
 * Answers a query at once: event ids, legacy ids, codes in hexadecimal or decimal, `%%` numbers, SIDs,
 * GUIDs, constants, names of fields, tables, subcategories and terms, words of titles. Best first.
 *
 * @param codes rows of the files that the query's codes stand in
 * @returns at most a dozen answers, of a range of ids fifty; several ids or codes in one query give each its own
 */
export function lookup(query: Query, index: LookupIndex, codes: CodeRows = []): Answer[] {
  const answers = answersTo(query, index, codes);
  if (query.only !== undefined || query.parts.length !== 1) return answers;
  if (answers.some(({ exact }) => exact)) return answers;
  const meant = withoutEvent(query.text) ?? query.text;
  const named = meant === query.text || /\d{3}/.test(meant) ? [] : nameAnswers(meant, index);
  const [, account] = ACCOUNT_SID.exec(query.text) ?? [];
  const settings = settingAnswers(meant, index);
  const found = [
    ...settings.alike,
    ...(account ? codeAnswers({ text: account, shapes: ['account'] }, index, codes) : []),
    ...named.map((answer) => ({ ...answer, exact: false })),
    ...answers,
  ];
  return dedupe(answers.length + named.length > 0 ? found : [...found, ...settings.others]).slice(
    0,
    MOST,
  );
}

function answersTo(query: Query, index: LookupIndex, codes: CodeRows): Answer[] {
  const { text, parts, only } = query;
  if (text === '') return [];
  if (only === 'field') return fieldAnswers(text, index).slice(0, MOST);
  if (only === 'policy') {
    return [...guidAnswers(parts[0], index), ...subcategoryAnswers(text, index)].slice(0, MOST);
  }
  if (only === 'code') {
    const coded = parts.flatMap((part) => codeAnswers(part, index, codes));
    return dedupe(coded.map((answer) => ({ ...answer, exact: true }))).slice(0, MOST);
  }
  const called = ofLog(text, index);
  if (called) return [called];
  if (parts.length > 1) {
    const ids = new Set(parts.flatMap(({ id }) => id ?? []));
    const events = new Set(
      index.events.filter(([id]) => ids.has(id)).map((row) => eventRef(row, index)),
    );
    return dedupe(parts.flatMap((part) => partAnswers(part, index, codes, events)));
  }
  const [part] = parts;
  if (!part) return [];
  if (part.to !== undefined) return idAnswers(part, index).slice(0, MOST_OF_RANGE);
  if (part.of !== undefined) {
    const named = codeAnswers(part, index, codes);
    if (named.length > 0) return dedupe(named).slice(0, MOST);
    const sums = sumAnswers(part, index, codes);
    if (sums.length > 0) return sums.slice(0, MOST);
    const bare = { text: part.text, parts: [{ ...part, of: undefined }] };
    const alone = answersTo(bare, index, codes);
    const constant = codeAnswers({ ...part, of: undefined }, index, codes).filter(
      ({ title }) => squash(title) === squash(part.of ?? ''),
    );
    // A short number is a code of many tables, and of none that is said.
    const isShort =
      /^-?\d{1,2}$/.test(part.text) ||
      (/^(?:0x[0-9a-f]{1,4}|\d{1,4})$/i.test(part.text) && isField(part.of, index));
    const likely = isShort ? [] : ofWords(part.of, alone);
    const isEvent = likely.some(({ kind, exact }) => kind === 'event' && exact);
    const found = [
      ...constant,
      ...nameAnswers(text, index),
      ...likely.filter(({ exact }) => exact),
      ...nameAnswers(part.of, index).filter(({ kind }) => !isEvent || kind !== 'event'),
      ...likely,
    ];
    if (found.length > 0) return dedupe(found).slice(0, MOST);
  }
  const ids = idAnswers(part, index).filter(({ exact }) => exact || part.of === undefined);
  const isName =
    part.id === undefined &&
    !part.shapes.some((shape) => shape === 'number' || shape === 'address');
  const named = isName ? nameAnswers(text, index) : [];
  const coded = part.of === undefined ? codeAnswers(part, index, codes) : [];
  const answers = [
    ...ids,
    ...(part.shapes[0] === 'number' ? pagesCalled(text, index) : []),
    // A word that is called so itself is that before it is a code; a constant is a code.
    ...(part.shapes.includes('name') ? [] : named.filter(({ exact }) => exact)),
    ...coded.filter(({ exact }) => exact),
    ...guidAnswers(part, index),
    ...(isName && coded.length > 0 ? taskAnswers(text, index).same : []),
    ...coded,
    ...named,
  ];
  if (answers.length === 0) {
    const sums = part.of === undefined ? sumAnswers(part, index, codes, true) : [];
    const spelled = sums.length > 0 ? nearCode(text) : undefined;
    return dedupe([
      ...(spelled ? [spelled] : []),
      ...sums,
      ...(sums.length > 0 && part.id !== undefined ? slipsOf(text, index) : []),
      ...idsAmongWords(text, index),
    ]).slice(0, MOST);
  }
  const isId = ids.some(({ exact }) => exact);
  const isSum = part.of === undefined && (!isId || countBits(text) <= FEW_BITS);
  const sums = isSum ? sumAnswers(part, index, codes) : [];
  return bestFirst(dedupe(isId ? [...sums, ...answers] : [...answers, ...sums])).slice(0, MOST);
}

const bestFirst = (answers: readonly Answer[]) =>
  answers.toSorted((a, b) => Number(b.exact) - Number(a.exact));

/**
 * What a query means that `lookup` has no answer to: a field by its name in another schema, the events of a public rule, a
 * code by the text that stands for it, the field of a line, or what a path is about.
 *
 * @param names what other schemas call fields, for a query that may be such a name
 * @param labels rows of the files that names and texts of codes stand in
 * @param rules public rules, for a query that may name one
 */
export function lookupFurther(
  { text, parts, only }: Query,
  index: LookupIndex,
  names: SchemaRows,
  labels: CodeRows,
  rules: RuleRows,
): Answer[] {
  if (only !== undefined || parts.length !== 1) return [];
  const tested = ruleAnswers(text, index, rules);
  const called = [...tested.same, ...schemaAnswers(text, index, names)];
  if (called.length > 0) return dedupe(called).slice(0, MOST);
  const coded = labelParts(text, index).flatMap((part) => codeAnswers(part, index, labels));
  const values = [...coded, ...valueAnswers(text, index), ...tested.alike];
  return dedupe(values.length > 0 ? values : pathAnswers(text, index)).slice(0, MOST);
}

/** What one of several ids or codes is; of a code what it means in one of the events, or else the likeliest. */
function partAnswers(
  part: QueryPart,
  index: LookupIndex,
  codes: CodeRows,
  events: ReadonlySet<NamedEvent>,
): Answer[] {
  const ids = idAnswers(part, index).filter((answer) => answer.exact);
  const held = codes.filter(([, place]) => index.tables[place]?.[2].some((id) => events.has(id)));
  const bare = { ...part, of: undefined };
  const called = codeAnswers(part, index, held);
  const there = called.length > 0 ? called : codeAnswers(bare, index, held);
  const sums = sumAnswers(part, index, codes, true).slice(0, 1);
  const likeliest = [
    ...pagesCalled(part.text, index),
    ...(part.of === undefined ? [] : [...codeAnswers(part, index, codes), ...sums]),
    ...codeAnswers(bare, index, codes),
    ...guidAnswers(part, index),
    ...(part.shapes.includes('account') ? nameAnswers(part.text, index) : []).filter(
      ({ exact }) => exact,
    ),
    ...sums,
  ].slice(0, 1);
  const answers = ids.length > 0 ? ids : there.length > 0 ? there.slice(0, MOST) : likeliest;
  return answers.map((answer) => ({ ...answer, asked: partName(part) }));
}

/** Events and legacy events of an id or a range, and then those whose ids begin so. */
function idAnswers({ id, text, to }: QueryPart, index: LookupIndex): Answer[] {
  if (id === undefined) return [];
  const all = [
    ...index.events.map((row) => ({ id: row[0], answer: () => eventAnswer(row, index) })),
    ...index.legacy.map((row) => ({ id: row[0], answer: () => legacyAnswer(row) })),
  ];
  if (to !== undefined) {
    return all.filter((one) => one.id >= id && one.id <= to).map((one) => one.answer());
  }
  return [
    ...all.filter((one) => one.id === id).map((one) => ({ ...one.answer(), exact: true })),
    ...all
      .filter((one) => one.id !== id && String(one.id).startsWith(text))
      .slice(0, MOST)
      .map((one) => one.answer()),
  ];
}

/** An event behind its log, as its address names it, or its provider: `sysmon/1`, `Microsoft-Windows-Sysmon 1`. */
function ofLog(text: string, index: LookupIndex): Answer | undefined {
  const [, log = '', id] = /^\/?(\S.{0,80}?)[\s/](\d{1,5})\/?$/.exec(text.toLowerCase()) ?? [];
  if (!id) return undefined;
  const provider = index.pages.find(
    ([, name, also, kind]) =>
      kind === 'provider' && [name, ...also].some((one) => one.toLowerCase() === log),
  );
  const slug = provider?.[0].split('/')[1] ?? log;
  const row = index.events.find((one) => String(one[0]) === id && one[1] === slug);
  return row && { ...eventAnswer(row, index), exact: true };
}

/** Pages about events of another log are called by their numbers. */
function pagesCalled(text: string, { pages }: LookupIndex): Answer[] {
  return pages
    .filter(([, , also]) => also.includes(text))
    .map((row) => ({ ...pageAnswer(row), exact: true }));
}

/** Answers that hold more of the words first. */
function ofWords(words: string, answers: readonly Answer[]): Answer[] {
  const roots = rootsOf(words);
  const held = ({ title, detail = '' }: Answer) => countHeld(`${title} ${detail}`, roots);
  return answers.toSorted((a, b) => held(b) - held(a));
}

/**
 * The events that a query names beside words or in another language of queries, and what the words alone lead to:
 * `4662 dcsync`, `EventCode=4625 | stats count by user`.
 */
function idsAmongWords(text: string, index: LookupIndex): Answer[] {
  const words = text.split(/[^\p{L}\p{N}$%.-]+/u).filter(Boolean);
  const ids = [...new Set(text.match(ID_AMONG_WORDS))];
  const events = ids
    .flatMap((id) => [
      ...idAnswers({ text: id, id: Number(id), shapes: [] }, index),
      ...pagesCalled(id, index),
    ])
    .filter(({ exact }) => exact);
  if (events.length === 0) return [];
  // The words of another language of queries are its own.
  const rest = /[=|[\]]/.test(text)
    ? []
    : words.filter(
        (word) =>
          !/\d{3}/.test(word) && word.length > 2 && !isAside(word) && !/event|^codes?$/i.test(word),
      );
  const named = nameAnswers(rest.join(' '), index).filter(({ kind }) => kind !== 'event');
  return [...events, ...named].map((answer) => ({ ...answer, exact: false }));
}

function guidAnswers(part: QueryPart | undefined, index: LookupIndex): Answer[] {
  if (!part?.shapes.includes('guid')) return [];
  const wanted = codeKey(part.text, 'guid');
  // Its first eight digits may stand for all of it.
  const is = (guid: string) => `${codeKey(guid, 'guid')}-`.startsWith(`${wanted}-`);
  return [
    ...index.subcategories.filter(([, , , guid]) => is(guid)).map(subcategoryAnswer),
    ...index.pages.filter(([, , also]) => also.some(is)).map(pageAnswer),
  ].map((answer) => ({ ...answer, exact: true }));
}
