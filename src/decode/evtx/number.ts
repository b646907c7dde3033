const SMALL = Array.from({ length: 1024 }, (_, number) => String(number));

/** A small unsigned number as text without making a new string each time. */
export const decimal = (number: number): string => SMALL[number] ?? String(number);

/** An unsigned 64-bit number in decimal, without loss. @param low @param high its halves, unsigned */
export function unsigned64(low: number, high: number): string {
  if (high < 0x20_0000) return decimal(high * 4_294_967_296 + low);
  // Schoolbook division by 10^9 in halves of 16 bits, so that no step leaves 53 bits.
  let rest = '';
  let parts = [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff];
  while (parts.length > 0) {
    let carry = 0;
    const quotient: number[] = [];
    for (const part of parts) {
      const value = carry * 65_536 + part;
      const digit = Math.floor(value / 1_000_000_000);
      carry = value - digit * 1_000_000_000;
      if (quotient.length > 0 || digit > 0) quotient.push(digit);
    }
    rest = quotient.length > 0 ? String(carry).padStart(9, '0') + rest : String(carry) + rest;
    parts = quotient;
  }
  return rest;
}

/** A signed 64-bit number in decimal, without loss. @param low @param high its halves, unsigned */
export function signed64(low: number, high: number): string {
  if (high < 0x8000_0000) return unsigned64(low, high);
  const negatedLow = (~low + 1) >>> 0;
  const negatedHigh = (~high + (negatedLow === 0 ? 1 : 0)) >>> 0;
  return `-${unsigned64(negatedLow, negatedHigh)}`;
}

/** Hexadecimal as Windows prints it in XML: lower case, no padding. */
export const hex32 = (number: number): string => `0x${number.toString(16)}`;

/** @param low @param high halves of the number, unsigned */
export const hex64 = (low: number, high: number): string =>
  high === 0
    ? `0x${low.toString(16)}`
    : `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`;

/**
 * A floating-point number by the fewest digits that give it back (single precision where `single`). What is no
 * number is written as Microsoft's C runtime does: `1.#INF`, `-1.#IND`.
 */
export function floatText(number: number, single: boolean): string {
  if (Number.isNaN(number)) return '-1.#IND';
  if (!Number.isFinite(number)) return number > 0 ? '1.#INF' : '-1.#INF';
  if (Object.is(number, -0)) return '-0';
  if (!single) return String(number);
  for (let digits = 1; digits < 9; digits += 1) {
    const text = Number(number.toPrecision(digits));
    if (Math.fround(text) === number) return String(text);
  }
  return String(Number(number.toPrecision(9)));
}
