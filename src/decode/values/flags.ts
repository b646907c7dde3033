import type { TableData, TableEntry } from '../../catalog/definitions.ts';
import { integerText, readInteger } from '../../catalog/integer.ts';

export interface FlagsMeaning {
  set: TableEntry[];
  /** Bits that no entry names, as `0x…`. */
  unnamed?: string;
}

/**
 * Names the bits set in a mask, such as an access mask or Kerberos ticket options.
 *
 * @param value the mask as the event prints it, hexadecimal (`0x1410`) or decimal, signed or not
 * @returns entries of single bits in table order; named masks of several bits only when no single bits
 *   are known for them; undefined when `value` is no integer
 */
export function nameFlags(value: string, table: TableData): FlagsMeaning | undefined {
  const mask = integerText(value);
  if (mask === undefined) return undefined;
  const whole = BigInt(mask);
  let rest = whole;
  const set: TableEntry[] = [];
  const single = table.entries.filter((entry) => !entry.combined);
  const combined = table.entries.filter((entry) => entry.combined);
  for (const entry of [...single, ...combined]) {
    const bits = readInteger(entry.value);
    if (!bits || (whole & bits) !== bits) continue;
    if (entry.combined && (rest & bits) === 0n) continue;
    set.push(entry);
    rest &= ~bits;
  }
  if (whole === 0n) {
    const zero = table.entries.find((entry) => readInteger(entry.value) === 0n);
    if (zero) set.push(zero);
  }
  return rest === 0n ? { set } : { set, unnamed: `0x${rest.toString(16)}` };
}
