/** Bytes in pieces, as a file is read or an archive unpacked. */
export type Chunks = Iterable<Uint8Array>;

/** The first bytes of some pieces, and all the pieces again. */
export function peek(chunks: Chunks, size: number): { head: Uint8Array; all: Chunks } {
  const iterator = chunks[Symbol.iterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const next = iterator.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  return { head: concat(first).subarray(0, size), all: chain(first, iterator) };
}

function* chain(first: Uint8Array[], rest: Iterator<Uint8Array>): Generator<Uint8Array> {
  yield* first;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

/** All pieces as one; the piece itself where there is but one. */
export function concat(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Bytes in pieces of a size, without copying. */
export function* slices(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Whether bytes begin with these. */
export function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, place) => bytes[at + place] === byte);
}
