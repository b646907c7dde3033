/** Records of one page: 1,024 bits. */
const PAGE = 1024;

/** Which record numbers of one log have been read: one bit a record, in pages. */
export class SeenRecords {
  #pages = new Map<number, Uint32Array>();
  #page = -1;
  #bits: Uint32Array = new Uint32Array(0);

  /** Notes a record number. @returns false when it was noted before */
  add(record: number): boolean {
    const page = Math.floor(record / PAGE);
    if (page !== this.#page) {
      let bits = this.#pages.get(page);
      if (!bits) {
        bits = new Uint32Array(PAGE / 32);
        this.#pages.set(page, bits);
      }
      this.#page = page;
      this.#bits = bits;
    }
    const at = record - page * PAGE;
    const bit = 1 << (at & 31);
    const word = this.#bits[at >> 5] as number;
    this.#bits[at >> 5] = word | bit;
    return (word & bit) === 0;
  }
}
