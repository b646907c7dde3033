/** SHA-1 (FIPS 180-4), at once: WebCrypto's answers later, and a value is explained within a frame. */
export function sha1(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = new Int32Array(80);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 80; i += 1) {
      const mixed =
        (words[i - 3] as number) ^
        (words[i - 8] as number) ^
        (words[i - 14] as number) ^
        (words[i - 16] as number);
      words[i] = rotate(mixed, 1);
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let i = 0; i < 80; i += 1) {
      const [mixed, constant] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const next = (rotate(a, 5) + mixed + e + constant + (words[i] as number)) | 0;
      [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
    }
    for (const [at, value] of [a, b, c, d, e].entries()) {
      state[at] = ((state[at] as number) + value) | 0;
    }
  }
  const hash = new Uint8Array(20);
  const out = new DataView(hash.buffer);
  for (const [at, value] of state.entries()) out.setInt32(at * 4, value);
  return hash;
}

const rotate = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));
