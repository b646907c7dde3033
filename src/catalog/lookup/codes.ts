import { anchorOf } from '../anchor.ts';
import { integerText } from '../integer.ts';
import { mappedAddress, narrowestRange, readAddress } from '../ip-address.ts';
import { sidPattern } from '../sid-pattern.ts';
import { holds, initialsOf, rootsOf, squash } from '../words.ts';
import { valueInside } from '../wrapped.ts';
import type { Answer } from './answer.ts';
import { codeKey, codeShard, type CodeRows } from './code-rows.ts';
import type { LookupIndex } from './lookup-index.ts';
import type { Query, QueryPart } from './read-query.ts';

/** Letters of a code that tell which one is meant: `seimpersonate`. */
const SHORTEST_BEGINNING = 5;
const SHORTEST_LABEL = 3;
const LONGEST_LABEL = 120;
const WORDS_BEFORE = 4;
/** A decimal number up to this may as well be an event id. */
const LONGEST_ID = 0xffffn;
/** A bit that no more tables name tells whose a number is. */
const FEW = 3;

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
  const inside = keys.has('number') ? valuesInside(part.text, index) : new Map<number, string>();
  const isInside = ([value, place]: CodeRows[number]) =>
    inside.has(place) && inside.get(place) === codeKey(value, 'number');
  const address = keys.has('address') ? readAddress(part.text) : undefined;
  const range =
    address && narrowestRange(mappedAddress(address) ?? address, entries, ([value]) => value);
  const named = entries.filter((row) => {
    if (row === range || isInside(row)) return true;
    const [value, , name] = row;
    if (/<|\.{3}/.test(value) && keys.has('sid')) return sidPattern(value).test(part.text);
    for (const [shape, key] of keys) {
      // A file of words holds other names as well.
      if (shape === 'account' && !/^S-1-/.test(value)) continue;
      const own = shape === 'name' || shape === 'account' || shape === 'label' ? name : value;
      const found = codeKey(own, shape);
      if (found === key || (shape === 'guid' && found.startsWith(`${key}-`))) return true;
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
    .flatMap((row) => {
      const [value, place, name, means] = row;
      const table = index.tables[place];
      const answer = table && codeAnswer(value, name, means, table, isExact(value));
      return answer
        ? [
            {
              answer: isInside(row)
                ? { ...answer, name: part.text, detail: `holds ${value}: ${answer.detail ?? ''}` }
                : answer,
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

/**
 * Tables of the fields that are called so, or whose titles hold the words or are shortened so (`UAC`), or are those of a
 * term that is called so in another language; or else of the fields that messages call so.
 */
function tablesCalled(text: string, { fields, tables, pages }: LookupIndex): ReadonlySet<number> {
  const wanted = squash(text);
  const is = (name: string) => squash(name) === wanted;
  const titled = holds(text);
  const terms = new Set(pages.flatMap(([, title, also]) => (also.some(is) ? [title] : [])));
  const placesOf = (isCalled: (row: LookupIndex['tables'][number]) => boolean) =>
    tables.flatMap((row, place) => (isCalled(row) ? [place] : []));
  const named = placesOf(
    ([id, title, , held]) =>
      titled(`${title} ${id}`) ||
      terms.has(title) ||
      held.some((place) => fields[place]?.[0].some(is)) ||
      isShort(wanted, title),
  );
  if (named.length > 0) return new Set(named);
  return new Set(placesOf(([, , , held]) => held.some((place) => fields[place]?.[2].some(is))));
}

/** Tables that a query says a code is of, with or without words besides: `network logon type`, `logon type unlock`. */
function tablesOf(text: string, index: LookupIndex): ReadonlySet<number> {
  const words = text.split(' ');
  for (let length = words.length; length > 0; length -= 1) {
    for (let start = words.length - length; start >= 0; start -= 1) {
      const phrase = words.slice(start, start + length).join(' ');
      // One word of several is the name of too much.
      if (length < words.length && rootsOf(phrase).length < 2) continue;
      const found = tablesCalled(phrase, index);
      if (found.size > 0) return found;
    }
  }
  return new Set();
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
    .filter(({ of }) => of === undefined || (of !== '' && tablesCalled(of, index).size > 0))
    .map((one) => ({ ...one, shapes: ['label'] }));
}

/** Values that a number holds in its low bits, such as the system error of an HRESULT, by the places of their tables. */
function valuesInside(text: string, { wrapped }: LookupIndex): ReadonlyMap<number, string> {
  return new Map(
    wrapped.flatMap(([place, from, to, bits]) => {
      const value = valueInside(text, { from, to, bits });
      return value === undefined ? [] : [[place, value] as const];
    }),
  );
}

/**
 * A number that may be the sum of several flags: the calculators of the tables that it is said to be of, the likeliest
 * first. Of a number alone those whose sums are told by their bits.
 *
 * @param rows entries of tables, those of the single bits for their names (`bitShardsOf`)
 * @param guess of a number alone, whether it may be rights that logs are full of, or hold a bit that few tables name
 */
export function sumAnswers(
  { text, of }: QueryPart,
  index: LookupIndex,
  rows: CodeRows,
  guess = false,
): Answer[] {
  const number = BigInt(integerText(text) ?? 0);
  if (number === 0n) return [];
  const said = of === undefined ? undefined : tablesOf(of, index);
  const isHex = hexadecimal(text);
  const isRare =
    index.tables.filter(([, , , , [bits = 0]]) => number >> 1n < (BigInt(bits) & number)).length <=
    FEW;
  const isLikely = ([, , , fields, [, oneOf], rank]: LookupIndex['tables'][number]) => {
    // Events print the masks of their fields in hexadecimal.
    if (oneOf !== undefined) return isHex || fields.length === 0;
    if (!guess || isOne(number) || !(isHex || number > LONGEST_ID)) return false;
    return rank !== undefined || isRare;
  };
  return index.tables
    .flatMap((table, place) => {
      const [, , , , [bits, oneOf], rank] = table;
      if (bits === undefined) return [];
      const isWhole =
        (number & ~BigInt(bits)) === 0n && (oneOf === undefined || isOne(number & BigInt(oneOf)));
      if (said ? !said.has(place) : !isWhole || !isLikely(table)) return [];
      return [
        {
          answer: sumAnswer(text, table, namesOf(number, place, rows)),
          whole: Number(isWhole) + Number(isWhole && oneOf !== undefined),
          rank: rank ?? Infinity,
          use: useOf(table, index),
        },
      ];
    })
    .sort((a, b) => b.whole - a.whole || Math.sign(a.rank - b.rank) || b.use - a.use)
    .map(({ answer }) => answer);
}

/** A power of two. */
const isOne = (number: bigint) => number > 0n && (number & (number - 1n)) === 0n;

/** The files that hold the single bits of numbers which may be sums of flags. */
export function bitShardsOf({ parts }: Query, index: LookupIndex): string[] {
  const files = parts.flatMap((part) => {
    if (sumAnswers(part, index, [], true).length === 0) return [];
    const number = BigInt(integerText(part.text) ?? 0);
    return bitsOf(number).map((bit) => codeShard(String(bit), 'number'));
  });
  return [...new Set(files)];
}

const bitsOf = (number: bigint) =>
  Array.from({ length: 64 }, (_, at) => 1n << BigInt(at)).filter((bit) => (number & bit) !== 0n);

/** How many flags a number would be the sum of. */
export const countBits = (text: string) => bitsOf(BigInt(integerText(text) ?? 0)).length;

function namesOf(number: bigint, place: number, rows: CodeRows): string[] {
  const bits = new Set(bitsOf(number).map(String));
  return rows
    .filter(([value, own]) => own === place && bits.has(codeKey(value, 'number')))
    .map(([, , name]) => name);
}

function sumAnswer(
  text: string,
  [id, title, events]: LookupIndex['tables'][number],
  names: readonly string[],
): Answer {
  const flags = names.length > 0 ? [...new Set(names)].join(', ') : 'taken apart into its flags';
  return {
    kind: 'code',
    name: text,
    title: `as ${title}`,
    url: `/codes/${id}/?mask=${text}`,
    detail: events.length > 0 ? `${flags}; seen in ${events.join(', ')}` : flags,
    exact: false,
  };
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
