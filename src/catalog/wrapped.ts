import { integerText } from './integer.ts';

/**
 * Numbers that hold a value of a code table in their low bits, as an HRESULT holds a system error: the first of them,
 * the value that it holds, and how many bits count on from there.
 */
export interface Wrapped {
  from: number;
  to: number;
  bits: number;
}

/** The value that a number holds, as an unsigned decimal; undefined when it is none of these numbers. */
export function valueInside(text: string, { from, to, bits }: Wrapped): string | undefined {
  const number = Number(integerText(text) ?? -1);
  return number >= from && number < from + 2 ** bits ? String(number - from + to) : undefined;
}
