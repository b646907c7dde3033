import type { ValueKind } from '../catalog/rule-data.ts';

/** A value in the form in which it is compared; undefined when it says nothing and never joins. */
export type Canonical = number | string | undefined;

/** How many forms of each kind are remembered. */
const REMEMBERED = 4096;

/** Longest NetBIOS computer name. */
const NETBIOS = 15;

/** The form in which values of one kind compare. */
export const canonicalOf: Readonly<Record<ValueKind, (value: string) => Canonical>> = {
  account: remembered((value) => {
    const name = value.slice(value.lastIndexOf('\\') + 1);
    const at = name.indexOf('@');
    return said((at > 0 ? name.slice(0, at) : name).toLowerCase());
  }),
  guid: remembered((value) => {
    const digits = value.replace(/[{}-]/g, '').toLowerCase();
    return /[^0]/.test(digits) ? digits : undefined;
  }),
  host: remembered((value) => said(shortHost(value))),
  ip: remembered((value) => {
    const address = value.toLowerCase().replace(/^\[|\]$/g, '');
    return said(address.startsWith('::ffff:') ? address.slice(7) : address);
  }),
  number: numberOf,
  sid: remembered((value) => said(value.toUpperCase())),
  text: remembered((value) => said(value.toLowerCase())),
};

/** Names, addresses and the like repeat: their forms are remembered, so that each is made once. */
function remembered(form: (value: string) => Canonical): (value: string) => Canonical {
  const known = new Map<string, Canonical>();
  return (value) => {
    const there = known.get(value);
    if (there !== undefined || known.has(value)) return there;
    const made = form(value);
    if (known.size === REMEMBERED) known.clear();
    known.set(value, made);
    return made;
  };
}

const said = (value: string): string | undefined =>
  value === '' || value === '-' ? undefined : value;

/** First label of a computer's name, without case and `\\`, as NetBIOS cuts it; an address as it is. */
export function shortHost(name: string): string {
  let host = name.toLowerCase();
  while (host.startsWith('\\')) host = host.slice(1);
  const slash = host.indexOf('/');
  if (slash >= 0) host = host.slice(slash + 1).split(/[:/]/, 1)[0] ?? '';
  if (/^[\d.]+$|:/.test(host)) return host;
  const dot = host.indexOf('.');
  return (dot < 0 ? host : host.slice(0, dot)).slice(0, NETBIOS);
}

/** Hexadecimal, decimal, or the pair `(0x0,0x3E7)` of events before Windows Vista; other text as text. */
function numberOf(value: string): Canonical {
  const { length } = value;
  if (length === 0) return undefined;
  let number = 0;
  if (length > 2 && value.charCodeAt(0) === 48 && (value.charCodeAt(1) | 32) === 120) {
    if (length > 15) return wide(value);
    for (let at = 2; at < length; at += 1) {
      const code = value.charCodeAt(at);
      const digit =
        code <= 57 ? code - 48 : (code | 32) >= 97 && (code | 32) <= 102 ? (code | 32) - 87 : -1;
      if (digit < 0) return wide(value);
      number = number * 16 + digit;
    }
    return number;
  }
  if (length > 15) return wide(value);
  for (let at = 0; at < length; at += 1) {
    const digit = value.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return wide(value);
    number = number * 10 + digit;
  }
  return number;
}

function wide(value: string): Canonical {
  const text = value.trim();
  const pair = /^\(0x([0-9a-f]+),\s*0x([0-9a-f]+)\)$/i.exec(text);
  if (pair) return small((BigInt(`0x${pair[1]}`) << 32n) + BigInt(`0x${pair[2]}`));
  if (/^(?:0x[0-9a-f]{1,16}|\d{1,20})$/i.test(text)) return small(BigInt(text));
  return said(text.toLowerCase());
}

const small = (value: bigint): Canonical =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : `#${value}`;

/** Numbers below this multiply without losing a bit: 2^26. */
const HALF = 0x4000000;

/** One key of several values, of which two small numbers make a number. */
export function joinKey(parts: readonly (number | string)[]): number | string {
  const [first, second] = parts;
  if (parts.length === 1) return first as number | string;
  if (parts.length > 2) return parts.join('\n');
  return pairKey(first as number | string, second as number | string);
}

export function pairKey(first: number | string, second: number | string): number | string {
  if (typeof first === 'number' && typeof second === 'number' && first < HALF && second < HALF)
    return first * HALF + second;
  return `${first}\n${second}`;
}
