import { NOT_YET, outcomes, type EventStore } from './event-store.ts';
import { valueTest, type Term } from './term.ts';

export type RowTest = (row: number) => boolean;

/** Terms on one thing are alternatives, but those that exclude all hold. */
export function testsOf(store: EventStore, terms: readonly Term[]): RowTest[] {
  const groups = new Map<string, RowTest[]>();
  const tests: RowTest[] = [];
  for (const term of terms) {
    const test = testOf(store, term);
    if (term.not) tests.push((row) => !test(row));
    else if (term.kind === 'text') tests.push(test);
    else {
      const key = `${term.kind} ${term.name ?? ''}`;
      const group = groups.get(key);
      if (group) group.push(test);
      else groups.set(key, [test]);
    }
  }
  for (const group of groups.values()) tests.push((row) => group.some((test) => test(row)));
  // What a column tells is asked first: the rest decodes.
  return tests.sort((a, b) => Number(deep.has(a)) - Number(deep.has(b)));
}

const deep = new WeakSet<RowTest>();

function testOf(store: EventStore, { kind, name = '', value }: Term): RowTest {
  const isValue = valueTest(value);
  switch (kind) {
    case 'id': {
      const wanted = Number(value);
      if (value === '?') return (row) => store.kindAt(row).id === undefined;
      return (row) => store.kindAt(row).id === wanted;
    }
    case 'provider':
      return memoTest(
        (row) => store.kind.at(row),
        (row) => isValue(store.kindAt(row).provider),
      );
    case 'computer':
      return memoTest(
        (row) => store.computer.at(row),
        (row) => isValue(store.word(store.computer.at(row))),
      );
    case 'outcome':
      return (row) => {
        if (store.outcome.at(row) === NOT_YET) store.learn(row);
        return outcomes[store.outcome.at(row)] === value.toLowerCase();
      };
    case 'who':
    case 'from': {
      const column = store[kind];
      const known = (row: number) => {
        store.learn(row);
        return column.at(row);
      };
      return deepTest(memoTest(known, (row) => isAccount(isValue, store.word(column.at(row)))));
    }
    case 'field':
      return deepTest((row) => {
        const text = store.field(row, name);
        return text !== undefined && isValue(text);
      });
    case 'since':
    case 'until': {
      const limit = Date.parse(value);
      if (Number.isNaN(limit)) return () => true;
      return kind === 'since'
        ? (row) => store.time.at(row) >= limit
        : (row) => store.time.at(row) <= limit;
    }
    case 'is':
      if (value === 'gap') return (row) => store.missingBefore(row) > 0;
      return deepTest((row) => {
        store.learn(row);
        return store.isFlawed(row);
      });
    case 'text': {
      const wanted = value.toLowerCase();
      const contains = (text: string) => text.toLowerCase().includes(wanted);
      const memo = new Map<number, boolean>();
      return deepTest(
        (row) => contains(store.kindAt(row).title) || store.some(row, contains, memo),
      );
    }
  }
}

/** `anna` is CORP\anna as well. */
function isAccount(isValue: (text: string) => boolean, text: string): boolean {
  return isValue(text) || isValue(text.slice(text.lastIndexOf('\\') + 1));
}

function deepTest(test: RowTest): RowTest {
  deep.add(test);
  return test;
}

/** Asks once for each number that a column holds. */
function memoTest(number: (row: number) => number, test: RowTest): RowTest {
  const memo = new Map<number, boolean>();
  return (row) => {
    const key = number(row);
    let known = memo.get(key);
    if (known === undefined) {
      known = test(row);
      memo.set(key, known);
    }
    return known;
  };
}
