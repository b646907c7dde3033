/**
 * Rows of whole numbers, of which one that is let go is used again. Objects with as many fields would be more to
 * collect, which costs more than all of the joining.
 */
export class IntRows {
  readonly #width: number;
  #cells: Int32Array;
  #rows = 0;
  readonly #free: number[] = [];

  /** @param width numbers of a row */
  constructor(width: number) {
    this.#width = width;
    this.#cells = new Int32Array(1024 * width);
  }

  /** @returns a row, whose numbers are yet to be set */
  add(): number {
    if (this.#free.length > 0) return this.#free.pop() as number;
    const row = this.#rows;
    this.#rows += 1;
    if (this.#rows * this.#width > this.#cells.length) this.#grow();
    return row;
  }

  get(row: number, column: number): number {
    return this.#cells[row * this.#width + column] as number;
  }

  set(row: number, column: number, value: number): void {
    this.#cells[row * this.#width + column] = value;
  }

  /** Lets a row be used again. */
  release(row: number): void {
    this.#free.push(row);
  }

  /** Half as much again: engines collect earlier for room that is never used. */
  #grow(): void {
    const cells = new Int32Array(Math.ceil(this.#cells.length * 1.5));
    cells.set(this.#cells);
    this.#cells = cells;
  }
}
