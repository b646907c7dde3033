/** Reads an integer as an event prints it: decimal, negative, or `0x…`; undefined when it is none. */
export function readInteger(text: string): bigint | undefined {
  if (/^0x[0-9a-f]{1,16}$/i.test(text) || /^\d{1,20}$/.test(text)) return BigInt(text);
  if (/^-\d{1,19}$/.test(text)) return -BigInt(text.slice(1));
  return undefined;
}

/** One spelling of an integer, unsigned: `0xC000006A`, `3221225578` and `-1073741718` are one. */
export function integerText(text: string): string | undefined {
  const number = readInteger(text.trim());
  return number === undefined ? undefined : String(BigInt.asUintN(number < 0n ? 32 : 64, number));
}
