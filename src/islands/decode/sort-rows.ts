import { NOT_YET, type EventStore } from './event-store.ts';
import type { Sort } from './protocol.ts';

type RowNumber = (row: number) => number;

const LAST = Number.MAX_SAFE_INTEGER;

/**
 * Rows in order of a column; rows that are alike keep the order of the input, what is empty comes last.
 *
 * @param rows is put in order in place
 */
export function sortRows(store: EventStore, rows: Uint32Array, { key, down }: Sort): Uint32Array {
  if (key === 'input') return down ? rows.reverse() : rows;
  if (key === 'who' || key === 'from' || key === 'outcome') {
    for (const row of rows) if (store[key].at(row) === NOT_YET) store.packed(row);
  }
  const keys = new Float64Array(store.length);
  const keyAt = keyOf(store, rows, key);
  for (const row of rows) keys[row] = keyAt(row);
  const sign = down ? -1 : 1;
  return rows.sort((a, b) => {
    const one = keys[a] as number;
    const other = keys[b] as number;
    if (one === other) return a - b;
    if (one === LAST || other === LAST) return one - other;
    return sign * (one - other);
  });
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
