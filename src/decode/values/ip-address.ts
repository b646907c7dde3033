import type { TableData } from '../../catalog/definitions.ts';
import { entryMeaning } from './entry-meaning.ts';
import type { Explain, Meaning } from './explain.ts';

const TABLE = 'ip-range';

/** Says what kind of network an address belongs to, and shows IPv4 inside IPv6 as IPv4. */
export const explainIpAddress: Explain = (value, _slot, _data, definitions) => {
  const text = value
    .trim()
    .replace(/^\[|\]$/g, '')
    .replace(/%[\w-]+$/, '');
  const bytes = readAddress(text);
  if (!bytes) return undefined;
  const inner = mapped(bytes);
  const table = definitions.table(TABLE);
  const range = table && rangeOf(inner ?? bytes, table);
  if (!inner) return range;
  const shown = `${inner.join('.')}, IPv4 written as IPv6`;
  return range ? { ...range, text: `${shown} (${range.text})` } : { text: shown };
};

/** The most narrow range of the table that holds the address. */
function rangeOf(bytes: readonly number[], table: TableData): Meaning | undefined {
  let best: Meaning | undefined;
  let longest = -1;
  for (const entry of table.entries) {
    const [network = '', length = ''] = entry.value.split('/');
    const bits = Number(length);
    const first = readAddress(network);
    if (first?.length !== bytes.length || bits <= longest) continue;
    if (!samePrefix(first, bytes, bits)) continue;
    longest = bits;
    best = entryMeaning(table, entry);
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

/** `::ffff:a.b.c.d` (RFC 4291 2.5.5.2). */
function mapped(bytes: readonly number[]): readonly number[] | undefined {
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
