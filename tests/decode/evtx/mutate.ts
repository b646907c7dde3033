/** Numbers in a fixed order, so that a failure can be shown again (xorshift, 32 bits). */
export function random(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Numbers at which sizes and offsets break. */
const EDGES = [
  0, 1, 2, 3, 4, 7, 8, 24, 28, 127, 128, 255, 256, 512, 550, 0x7fff, 0x8000, 0xffff, 0x1_0000,
  0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff,
];

/**
 * A copy of bytes with some of them changed: single bits and bytes, whole numbers, blocks moved or blanked, the end cut
 * off.
 *
 * @param to changes stand before this offset
 */
export function mutated(
  bytes: Uint8Array,
  to: number,
  next: (below: number) => number,
): Uint8Array {
  const copy = bytes.slice();
  if (copy.length < 8) return copy;
  const view = new DataView(copy.buffer);
  const limit = Math.min(to, copy.length);
  for (let change = next(6); change >= 0; change -= 1) {
    const at = next(limit - 4);
    switch (next(8)) {
      case 0:
        copy[at] = (copy[at] as number) ^ (1 << next(8));
        break;
      case 1:
        copy[at] = next(0x24) | (next(4) === 0 ? 0x80 : 0);
        break;
      case 2:
        view.setUint32(at, EDGES[next(EDGES.length)] as number, true);
        break;
      case 3:
        view.setUint16(at, EDGES[next(EDGES.length)] as number, true);
        break;
      case 4:
        view.setUint32(at, next(limit), true);
        break;
      case 5:
        copy.copyWithin(at, next(limit), Math.min(limit, at + next(400)));
        break;
      case 6:
        copy.fill(next(3) === 0 ? 0xff : 0, at, Math.min(limit, at + next(200)));
        break;
      default:
        if (next(4) === 0) return copy.slice(0, at);
        copy[at] = next(256);
    }
  }
  return copy;
}
