/** Numbers of seven bits a byte and texts in UTF-8, one after the other. */
export class ByteWriter {
  #bytes = new Uint8Array(4_096);
  #at = 0;
  readonly #encoder = new TextEncoder();

  clear(): void {
    this.#at = 0;
  }

  /** What was written since it was cleared; valid until it is written to again. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  /** @param value a whole number from 0 */
  number(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#at] = (rest % 128) | 0x80;
      this.#at += 1;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#at] = rest;
    this.#at += 1;
  }

  /** A text behind its length in bytes, doubled and one more. */
  text(text: string): void {
    this.#room(text.length * 3 + 16);
    const from = this.#at + 8;
    const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(from));
    this.number(written * 2 + 1);
    this.#bytes.copyWithin(this.#at, from, from + written);
    this.#at += written;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const grown = new Uint8Array((this.#at + bytes) * 2);
    grown.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = grown;
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class ByteReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at] as number;
      this.#at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  text(length: number): string {
    const from = this.#at;
    this.#at += length;
    return decoder.decode(this.#bytes.subarray(from, this.#at));
  }

  skip(length: number): void {
    this.#at += length;
  }
}
