/**
 * The most narrow range that holds an address.
 *
 * @param bytes four of an IPv4 address or sixteen of an IPv6 address
 * @param rangeOf the range of an entry, such as `10.0.0.0/8`; what is no range holds nothing
 */
export function narrowestRange<Entry>(
  bytes: readonly number[],
  entries: readonly Entry[],
  rangeOf: (entry: Entry) => string,
): Entry | undefined {
  let best: Entry | undefined;
  let longest = -1;
  for (const entry of entries) {
    const [network = '', length = ''] = rangeOf(entry).split('/');
    const bits = /^\d+$/.test(length) ? Number(length) : -1;
    if (bits <= longest) continue;
    const first = readAddress(network);
    if (first?.length !== bytes.length || !samePrefix(first, bytes, bits)) continue;
    longest = bits;
    best = entry;
  }
  return best;
}

function samePrefix(a: readonly number[], b: readonly number[], bits: number): boolean {
  for (let bit = 0; bit < bits; bit += 8) {
    const mask = bits - bit >= 8 ? 0xff : (0xff << (8 - (bits - bit))) & 0xff;
    if (((a[bit / 8] as number) & mask) !== ((b[bit / 8] as number) & mask)) return false;
  }
  return true;
}

/** Text of an address without the `::ffff:` that Windows writes before an IPv4 one on a socket of both kinds. */
export function plainAddress(text: string): string {
  return text.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** `::ffff:a.b.c.d` (RFC 4291 2.5.5.2). */
export function mappedAddress(bytes: readonly number[]): readonly number[] | undefined {
  return bytes.length === 16 &&
    bytes.slice(0, 10).every((byte) => byte === 0) &&
    bytes[10] === 0xff &&
    bytes[11] === 0xff
    ? bytes.slice(12)
    : undefined;
}

/** Bytes of an IPv4 or IPv6 address as text (RFC 4291 2.2); undefined when it is none. */
export function readAddress(text: string): number[] | undefined {
  const dotted = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (dotted) {
    const bytes = dotted.slice(1).map(Number);
    return bytes.every((byte) => byte < 256) ? bytes : undefined;
  }
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(':')) return undefined;
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return undefined;
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  if (!left || !right) return undefined;
  const missing = 16 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...left, ...Array<number>(missing).fill(0), ...right];
}

function groups(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  for (const group of text.split(':')) {
    const inner = group.includes('.') ? readAddress(group) : undefined;
    if (inner?.length === 4) bytes.push(...inner);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const number = Number.parseInt(group, 16);
      bytes.push(number >> 8, number & 0xff);
    } else return undefined;
  }
  return bytes;
}
