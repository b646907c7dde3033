/** A value of a column; times and spans are milliseconds. */
export type Value =
  string | number | boolean | null | readonly string[] | { readonly [field: string]: string };
export type Row = Readonly<Record<string, Value>>;

/** What an expression gives for a row among its rows. */
type Cell = (row: Row, at: { rows: readonly Row[]; index: number }) => Value;
type Aggregate = (rows: readonly Row[]) => Value;

interface Table {
  columns: string[];
  rows: Row[];
}

const TOKEN =
  /\s+|\/\/[^\n]*|@"(?<raw>[^"]*)"|@'(?<raw2>[^']*)'|"(?<text>(?:\\.|[^"\\])*)"|(?<span>\d+(?:ms|s|m|h|d)\b)|(?<number>\d+)|(?<word>kind=\w+|\$?[A-Za-z_]\w*(?:-rename)?)|(?<sign>!in~?|==|=~|<=|>=|[-+*<>=|,;()[\].~])/gy;
const UNITS: Record<string, number> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 };

interface Token {
  kind: 'text' | 'number' | 'sign';
  value: string;
}

/**
 * Runs the part of KQL in which rules are written, as Microsoft's reference of the Kusto Query Language has it: a column
 * of the right side of a join whose name the left side has too is called by it and a number, comparisons with null are
 * null, texts are never null, `prev` and `next` look at sorted rows.
 *
 * @param tables rows by the name of their table, whose columns are those of all rows
 * @returns the rows of the last statement
 * @throws {Error} where the query has what it does not know: a word, an operator, a column
 */
export function runKql(query: string, tables: Readonly<Record<string, readonly Row[]>>): Row[] {
  const reader = new Reader(query);
  for (const [name, rows] of Object.entries(tables)) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    reader.tables.set(name, { columns, rows: rows.map((row) => pick(row, columns)) });
  }
  for (;;) {
    if (!reader.accept('let')) return reader.pipe().rows;
    const name = reader.word();
    reader.need('=');
    if (reader.sees('ago')) reader.values.set(name, reader.expression()({}, NOWHERE));
    else reader.tables.set(name, reader.pipe());
    reader.need(';');
  }
}

const NOWHERE = { rows: [], index: 0 };
const pick = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));

class Reader {
  readonly tables = new Map<string, Table>();
  readonly values = new Map<string, Value>();
  readonly #tokens: Token[];
  #at = 0;

  constructor(query: string) {
    let end = 0;
    this.#tokens = [...query.matchAll(TOKEN)].flatMap(({ 0: all, groups = {} }): Token[] => {
      end += all.length;
      const { raw, raw2, text, span, number, word, sign } = groups;
      const said = raw ?? raw2 ?? text?.replace(/\\(.)/g, '$1');
      if (said !== undefined) return [{ kind: 'text', value: said }];
      if (span !== undefined) {
        const unit = span.replace(/\d+/, '');
        return [{ kind: 'number', value: String(parseInt(span) * (UNITS[unit] ?? 0)) }];
      }
      if (number !== undefined) return [{ kind: 'number', value: number }];
      const value = word ?? sign;
      return value === undefined ? [] : [{ kind: 'sign', value }];
    });
    if (end < query.length) throw new Error(`What is ${query.slice(end, end + 30)}?`);
  }

  sees(value: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === 'sign' && token.value === value;
  }

  accept(value: string): boolean {
    const there = this.sees(value);
    if (there) this.#at += 1;
    return there;
  }

  need(value: string): void {
    if (!this.accept(value)) throw new Error(`Where is ${value} before ${this.word()}?`);
  }

  word(): string {
    const token = this.#tokens[this.#at++];
    if (!token) throw new Error('The query ends too soon.');
    return token.value;
  }

  list<T>(read: () => T): T[] {
    const all = [read()];
    while (this.accept(',')) all.push(read());
    return all;
  }

  pipe(): Table {
    let table = this.#source();
    while (this.accept('|')) table = this.#operator(this.word(), table);
    return table;
  }

  #source(): Table {
    if (this.accept('(')) {
      const inner = this.pipe();
      this.need(')');
      return inner;
    }
    if (this.accept('union')) return union(this.list(() => this.#source()));
    const name = this.word();
    const table = this.tables.get(name);
    if (!table) throw new Error(`No table is called ${name}.`);
    return table;
  }

  #operator(name: string, table: Table): Table {
    const { columns, rows } = table;
    const map = (cells: readonly (readonly [string, Cell])[]) =>
      rows.map((row, index) =>
        Object.fromEntries(cells.map(([column, cell]) => [column, cell(row, { rows, index })])),
      );
    switch (name) {
      case 'where': {
        const holds = this.expression();
        return { columns, rows: rows.filter((row, index) => holds(row, { rows, index }) === true) };
      }
      case 'extend': {
        const made = this.list(() => this.#named());
        const values = map(made);
        return {
          columns: [...new Set([...columns, ...made.map(([column]) => column)])],
          rows: rows.map((row, index) => ({ ...row, ...values[index] })),
        };
      }
      case 'project': {
        const made = this.list(() => this.#named());
        return { columns: made.map(([column]) => column), rows: map(made) };
      }
      case 'project-rename': {
        const old = new Map(
          this.list(() => {
            const to = this.word();
            this.need('=');
            return [this.word(), to] as const;
          }),
        );
        const renamed = (column: string) => old.get(column) ?? column;
        return {
          columns: columns.map(renamed),
          rows: rows.map((row) =>
            Object.fromEntries(columns.map((column) => [renamed(column), row[column] ?? null])),
          ),
        };
      }
      case 'sort': {
        this.need('by');
        const keys = this.list(() => {
          const cell = this.expression();
          this.need('asc');
          return cell;
        });
        const at = { rows, index: 0 };
        const compared = (a: Row, b: Row) =>
          keys.map((key) => order(key(a, at), key(b, at))).find((sign) => sign !== 0) ?? 0;
        return { columns, rows: rows.toSorted(compared) };
      }
      case 'summarize':
        return this.#summarize(table);
      case 'join':
        return this.#join(table);
      case 'union':
        return union([table, this.#source()]);
      default:
        throw new Error(`No operator is called ${name}.`);
    }
  }

  #summarize({ columns, rows }: Table): Table {
    const made: [string, Aggregate][] = [];
    let least: string | undefined;
    do {
      if (this.accept('arg_min')) {
        this.need('(');
        least = this.word();
        this.need(',');
        this.need('*');
        this.need(')');
      } else {
        const column = this.word();
        this.need('=');
        made.push([column, this.#aggregate()]);
      }
    } while (this.accept(','));
    const by = this.accept('by') ? this.list(() => this.word()) : [];
    const groups = Map.groupBy(rows, (row) => JSON.stringify(by.map((name) => column(row, name))));
    if (least !== undefined) {
      const first = (a: Row, b: Row) => (order(b[least] ?? null, a[least] ?? null) < 0 ? b : a);
      return { columns, rows: [...groups.values()].map((group) => group.reduce(first)) };
    }
    return {
      columns: [...by, ...made.map(([name]) => name)],
      rows: [...groups.values()].map((group) => ({
        ...pick(group[0] ?? {}, by),
        ...Object.fromEntries(made.map(([name, aggregate]) => [name, aggregate(group)])),
      })),
    };
  }

  #aggregate(): Aggregate {
    const name = this.word();
    this.need('(');
    const [value, condition] = this.list(() => this.expression());
    this.need(')');
    const isTrue = (cell: Cell | undefined, row: Row) => cell?.(row, NOWHERE) === true;
    const values = (rows: readonly Row[]) =>
      rows
        .filter((row) => !name.endsWith('if') || !condition || isTrue(condition, row))
        .map((row) => value?.(row, NOWHERE) ?? null);
    const sorted = (rows: readonly Row[]) =>
      values(rows)
        .filter((one) => one !== null)
        .sort(order);
    switch (name) {
      case 'countif':
        return (rows) => rows.filter((row) => isTrue(value, row)).length;
      case 'count_distinctif':
        return (rows) => new Set(values(rows)).size;
      case 'min':
      case 'minif':
        return (rows) => sorted(rows)[0] ?? null;
      case 'max':
      case 'maxif':
        return (rows) => sorted(rows).at(-1) ?? null;
      default:
        throw new Error(`No aggregate is called ${name}.`);
    }
  }

  #join(left: Table): Table {
    const kind = this.word().replace('kind=', '');
    const right = this.#source();
    this.need('on');
    const on = this.list(() => {
      if (!this.accept('$left')) {
        const name = this.word();
        return [name, name] as const;
      }
      this.need('.');
      const name = this.word();
      for (const sign of ['==', '$right', '.']) this.need(sign);
      return [name, this.word()] as const;
    });
    const keyOf = (row: Row, side: 0 | 1) =>
      JSON.stringify(on.map((pair) => column(row, pair[side])));
    const found = Map.groupBy(right.rows, (row) => keyOf(row, 1));
    if (kind === 'leftanti') {
      return { columns: left.columns, rows: left.rows.filter((row) => !found.has(keyOf(row, 0))) };
    }
    const columns = [...left.columns];
    const names = right.columns.map((name) => {
      let free = name;
      for (let number = 1; columns.includes(free); number += 1) free = `${name}${number}`;
      columns.push(free);
      return [name, free] as const;
    });
    const none = kind === 'leftouter' ? [{}] : [];
    return {
      columns,
      rows: left.rows.flatMap((row) =>
        (found.get(keyOf(row, 0)) ?? none).map((other: Row) => ({
          ...row,
          ...Object.fromEntries(names.map(([name, free]) => [free, other[name] ?? null])),
        })),
      ),
    };
  }

  #named(): [string, Cell] {
    const name = this.#tokens[this.#at]?.value ?? '';
    if (this.sees('=', 1)) this.#at += 2;
    return [name, this.expression()];
  }

  expression(): Cell {
    let left = this.#conjunction();
    while (this.accept('or')) left = either(left, this.#conjunction(), true);
    return left;
  }

  #conjunction(): Cell {
    let left = this.#comparison();
    while (this.accept('and')) left = either(left, this.#comparison(), false);
    return left;
  }

  #comparison(): Cell {
    const left = this.#sum();
    for (const [sign, holds] of Object.entries(COMPARED)) {
      if (!this.accept(sign)) continue;
      const right = this.#sum();
      return (row, at) => {
        const [a, b] = [left(row, at), right(row, at)];
        if (typeof a === 'string' || typeof b === 'string')
          return holds(order(a ?? '', b ?? ''), a, b);
        return a === null || b === null ? null : holds(order(a, b), a, b);
      };
    }
    const isNot = this.sees('!in') || this.sees('!in~');
    if (!isNot && !this.sees('in')) return left;
    const any = this.word().endsWith('~') || this.accept('~');
    this.need('(');
    const list = this.list(() => this.expression());
    this.need(')');
    const plain = (value: Value) => (any ? String(value ?? '').toLowerCase() : (value ?? ''));
    return (row, at) => {
      const value = plain(left(row, at));
      return list.some((one) => plain(one(row, at)) === value) !== isNot;
    };
  }

  #sum(): Cell {
    let left = this.#primary();
    for (;;) {
      const sign = this.sees('-') ? -1 : 1;
      if (!this.accept('-') && !this.accept('+')) return left;
      const [first, second] = [left, this.#primary()];
      left = (row, at) => {
        const [a, b] = [first(row, at), second(row, at)];
        return a === null || b === null ? null : Number(a) + sign * Number(b);
      };
    }
  }

  #primary(): Cell {
    const { kind, value } = this.#tokens[this.#at++] ?? { kind: 'sign', value: '' };
    let cell: Cell;
    if (kind === 'text') cell = () => value;
    else if (kind === 'number') cell = () => Number(value);
    else if (value === '(') {
      cell = this.expression();
      this.need(')');
    } else if (this.accept('(')) {
      const cells = this.sees(')') ? [] : this.list(() => this.expression());
      this.need(')');
      cell = call(value, cells);
    } else if (value === 'true' || value === 'null') cell = () => (value === 'true' ? true : null);
    else cell = (row) => this.values.get(value) ?? column(row, value);
    for (;;) {
      const inner = cell;
      if (this.accept('[')) {
        const key = this.expression();
        this.need(']');
        cell = (row, at) => part(inner(row, at), key(row, at));
      } else if (this.accept('.')) {
        const key = this.word();
        cell = (row, at) => part(inner(row, at), key);
      } else return cell;
    }
  }
}

const COMPARED: Record<string, (sign: number, a: Value, b: Value) => boolean> = {
  '==': (sign) => sign === 0,
  '=~': (_, a, b) => String(a).toLowerCase() === String(b).toLowerCase(),
  '<=': (sign) => sign <= 0,
  '>=': (sign) => sign >= 0,
  '<': (sign) => sign < 0,
  '>': (sign) => sign > 0,
};

function column(row: Row, name: string): Value {
  const value = row[name];
  if (value === undefined) throw new Error(`No column is called ${name}.`);
  return value;
}

const part = (value: Value, key: Value): Value =>
  (value as Record<string, Value> | null)?.[String(key)] ?? null;

/** Null stands first. */
function order(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

/** `or`, which one true decides, or `and`, which one false decides; else null if one is null. */
const either = (left: Cell, right: Cell, decides: boolean): Cell => {
  return (row, at) => {
    const first = left(row, at);
    if (first === decides) return decides;
    const second = right(row, at);
    if (second === decides) return decides;
    return first === null || second === null ? null : !decides;
  };
};

function union(tables: readonly Table[]): Table {
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  return { columns, rows: tables.flatMap(({ rows }) => rows.map((row) => pick(row, columns))) };
}

function call(name: string, cells: readonly Cell[]): Cell {
  const known = FUNCTIONS[name];
  if (!known) throw new Error(`No function is called ${name}.`);
  return (row, at) => {
    const value = (index: number, place = at, of = row) => cells[index]?.(of, place) ?? null;
    return known(value, cells.length, at);
  };
}

type Called = (
  value: (index: number, place?: { rows: readonly Row[]; index: number }, of?: Row) => Value,
  count: number,
  at: { rows: readonly Row[]; index: number },
) => Value;

const said = (value: Value) => (value === null ? '' : String(value as string));
const cast: Called = (value) => value(0);

const FUNCTIONS: Record<string, Called> = {
  ago: () => Number.NEGATIVE_INFINITY,
  case(value, count) {
    for (let index = 0; index + 1 < count; index += 2)
      if (value(index) === true) return value(index + 1);
    return value(count - 1);
  },
  coalesce: (value, count) =>
    Array.from({ length: count }, (_, index) => value(index)).find((one) => one !== null) ?? null,
  datetime: cast,
  extract: (value) => new RegExp(said(value(0))).exec(said(value(2)))?.[Number(value(1))] ?? '',
  iff: (value) => (value(0) === true ? value(1) : value(2)),
  isnotempty: (value) => said(value(0)) !== '',
  isnotnull: (value) => value(0) !== null,
  isnull: (value) => value(0) === null,
  long: cast,
  next: (value, _, { rows, index }) => beside(value, rows, index + 1),
  not: (value) => (value(0) === null ? null : value(0) !== true),
  prev: (value, _, { rows, index }) => beside(value, rows, index - 1),
  replace_regex: (value) =>
    said(value(0)).replace(
      new RegExp(said(value(1)), 'g'),
      said(value(2)).replace(/\\(\d)/g, '$$$1'),
    ),
  row_cumsum: (value, _, { rows, index }) =>
    rows
      .slice(0, index + 1)
      .reduce((sum, of, at) => sum + Number(value(0, { rows, index: at }, of)), 0),
  split: (value) => said(value(0)).split(said(value(1))),
  strcat: (value, count) =>
    Array.from({ length: count }, (_, index) => said(value(index))).join(''),
  substring: (value) => said(value(0)).slice(Number(value(1)), Number(value(1)) + Number(value(2))),
  timespan: cast,
  tolong: (value) => (said(value(0)) === '' ? null : Number(value(0))),
  tolower: (value) => said(value(0)).toLowerCase(),
  tostring: (value) => said(value(0)),
  trim_start: (value) => said(value(1)).replace(new RegExp(`^(?:${said(value(0))})`), ''),
};

/** A value of the row at an index; null before the first and after the last. */
function beside(value: Parameters<Called>[0], rows: readonly Row[], index: number): Value {
  const row = rows[index];
  return row ? value(0, { rows, index }, row) : null;
}
