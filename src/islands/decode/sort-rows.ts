import type { EventStore } from './event-store.ts';
import type { Sort } from './protocol.ts';

type RowNumber = (row: number) => number;

const LAST = Number.MAX_SAFE_INTEGER;

/** Whether an order needs what only whole events tell. */
export const needsEvents = ({ key }: Sort): boolean =>
  key === 'who' || key === 'from' || key === 'outcome';

/**
 * Rows in order of a column; rows that are alike keep the order of the input, what is empty comes last. A million takes
 * a fraction of a second: numbers of place and row are sorted, which the browser does without a comparison of ours.
 *
 * @param rows is put in order in place
 */
export function sortRows(store: EventStore, rows: Uint32Array, { key, down }: Sort): Uint32Array {
  if (key === 'input') return down ? rows.reverse() : rows;
  const keyAt = keyOf(store, rows, key);
  const keys = Float64Array.from(rows, keyAt);
  const known = new Float64Array(new Set(keys)).sort();
  const places = new Map<number, number>();
  for (const [place, value] of known.entries()) {
    const last = value === LAST;
    places.set(value, last ? known.length : down ? known.length - 1 - place : place);
  }
  const { length } = store;
  for (const [index, row] of rows.entries()) {
    keys[index] = (places.get(keys[index] as number) as number) * length + row;
  }
  keys.sort();
  for (const [index, value] of keys.entries()) rows[index] = value % length;
  return rows;
}

function keyOf(
  store: EventStore,
  rows: Uint32Array,
  key: Exclude<Sort['key'], 'input'>,
): RowNumber {
  switch (key) {
    case 'time':
      return (row) => {
        const time = store.time.at(row);
        return Number.isNaN(time) ? LAST : time;
      };
    case 'id':
      return (row) => store.kindAt(row).id ?? LAST;
    case 'outcome':
      return (row) => store.outcome.at(row) || LAST;
    case 'title': {
      const rank = ranks(store.kinds.map(({ title }, index) => [index, title] as const));
      return (row) => rank.get(store.kind.at(row)) ?? LAST;
    }
    case 'computer':
    case 'who':
    case 'from': {
      const column = store[key];
      const words = new Set<number>();
      for (const row of rows) words.add(column.at(row));
      const rank = ranks([...words].map((word) => [word, store.word(word)] as const));
      return (row) => rank.get(column.at(row)) ?? LAST;
    }
  }
}

/** Place of each word in the order of the alphabet, numbers by size; the empty word has none. */
function ranks(words: readonly (readonly [number, string])[]): Map<number, number> {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const sorted = words.filter(([, word]) => word !== '').sort((a, b) => compare(a[1], b[1]));
  return new Map(sorted.map(([id], place) => [id, place]));
}
