type Typed = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A column of numbers that grows by half its size, so that a million appends copy little. */
export class Column<T extends Typed> {
  #cells: T;
  readonly #make: (length: number) => T;
  length = 0;

  /** @param make a typed array of a length, such as `(length) => new Uint32Array(length)` */
  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#cells = make(1_024);
  }

  push(value: number): void {
    if (this.length === this.#cells.length) {
      const grown = this.#make(Math.ceil(this.length * 1.5));
      grown.set(this.#cells);
      this.#cells = grown;
    }
    this.#cells[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#cells[index] as number;
  }

  set(index: number, value: number): void {
    this.#cells[index] = value;
  }

  /** The filled part; not to be kept beyond the next push. */
  get filled(): T {
    return this.#cells.subarray(0, this.length) as T;
  }
}

/** Texts by number, each kept once. 0 is the empty text. */
export class Words {
  readonly #ids = new Map<string, number>([['', 0]]);
  readonly #words = [''];

  /** @returns the number of a text, a new one for a text not seen before */
  idOf(word: string): number {
    let id = this.#ids.get(word);
    if (id === undefined) {
      id = this.#words.length;
      this.#words.push(word);
      this.#ids.set(word, id);
    }
    return id;
  }

  find(word: string): number | undefined {
    return this.#ids.get(word);
  }

  at(id: number): string {
    return this.#words[id] ?? '';
  }

  get size(): number {
    return this.#words.length;
  }
}
