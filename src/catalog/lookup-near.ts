import { eventAnswer, fieldAnswer, legacyAnswer, type Answer } from './answer.ts';
import type { LookupIndex } from './lookup-index.ts';
import { editDistance, nearest } from './nearest.ts';
import type { Query } from './read-query.ts';
import { squash } from './words.ts';

const MOST = 8;
const NEIGHBOURS = 2;

/** What a slip of the keyboard may have meant: `46324` → 4624, 4634; `TargetLogonld` → TargetLogonId; `kerbros` → kerberos. */
export function lookupNear({ text, only, parts }: Query, index: LookupIndex): Answer[] {
  if (parts.length > 1) return [];
  if (/^\d{2,7}$/.test(text)) return only ? [] : nearIds(text, index);
  if (text.length < 3 || /^[%{-]|^0x/i.test(text)) return [];
  const fields = only === 'policy' || /\s/.test(text.trim()) ? [] : nearFields(text, index);
  return [...fields, ...(only ? [] : nearWords(text, index))];
}

/** Ids one slip away, the nearest number first; when there is none, the ids next to the number. */
export function nearIds(text: string, index: LookupIndex): Answer[] {
  const all = [
    ...index.events.map((row) => ({ id: row[0], answer: eventAnswer(row, index) })),
    ...index.legacy.map((row) => ({ id: row[0], answer: legacyAnswer(row) })),
  ];
  const number = Number(text);
  const off = (id: number) => (String(id).length === text.length ? Math.abs(id - number) : number);
  const slips = all
    .filter(({ id }) => editDistance(text, String(id)) === 1)
    .sort((a, b) => off(a.id) - off(b.id));
  if (slips.length > 0) return slips.slice(0, MOST).map(({ answer }) => answer);
  const sorted = all.toSorted((a, b) => a.id - b.id);
  const after = sorted.findIndex(({ id }) => id > number);
  const cut = after < 0 ? sorted.length : after;
  return sorted.slice(Math.max(0, cut - NEIGHBOURS), cut + NEIGHBOURS).map(({ answer }) => answer);
}

function nearFields(text: string, index: LookupIndex): Answer[] {
  const wanted = squash(text);
  const limit = Math.max(1, Math.floor(wanted.length / 4));
  return index.fields
    .map((row) => ({
      row,
      distance: Math.min(...row[1].map((name) => editDistance(wanted, squash(name)))),
    }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || b.row[2] - a.row[2])
    .slice(0, 3)
    .map(({ row }) => fieldAnswer(row));
}

/** The same words with those that no title has replaced by the nearest that one has. */
function nearWords(text: string, index: LookupIndex): Answer[] {
  const titles = [
    ...index.events.map((row) => row[2]),
    ...index.subcategories.map((row) => row[1]),
    ...index.tables.map((row) => row[1]),
    ...index.pages.map((row) => row[1]),
  ];
  const known = new Set(titles.flatMap((title) => title.toLowerCase().match(/[a-z]{3,}/g) ?? []));
  const words = text.toLowerCase().split(/\s+/);
  const mended = words.map((word) =>
    known.has(word) || word.length < 4 ? word : (nearest(word, known) ?? word),
  );
  const better = mended.join(' ');
  if (better === words.join(' ')) return [];
  return [
    {
      kind: 'words',
      name: better,
      title: better,
      url: `/search/?q=${encodeURIComponent(better)}`,
      detail: 'the same with words that titles have',
      exact: false,
    },
  ];
}
