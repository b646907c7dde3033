import { longer, ROOM } from './columns.ts';

/** Numbers of one chain. */
const WIDTH = 7;

/** Where each of them stands in its row. */
export const HEAD = 0;
export const TAIL = 1;
export const OPENED = 2;
export const CLOSED = 3;
export const HEARD = 4;
export const PARENT = 5;
export const FINISHED = 6;

/**
 * The numbers of all chains, in one row each: a chain that held its own would be twice as much to collect,
 * which costs more than all of the joining.
 */
export class ChainRows {
  /** A row begins at its place and holds `HEAD` … `FINISHED`. */
  cells = new Int32Array(ROOM * WIDTH);
  #end = 0;
  /** Places that are free again. */
  readonly #free: number[] = [];

  /** A new row whose numbers are those given, or -1. */
  add(head: number, heard: number): number {
    const place = this.#free.length > 0 ? (this.#free.pop() as number) : this.#end;
    if (place === this.#end) {
      this.#end += WIDTH;
      if (this.#end > this.cells.length) this.cells = longer(this.cells, 2 * this.#end);
    }
    const { cells } = this;
    cells[place + HEAD] = head;
    cells[place + TAIL] = head;
    cells[place + OPENED] = -1;
    cells[place + CLOSED] = -1;
    cells[place + HEARD] = heard;
    cells[place + PARENT] = -1;
    cells[place + FINISHED] = 0;
    return place;
  }

  /** Lets a place be used again. */
  release(place: number): void {
    this.#free.push(place);
  }
}
