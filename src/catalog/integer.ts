/** Reads an integer as an event prints it: decimal, negative, or `0x…`; undefined when it is none. */
export function readInteger(text: string): bigint | undefined {
  if (/^0x[0-9a-f]{1,16}$/i.test(text) || /^\d{1,20}$/.test(text)) return BigInt(text);
  if (/^-\d{1,19}$/.test(text)) return -BigInt(text.slice(1));
  return undefined;
}

/** Above this a 64-bit number is a negative 32-bit one whose sign was carried on. */
const CARRIED = 0xffffffff80000000n;

/**
 * One spelling of an integer, unsigned: `0xC000006A`, `3221225578`, `-1073741718` and `0xFFFFFFFFC000006A` are one.
 */
export function integerText(text: string): string | undefined {
  const number = readInteger(text.trim());
  if (number === undefined) return undefined;
  const short = number < 0n || (number >= CARRIED && number <= 0xffffffffffffffffn);
  return String(BigInt.asUintN(short ? 32 : 64, number));
}
