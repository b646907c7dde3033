import { anchorOf } from './anchor.ts';
import type { Answer } from './answer.ts';
import { readInteger } from './integer.ts';
import { codeKey, type CodeRows } from './code-rows.ts';
import type { LookupIndex } from './lookup-index.ts';
import type { QueryPart } from './read-query.ts';
import { sidPattern } from './sid-pattern.ts';
import { holds, initialsOf, squash } from './words.ts';

/** Letters of a code that tell which one is meant: `seimpersonate`. */
const SHORTEST_BEGINNING = 6;
const SHORTEST_LABEL = 3;
const LONGEST_LABEL = 120;
const WORDS_BEFORE = 4;

/**
 * Entries of code tables that a query names by value, in any spelling, or by constant. Tables that events hold come
 * first. A short decimal number stands in many tables, so it is exact for none, unless the query says of what it is.
 *
 * @param rows the rows of the files that the query's shapes ask for
 */
export function codeAnswers(part: QueryPart, index: LookupIndex, rows: CodeRows): Answer[] {
  const keys = new Map(part.shapes.map((shape) => [shape, codeKey(part.text, shape)]));
  const said = part.of === undefined ? undefined : tablesOf(part.of, index);
  const begun = keys.get('text');
  const beginning = begun && begun.length >= SHORTEST_BEGINNING ? begun : undefined;
  const entries = said ? rows.filter(([, place]) => said.has(place)) : rows;
  const named = entries.filter(([value, , name]) => {
    if (value.includes('<') && keys.has('sid')) return sidPattern(value).test(part.text);
    for (const [shape, key] of keys) {
      const own = shape === 'name' || shape === 'account' || shape === 'label' ? name : value;
      if (codeKey(own, shape) === key) return true;
    }
    return false;
  });
  // A word may be the name of an account and of much else.
  const word = keys.has('account') && !part.text.includes('\\');
  const isExact = (value: string) =>
    said !== undefined ||
    (part.id === undefined && named.length > 0 && (!word || same(value, part.text)));
  const found =
    named.length === 0 && beginning
      ? entries.filter(([value]) => value.toLowerCase().startsWith(beginning))
      : named;
  return found
    .flatMap(([value, place, name, means]) => {
      const table = index.tables[place];
      return table
        ? [
            {
              answer: codeAnswer(value, name, means, table, isExact(value)),
              // A table that writes its values in hexadecimal is the likelier for a value in hexadecimal.
              alike: Number(hexadecimal(value) === hexadecimal(part.text)),
              called: Number(part.of !== undefined && squash(table[1]).startsWith(squash(part.of))),
              use: useOf(table, index),
              rank: table[5] ?? Infinity,
            },
          ]
        : [];
    })
    .sort(
      (a, b) =>
        b.called - a.called ||
        b.alike - a.alike ||
        b.use - a.use ||
        Math.sign(a.rank - b.rank) ||
        0,
    )
    .map(({ answer }) => answer);
}

const hexadecimal = (text: string) => /^0x/i.test(text);

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Tables of the fields that are called so, or whose titles hold the words or are shortened so (`UAC`). */
function tablesOf(text: string, { fields, tables }: LookupIndex): ReadonlySet<number> {
  const wanted = squash(text);
  const titled = holds(text);
  const called = (place: number) => fields[place]?.[0].some((name) => squash(name) === wanted);
  return new Set(
    tables.flatMap(([id, title, , held], place) =>
      titled(`${title} ${id}`) || held.some(called) || isShort(wanted, title) ? [place] : [],
    ),
  );
}

function isShort(text: string, title: string): boolean {
  return text.length > 2 && initialsOf(title).startsWith(text);
}

/**
 * What of a query may be a name or a text of a code: all of it, or what stands behind words that say of what it is
 * (`Failure Reason: Unknown user name or bad password.`, `logon type interactive`).
 */
export function labelParts(text: string, index: LookupIndex): QueryPart[] {
  if (text.length < SHORTEST_LABEL || text.length > LONGEST_LABEL) return [];
  const splits = [...text.matchAll(/\s?[:=]\s?|\s/g)].slice(0, WORDS_BEFORE).map((between) => ({
    of: text.slice(0, between.index),
    text: text.slice(between.index + between[0].length),
  }));
  return [{ of: undefined, text }, ...splits]
    .filter((one) => codeKey(one.text, 'label') !== '')
    .filter(({ of }) => of === undefined || (of !== '' && tablesOf(of, index).size > 0))
    .map((one) => ({ ...one, shapes: ['label'] }));
}

/** A number that is no entry of the tables it is said to be of, where it may be the sum of several: their calculators. */
export function sumAnswers({ text, of }: QueryPart, index: LookupIndex): Answer[] {
  const number = readInteger(text);
  if (of === undefined || number === undefined || number <= 0n) return [];
  const said = tablesOf(of, index);
  return index.tables.flatMap(([id, title, events, , sums], place) => {
    if (!said.has(place) || sums === 0) return [];
    const seen = events.length > 0 ? `; seen in ${events.join(', ')}` : '';
    return [
      {
        kind: 'code',
        name: text,
        title: `as ${title}`,
        url: `/codes/${id}/?mask=${text}`,
        detail: `taken apart into its flags${seen}`,
        exact: false,
      },
    ];
  });
}

/** How much a table is met: detections of the events that hold it, then their number. */
function useOf([, , held]: LookupIndex['tables'][number], { events }: LookupIndex): number {
  const rules = events.reduce((sum, [id, , , , own]) => (held.includes(id) ? sum + own : sum), 0);
  return rules * 10 + held.length;
}

/** An entry of a table as an answer. */
export function codeAnswer(
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
