/** Whether `size` bytes are the same in two places, four at a time. */
export function sameBytes(
  a: DataView,
  atA: number,
  b: DataView,
  atB: number,
  size: number,
): boolean {
  let place = 0;
  for (; place + 4 <= size; place += 4) {
    if (a.getInt32(atA + place, true) !== b.getInt32(atB + place, true)) return false;
  }
  for (; place < size; place += 1) {
    if (a.getUint8(atA + place) !== b.getUint8(atB + place)) return false;
  }
  return true;
}
